"""Chats that are gone: which refusals say so, and what becomes of what was to be said there."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError

from bot.outbox.writer import open_notice
from domain.model.messaging.gone import Gone
from domain.usecases.home.gone_chats import LeaveChat, MissNotice
from storage.engine.database import Database
from storage.queues.outbox import OutboxMessage, OutboxRows

# Words of a 400 or 403 about a private chat (tdlib/telegram-bot-api, Client.cpp).
WORDS: Mapping[str, Gone] = {
    "bot was blocked": Gone.BLOCKED,
    "USER_IS_BLOCKED": Gone.BLOCKED,
    "user is deactivated": Gone.DEACTIVATED,
    "USER_DEACTIVATED": Gone.DEACTIVATED,
    "INPUT_USER_DEACTIVATED": Gone.DEACTIVATED,
    "chat not found": Gone.NOT_FOUND,
    "PEER_ID_INVALID": Gone.NOT_FOUND,
    "can't initiate conversation": Gone.NOT_STARTED,
}


def gone_of(error: TelegramAPIError) -> Gone | None:
    """Is it the chat that is refused, and not this one message?"""
    if not isinstance(error, TelegramBadRequest | TelegramForbiddenError):
        return None
    known = [why for words, why in WORDS.items() if words in error.message]
    if known:
        return known[0]
    return Gone.BLOCKED if isinstance(error, TelegramForbiddenError) else None


@dataclass(frozen=True, kw_only=True)
class Leaving:
    db: Database
    outbox: OutboxRows
    leave_chat: LeaveChat
    miss_notice: MissNotice

    async def left(self, queued: OutboxMessage, chat_id: int, error: TelegramAPIError) -> bool:
        """False: the chat is still there. Else all that waits for it is set aside at once, in one
        transaction with what goes another way: a kill in between repeats the whole of it."""
        why = gone_of(error) if chat_id > 0 else None
        if why is None:
            return False
        async with self.db.transaction():
            await self.leave_chat(chat_id=chat_id, why=why)
            for one in (queued, *await self.outbox.behind(queued)):
                body = json.loads(self.outbox.body(one))
                notice = open_notice(body) if one.kind == "notice" else None
                await self.outbox.failed(one, why)
                whose = body.get("whose")
                await self.miss_notice(chat_id=chat_id, notice=notice, whose=whose)
        return True

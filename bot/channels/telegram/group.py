"""Who is in the staff group: `getChatAdministrators` and `getChatMember`."""

from collections.abc import Collection
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.types import ResultChatMemberUnion

from bot.gateways.group_trouble import trouble_of
from domain.gateways import GatewayRefused, GatewayUnclear, GroupMoved
from storage.queues.desk import DeskRows

INSIDE = ("creator", "administrator", "member")


def is_inside(member: ResultChatMemberUnion) -> bool:
    """A member of the group now; a restricted one may be in it or not."""
    return member.status in INSIDE or bool(getattr(member, "is_member", False))


class TelegramGroup:
    def __init__(self, bot: Bot, desk: DeskRows) -> None:
        self._bot = bot
        self._desk = desk

    async def administrators(self) -> Collection[int]:
        found = await self._ask(self._bot.get_chat_administrators(self._desk.chat_id))
        return [one.user.id for one in found if not one.user.is_bot]

    async def has(self, user_id: int) -> bool:
        one = await self._ask(self._bot.get_chat_member(self._desk.chat_id, user_id))
        return is_inside(one)

    async def _ask(self, call: Any) -> Any:
        try:
            return await call
        except TelegramMigrateToChat as error:
            raise GroupMoved(error.migrate_to_chat_id) from error
        except TelegramRetryAfter as error:
            raise GatewayUnclear("telegram", error.retry_after) from error
        except (AiogramError, OSError) as error:
            if isinstance(error, TelegramBadRequest | TelegramForbiddenError | TelegramNotFound):
                raise GatewayRefused(trouble_of(error) or "unknown") from error
            raise GatewayUnclear(f"telegram: {type(error).__name__}") from error

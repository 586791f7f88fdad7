"""Somebody has blocked the bot, or come back."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ports import Chats


@dataclass(frozen=True, kw_only=True)
class NoteBlock:
    chats: Chats
    clock: Clock

    async def __call__(self, *, chat_id: int, blocked: bool) -> None:
        if blocked:
            await self.chats.block(chat_id, self.clock.now())
        else:
            await self.chats.unblock(chat_id)

"""Counting wrong tries, and saying when the next one is allowed."""

from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId
from domain.ports import Guards
from domain.refusals import TriesPaused
from domain.rules.guard import Guard, missed


def of_phone(phone: str) -> str:
    return f"login {phone}"


def of_chat(chat_id: ChatId) -> str:
    return f"chat {chat_id}"


def of_proof(borrower_id: BorrowerId) -> str:
    return f"proof {borrower_id}"


def of_birth(phone: str) -> str:
    return f"birth {phone}"


def of_answer(question: str, whose: str) -> str:
    return f"{question} of {whose}"


@dataclass(frozen=True, kw_only=True)
class LoginThrottle:
    guards: Guards
    clock: Clock

    async def allow(self, *scopes: str) -> None:
        """TriesPaused while one of them waits."""
        now = self.clock.now()
        waiting = [
            (opens, guard.locked)
            for guard in [await self.guards.get(scope) for scope in scopes]
            if (opens := guard.opens_at()) is not None and opens > now
        ]
        if waiting:
            until, locked = max(waiting)
            raise TriesPaused(until, locked)

    async def miss(self, *scopes: str) -> tuple[datetime | None, bool]:
        """One more wrong try for each; when the next is allowed (None: at once), and whether that
        is more than a pause."""
        counted: list[Guard] = []
        for scope in scopes:
            guard = missed(await self.guards.get(scope), self.clock.now())
            await self.guards.save(guard)
            counted.append(guard)
        waits = [(opens, one.locked) for one in counted if (opens := one.opens_at()) is not None]
        return max(waits) if waits else (None, False)

    async def forgive(self, *scopes: str) -> None:
        for scope in scopes:
            await self.guards.clear(scope)

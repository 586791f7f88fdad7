"""The door of an account: chats that try to get in, and the job that tries their secrets."""

from dataclasses import dataclass, field
from typing import Any

from argon2 import PasswordHasher

from bot.process.hasher import Hasher
from domain.ids import BorrowerId, ChatId
from domain.model.accounts.account import Account
from domain.model.accounts.session import Actor, Session
from domain.notifications import Notice
from storage.queues.work import Job
from tests.support.lender import IVAN, PHONE, Lender

PASSWORD = "kx7fm-2qd9p"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the rules are tried here
MARIA = ChatId(200_001)
BIRTH = "1990-12-31"  # Иван's, as tests.support.lender fills it in


class Counting(Hasher):
    """Counts how often Argon2 had to work."""

    worked = 0

    async def fits(self, hashed: str | None, spellings: Any) -> bool:
        type(self).worked += 1
        return await super().fits(hashed, spellings)


@dataclass
class Door:
    lender: Lender
    heard: list[Notice] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.job: Any = self.lender.wiring.works["secrets"]
        object.__setattr__(self.job, "hasher", Counting(CHEAP))
        Counting.worked = 0

    async def opens(self) -> None:
        """Иван has an account, and is signed in where he applied."""
        now = self.lender.clock.now()
        account = Account(
            borrower_id=IVAN, phone=PHONE, password_hash=CHEAP.hash(PASSWORD), opened_at=now
        )
        session = Session(
            chat_id=ChatId(IVAN), borrower_id=IVAN, name="Иван", opened_at=now, seen_at=now
        )
        async with self.lender.db.transaction():
            await self.lender.accounts.save(account)
            await self.lender.sessions.open(session)
        await self.lender.told()

    async def actor(self, chat: int = MARIA) -> Actor:
        """Who speaks in a chat now."""
        session = await self.lender.sessions.of_chat(ChatId(chat))
        guest = await self.lender.sessions.guest(ChatId(chat))
        return Actor(
            chat_id=ChatId(chat),
            borrower_id=session.borrower_id if session else guest,
            name=f"Чат {chat}",
            signed_in=session is not None,
            locked=bool(session and session.locked),
        )

    async def do(self, usecase: str, *, chat: int = MARIA, **arguments: object) -> Any:
        return await self.lender.do(usecase, actor=await self.actor(chat), **arguments)

    async def argon2(self) -> None:
        """What was typed is tried."""
        await self.job(Job("secrets", "all", 1, 1))

    async def logs_in(
        self, password: str = PASSWORD, *, chat: int = MARIA, phone: str = PHONE
    ) -> Notice:
        """Phone and password; the last word to that chat."""
        await self.do("name_login", chat=chat, phone=phone)
        return await self.tries(password, chat=chat)

    async def tries(self, password: str, *, chat: int = MARIA) -> Notice:
        await self.do("try_password", chat=chat, secret=password)
        await self.argon2()
        return (await self.lender.told())[-1]

    async def who(self, chat: int = MARIA) -> BorrowerId | None:
        session = await self.lender.sessions.of_chat(ChatId(chat))
        return session.borrower_id if session else None

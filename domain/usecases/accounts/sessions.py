"""Sessions: letting somebody in, showing where they are, and ending them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId
from domain.model.accounts.account import Account
from domain.model.accounts.session import Session
from domain.notifications import Commands, NewEntry, SignedOut, WhyOut
from domain.ports import Accounts, Notices, Sessions
from domain.refusals import NothingToDo
from domain.usecases.accounts.reaching import ReachElsewhere


@dataclass(frozen=True, kw_only=True)
class LetIn:
    """A chat is signed in; the other devices learn of it."""

    accounts: Accounts
    sessions: Sessions
    notices: Notices
    reach_elsewhere: ReachElsewhere
    clock: Clock

    async def __call__(self, *, account: Account, chat_id: ChatId, name: str) -> None:
        now = self.clock.now()
        others = list(await self.sessions.of(account.borrower_id))
        await self.sessions.open(
            Session(
                chat_id=chat_id,
                borrower_id=account.borrower_id,
                name=name,
                opened_at=now,
                seen_at=now,
            )
        )
        await self.accounts.save(replace(account, away_told_at=None))
        await self.reach_elsewhere(account.borrower_id)
        await self.notices.tell_chat(chat_id, Commands(who="borrower"))
        for other in others:
            if other.chat_id != chat_id:
                await self.notices.tell_chat(
                    other.chat_id, NewEntry(name=name, at=now, chat=chat_id)
                )


@dataclass(frozen=True, kw_only=True)
class EndSessions:
    """Signs devices out, and tells each of them why."""

    sessions: Sessions
    notices: Notices
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, why: WhyOut, besides: ChatId | None = None
    ) -> int:
        """All but `besides`; how many they were."""
        ended = [one for one in await self.sessions.of(borrower_id) if one.chat_id != besides]
        for one in ended:
            await self.one(one.chat_id, why)
        return len(ended)

    async def one(self, chat_id: ChatId, why: WhyOut, *, forget: bool = False) -> None:
        await self.sessions.end(chat_id, self.clock.now(), forget=forget)
        await self.notices.tell_chat(chat_id, SignedOut(why=why))
        await self.notices.tell_chat(chat_id, Commands(who="guest"))


@dataclass(frozen=True, kw_only=True)
class LookAtDevices:
    sessions: Sessions

    async def __call__(self, *, borrower_id: BorrowerId) -> Sequence[Session]:
        """Where the borrower is signed in, the one that spoke last first."""
        return await self.sessions.of(borrower_id)


@dataclass(frozen=True, kw_only=True)
class SignOutDevice:
    """One other device, from this one. `stranger`: «это не я»: it won't be known any more."""

    sessions: Sessions
    end_sessions: EndSessions

    async def __call__(
        self, *, borrower_id: BorrowerId, chat_id: ChatId, stranger: bool = False
    ) -> None:
        """NothingToDo when it isn't signed in here (any more)."""
        if chat_id not in {one.chat_id for one in await self.sessions.of(borrower_id)}:
            raise NothingToDo
        await self.end_sessions.one(chat_id, WhyOut.ELSEWHERE, forget=stranger)


@dataclass(frozen=True, kw_only=True)
class SignOut:
    """This chat, or with `everywhere` all of them. The chat is a guest's again."""

    sessions: Sessions
    end_sessions: EndSessions
    notices: Notices
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, chat_id: ChatId, everywhere: bool = False
    ) -> bool:
        """Is the borrower still signed in somewhere else?"""
        if everywhere:
            await self.end_sessions(borrower_id=borrower_id, why=WhyOut.ELSEWHERE, besides=chat_id)
        await self.sessions.end(chat_id, self.clock.now())
        await self.notices.tell_chat(chat_id, Commands(who="guest"))
        return bool(await self.sessions.of(borrower_id))

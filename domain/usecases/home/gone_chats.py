"""A chat that is gone is left: staff learn of it once, what must be told goes another way, and a
return lifts it."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId
from domain.model.cases import CaseKind
from domain.model.messaging.gone import Gone
from domain.notifications import BY_SMS, Commands, LoanOverdue, Notice, PhoneChangeTold, WelcomeBack
from domain.ports import Applications, Chats, Loans, Notices, Sessions
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.phone_change import telling_owner
from domain.usecases.phone_change.telling_owner import NoteTold


@dataclass(frozen=True, kw_only=True)
class WhoseChat:
    sessions: Sessions

    async def __call__(self, chat_id: ChatId) -> BorrowerId:
        session = await self.sessions.of_chat(chat_id)
        return session.borrower_id if session else await self.sessions.guest(chat_id)


@dataclass(frozen=True, kw_only=True)
class LeaveChat:
    chats: Chats
    sessions: Sessions
    loans: Loans
    applications: Applications
    whose_chat: WhoseChat
    open_case: OpenCase
    clock: Clock

    async def __call__(self, *, chat_id: int, why: Gone) -> None:
        """Nothing is said there until somebody comes back. One case, for who has a loan or an
        application under way and isn't signed in elsewhere; closed by staff, it isn't opened again
        while the chat is gone."""
        if not await self.chats.leave(chat_id, why, self.clock.now()):
            return
        borrower_id = await self.whose_chat(ChatId(chat_id))
        if await self.sessions.chat_of(borrower_id) is not None:
            return
        loan = await self.loans.open_in(borrower_id)
        application = await self.applications.last(borrower_id)
        facts = {"chat": str(chat_id), "gone": str(why)}
        if loan is not None:
            facts["contract"] = loan.contract
        elif application is None or not application.live:
            return
        await self.open_case(kind=CaseKind.UNREACHABLE, subject=str(chat_id), facts=facts)


@dataclass(frozen=True, kw_only=True)
class MissNotice:
    chats: Chats
    notices: Notices
    whose_chat: WhoseChat
    note_told: NoteTold

    async def __call__(
        self, *, chat_id: int, notice: Notice | None, whose: BorrowerId | None = None
    ) -> None:
        """It can't be said in this chat, which was left. What the law or money asks for goes where
        else the borrower is signed in, or by SMS; None: an answer that nobody waits for. `whose`:
        of the notice, since by now somebody else may be signed in there."""
        if notice is None or isinstance(notice, Commands):
            return
        if isinstance(notice, PhoneChangeTold):
            word = telling_owner.chat(chat_id)
            await self.note_told(change_id=notice.change, word=word, reached=False)
        if type(notice) in BY_SMS or isinstance(notice, LoanOverdue):
            whose = whose or await self.whose_chat(ChatId(chat_id))
            await self.notices.tell_elsewhere(whose, notice)
        elif notice.news:
            await self.chats.missed(chat_id)


@dataclass(frozen=True, kw_only=True)
class ComeBack:
    chats: Chats
    notices: Notices
    solve_case: SolveCase

    async def __call__(self, *, chat_id: int) -> None:
        """Somebody is there again. What was missed isn't said anew; that it was is."""
        missed = await self.chats.come_back(chat_id)
        if missed is None:
            return
        await self.solve_case(kind=CaseKind.UNREACHABLE, subject=str(chat_id))
        if missed:
            await self.notices.tell_chat(ChatId(chat_id), WelcomeBack(missed=missed))

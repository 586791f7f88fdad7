"""«Удалить мои данные»: what may go goes at once, what the law keeps is told with its day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import ClassVar

from domain.dates import MOSCOW, Clock, add_days, add_months, lender_day
from domain.ids import BorrowerId, ChatId, new_id
from domain.model.cases import Action, CaseKind
from domain.model.jobs import JobKind
from domain.model.profile import CONTACT, EDITABLE, Change, Deletion, NoticeChoice, Wanted
from domain.model.questionnaire import answers_of
from domain.notifications import DeletionAnswered
from domain.ports import (
    Applications,
    Cards,
    Consents,
    Deletions,
    Drafts,
    Exports,
    Jobs,
    Loans,
    Notices,
    NotificationChoices,
    ProfileChanges,
)
from domain.refusals import DeletionAsked, DeletionRefused, WhyNotDelete
from domain.rules.workdays import add_working_days
from domain.usecases.cards.wallet import UnbindCard
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.cases.opening import OpenCase
from domain.usecases.settings.profile import LookAtProfile

KEPT_MONTHS = 60  # after the relations have ended (115-FZ art. 7 p. 4)
TELL_AT = time(10)  # staff, when it is over
ANSWER_IN = 10  # working days (152-FZ art. 20, 21)


@dataclass(frozen=True, kw_only=True)
class DeletionView:
    """`asked`: an earlier wish that staff haven't answered yet."""

    contracts: Sequence[str]
    closed_on: date  # when the relations ended
    keep_until: date
    cards: int
    asked: Deletion | None


@dataclass(frozen=True, kw_only=True)
class LookAtDeletion:
    applications: Applications
    loans: Loans
    cards: Cards
    deletions: Deletions

    async def __call__(self, *, borrower_id: BorrowerId) -> DeletionView:
        """DeletionRefused while a loan or an application is open, or there never was one."""
        if await self.loans.open_in(borrower_id) is not None:
            raise DeletionRefused(WhyNotDelete.LOAN)
        last = await self.applications.last(borrower_id)
        if last is not None and last.live:
            raise DeletionRefused(WhyNotDelete.APPLICATION)
        closed = await self.loans.last_closed(borrower_id)
        if last is None or closed is None or closed.closed_on is None:
            raise DeletionRefused(WhyNotDelete.NOTHING)
        mine = await self.loans.under(borrower_id)
        ended = max(closed.closed_on, lender_day(last.created_at))
        asked = await self.deletions.last(borrower_id)
        return DeletionView(
            contracts=tuple(one.contract for one in mine),
            closed_on=ended,
            keep_until=add_months(ended, KEPT_MONTHS),
            cards=len(await self.cards.of(borrower_id)),
            asked=asked if asked is not None and asked.answered_at is None else None,
        )


@dataclass(frozen=True, kw_only=True)
class AskDeletion:
    deletions: Deletions
    look_at_deletion: LookAtDeletion
    forget_what_may_go: "ForgetWhatMayGo"
    open_case: OpenCase
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, chat_id: ChatId) -> Deletion:
        """What isn't bound by law is gone when this returns. DeletionRefused; DeletionAsked when
        an earlier wish waits for its answer; CardInUse."""
        view = await self.look_at_deletion(borrower_id=borrower_id)
        if view.asked is not None:
            raise DeletionAsked(view.asked.number, view.asked.answer_by)
        await self.forget_what_may_go(borrower_id, chat_id)
        ident = new_id()
        facts = {
            "contracts": ", ".join(view.contracts),
            "keep_until": view.keep_until.isoformat(),
        }
        case = await self.open_case(kind=CaseKind.DELETION, subject=ident, facts=facts)
        deletion = Deletion(
            id=ident,
            borrower_id=borrower_id,
            asked_at=self.clock.now(),
            keep_until=view.keep_until,
            answer_by=add_working_days(self.clock.today(), ANSWER_IN),
            number=case.number,
        )
        await self.deletions.save(deletion)
        over = datetime.combine(add_days(view.keep_until, 1), TELL_AT, MOSCOW)
        await self.jobs.plan(JobKind.KEEP_OVER, ident, over)
        return deletion


@dataclass(frozen=True, kw_only=True)
class ForgetWhatMayGo:
    """Drafts, cards, the contact person, the profile's history, notices, copies of data."""

    drafts: Drafts
    cards: Cards
    consents: Consents
    profile_changes: ProfileChanges
    notification_choices: NotificationChoices
    exports: Exports
    unbind_card: UnbindCard
    look_at_profile: LookAtProfile
    jobs: Jobs
    clock: Clock

    async def __call__(self, borrower_id: BorrowerId, chat_id: ChatId) -> None:
        now = self.clock.now()
        await self.drafts.drop(borrower_id)
        await self.jobs.drop(JobKind.DRAFT_FORGOTTEN, str(borrower_id))
        for card in await self.cards.of(borrower_id):
            await self.unbind_card(borrower_id=borrower_id, card_id=card.id)
        kept = await self._without_history(borrower_id)
        await self.profile_changes.forget(borrower_id)
        for field, after in kept.items():
            await self.profile_changes.add(
                Change(
                    borrower_id=borrower_id,
                    field=field,
                    before=None,
                    after=after,
                    chat_id=chat_id,
                    at=now,
                )
            )
        for kind in Wanted:
            off = NoticeChoice(kind=kind, wanted=False, changed_at=now)
            await self.notification_choices.save(borrower_id, off)
        await self.consents.revoke(borrower_id, Wanted.ADS, now)
        await self.exports.forget_files(borrower_id)

    async def _without_history(self, borrower_id: BorrowerId) -> dict[str, str]:
        """What is to stand over the last form: the values of today, and nobody to ask."""
        profile = await self.look_at_profile(borrower_id=borrower_id)
        before, now = answers_of(profile.form), profile.answers
        wanted = {name: "" if name in CONTACT else now.get(name, "") for name in EDITABLE}
        return {name: text for name, text in wanted.items() if text != before.get(name, "")}


@dataclass(frozen=True, kw_only=True)
class TellKeepOver:
    """The law's years are over: a person deletes what is left, unless there was a loan since."""

    deletions: Deletions
    loans: Loans
    open_case: OpenCase

    async def __call__(self, *, deletion_id: str) -> None:
        deletion = await self.deletions.get(deletion_id)
        last = await self.loans.last_closed(deletion.borrower_id)
        later = last is not None and (
            last.closed_on is None or add_months(last.closed_on, KEPT_MONTHS) > deletion.keep_until
        )
        if later or await self.loans.open_in(deletion.borrower_id) is not None:
            return  # what is kept by now is kept for that one
        facts = {"contract": last.contract if last else "—"}
        await self.open_case(kind=CaseKind.KEEP_OVER, subject=deletion.id, facts=facts)


@dataclass(frozen=True, kw_only=True)
class AnswerDeletion:
    """A person of the staff has written the answer."""

    decides: ClassVar[Decides] = {CaseKind.DELETION: (Action.DONE,)}

    deletions: Deletions
    notices: Notices
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        deletion = await self.deletions.get(decision.case.subject)
        await self.deletions.save(replace(deletion, answered_at=self.clock.now()))
        notice = DeletionAnswered(number=deletion.number, keep_until=deletion.keep_until)
        await self.notices.tell(deletion.borrower_id, notice)

"""What staff decide by the buttons of a case."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import ApplicationId, BindingId, CaseId, MoveId
from domain.model.application import Reason, Status
from domain.model.cards import CardRefusal
from domain.model.cards import State as CardState
from domain.model.cases import ACTIONS, HELD, Action, Case, Kind
from domain.model.payments import State as MoveState
from domain.notifications import CardRefused
from domain.ports import Applications, Bindings, Cases, Jobs, Moves, Notices
from domain.refusals import NothingToDo
from domain.usecases.applications.lawful_today import StillLawful
from domain.usecases.applications.verdicts import Approve, Reject
from domain.usecases.cards.binding import joins_wallet
from domain.usecases.cards.owning import RecordOwner
from domain.usecases.checks.checkwork import DecideCheckCase
from domain.usecases.credit_history.credit import DecideDispute
from domain.usecases.credit_history.rows import DecideRow
from domain.usecases.credit_holidays.resting import DecideHardshipCase
from domain.usecases.identity.identitywork import DecideIdentityCase
from domain.usecases.identity.scanning_persons import DecideSharedCase
from domain.usecases.overdue.writing_off import DecideWriteOff
from domain.usecases.payments.other_sum import DecideOtherSum
from domain.usecases.payments.paymentwork import DecidePaymentCase
from domain.usecases.payouts.lending import RetryPayout
from domain.usecases.phone_change.deciding_phone import DecidePhoneCase
from domain.usecases.privacy.forgetting import AnswerDeletion
from domain.usecases.staff.own_affairs import NotOwnAffair


@dataclass(frozen=True, kw_only=True)
class DecideCase:
    cases: Cases
    applications: Applications
    bindings: Bindings
    moves: Moves
    notices: Notices
    still_lawful: StillLawful
    approve: Approve
    reject: Reject
    record_owner: RecordOwner
    retry_payout: RetryPayout
    decide_other_sum: DecideOtherSum
    decide_payment_case: DecidePaymentCase
    decide_hardship_case: DecideHardshipCase
    answer_deletion: AnswerDeletion
    decide_phone_case: DecidePhoneCase
    decide_write_off: DecideWriteOff
    decide_check_case: DecideCheckCase
    decide_identity_case: DecideIdentityCase
    decide_row: DecideRow
    decide_shared_case: DecideSharedCase
    decide_dispute: DecideDispute
    not_own_affair: NotOwnAffair
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, case_id: CaseId, action: Action, by: str, by_id: int) -> Case:
        """Close the case with `action`; NothingToDo when it is closed or knows no such action.
        NotYours when it takes a right that `by_id` (a Telegram account) doesn't have;
        OwnAffair when the case is about the person who decides."""
        case = await self.cases.get(case_id)
        if case is None or case.closed_at is not None or action not in ACTIONS[case.kind]:
            raise NothingToDo
        await self.not_own_affair(case, by_id=by_id)
        case = replace(case, closed_at=self.clock.now(), action=action, closed_by=by)
        await self.cases.save(case)
        if case.kind is Kind.REVIEW:
            case = await self._review(case)
        elif case.kind in HELD:
            await self.decide_identity_case(case, by=by)
        elif case.kind is Kind.SHARED:
            await self.decide_shared_case(case, by=by)
        elif case.kind is Kind.OWNER:
            await self._owner(case)
        elif case.kind is Kind.PAYOUT:
            if not await self.retry_payout(application_id=ApplicationId(case.subject)):
                raise NothingToDo
        elif case.kind is Kind.LOST_MOVE:
            await self._lost(case)
        elif case.kind is Kind.OTHER_SUM:
            await self.decide_other_sum(case)
        elif case.kind is Kind.PHONE:
            await self.decide_phone_case(case, by_id=by_id)
        elif case.kind in (Kind.FINCERT, Kind.FROZEN):
            await self.decide_check_case(case, by_id=by_id)
        elif case.kind is Kind.HARDSHIP:
            await self.decide_hardship_case(case)
        elif case.kind is Kind.WRITE_OFF:
            await self.decide_write_off(case)
        elif case.kind is Kind.ROW:
            await self.decide_row(case)
        elif case.kind is Kind.DISPUTE:
            await self.decide_dispute(case)
        elif case.kind is Kind.DELETION:
            await self.answer_deletion(case)
        else:
            await self.decide_payment_case(case)
        return case

    async def _review(self, case: Case) -> Case:
        """No «Одобрить» passes a gate: when today's law is against it, the borrower is told so,
        and the case keeps why."""
        application = await self.applications.get(ApplicationId(case.subject))
        if application.status is not Status.REVIEW:
            raise NothingToDo
        if case.action is not Action.APPROVE:
            await self.reject(application, Reason.BY_HAND)
        elif await self.still_lawful(application):
            await self.approve(application, application.amount)
        else:
            rejected = await self.applications.get(application.id)
            less = rejected.status is Status.COUNTER
            facts = case.facts | {"against": Reason.SHARE if less else rejected.reason or ""}
            case = replace(case, action=Action.REJECT, facts=facts)
            await self.cases.save(case)
        return case

    async def _owner(self, case: Case) -> None:
        binding = await self.bindings.get(BindingId(case.subject))
        if binding.state is not CardState.OWNER:
            raise NothingToDo
        if case.action is Action.APPROVE:
            await self.record_owner.accept(binding)
            return
        refusal = CardRefusal.NOT_OWNER
        await self.bindings.save(replace(binding, state=CardState.REFUSED, refusal=refusal))
        last4 = binding.card.last4 if binding.card else None
        to_wallet = await joins_wallet(self.applications, binding)
        notice = CardRefused(refusal=refusal, last4=last4, to_wallet=to_wallet)
        await self.notices.tell(binding.borrower_id, notice)

    async def _lost(self, case: Case) -> None:
        """Look once more; or staff have made sure at the bank that it does not exist: pay again."""
        move = await self.moves.get(MoveId(case.subject))
        if move.state is not MoveState.LOST:
            raise NothingToDo
        if case.action is Action.FIND:
            await self.moves.save(replace(move, state=MoveState.SENT))
            await self.jobs.plan("move", move.id)
            return
        await self.moves.save(replace(move, state=MoveState.FAILED, reason="not_found"))
        await self.retry_payout(application_id=move.application_id)

"""What else a repayment settles: an agreement that it pays for, a promise, an automatic charge."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.dates import Clock
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.jobs import JobKind
from domain.model.repayment import Repayment, end_of
from domain.notifications import LoanProlonged, ProlongationLapsed, WhyLapsed
from domain.ports import Agreements, Jobs, Notices
from domain.rules.plan import Cause
from domain.usecases.autopay.autopay_charge import FollowPayment
from domain.usecases.checks.freezing import FreezeListed
from domain.usecases.ledger.post_to_ledger import LoanState
from domain.usecases.promises.promising import KeepPromise


@dataclass(frozen=True, kw_only=True)
class PaymentSettles:
    agreements: Agreements
    notices: Notices
    keep_promise: KeepPromise
    jobs: Jobs
    clock: Clock
    follow_payment: FollowPayment
    freeze_listed: FreezeListed

    async def extends_to(self, repayment: Repayment) -> date | None:
        """The new due day, when this pays for a signed prolongation; the money of somebody who has
        come onto a stop list only pays the debt."""
        agreement = await self._waiting(repayment)
        if agreement is None or await self.freeze_listed(borrower_id=repayment.borrower_id):
            return None
        return agreement.due

    async def waits_today(self, repayment: Repayment) -> bool:
        """May the signed prolongation still be paid for by another try?"""
        agreement = await self._waiting(repayment)
        return agreement is not None and self.clock.today() <= agreement.on

    async def _waiting(self, repayment: Repayment) -> Agreement | None:
        if repayment.agreement_id is None:
            return None
        agreement = await self.agreements.get(repayment.agreement_id)
        return agreement if agreement.state is AgreementStatus.SIGNED else None

    async def signed_free(self, agreement: Agreement, loan_state: LoanState) -> None:
        """A prolongation without a price: the signature was all."""
        await self._agreed(agreement, loan_state)
        await self.keep_promise(loan_id=agreement.loan_id, loan_state=loan_state)
        await self.follow_payment.booked(loan_state)

    async def __call__(self, repayment: Repayment, loan_state: LoanState) -> None:
        """The payment has been booked."""
        agreement = await self._waiting(repayment)
        if agreement is not None:
            await self._agreed(agreement, loan_state)
        await self.keep_promise(loan_id=repayment.loan_id, loan_state=loan_state)
        await self.follow_payment.booked(loan_state)

    async def _agreed(self, agreement: Agreement, loan_state: LoanState) -> None:
        plan = loan_state.loan.plan
        if plan.cause is Cause.PROLONGATION and plan.due == agreement.due:
            await self.agreements.save(replace(agreement, state=AgreementStatus.IN_FORCE))
            await self.notices.tell(
                agreement.borrower_id,
                LoanProlonged(due=plan.due, total=plan.lines[-1].amount),
            )
        else:
            await self.agreements.save(replace(agreement, state=AgreementStatus.LAPSED))
            if loan_state.loan.closed_on is None:
                frozen = await self.freeze_listed(borrower_id=agreement.borrower_id)
                why = WhyLapsed.CHECKED if frozen else WhyLapsed.LATE
                lapsed = ProlongationLapsed(why=why, due=loan_state.loan.due_on)
                await self.notices.tell(agreement.borrower_id, lapsed)

    async def failed(self, repayment: Repayment) -> datetime | None:
        """The money did not come: a signed agreement still waits for it until the day is over.
        An automatic charge is tried once more: when."""
        agreement = await self._waiting(repayment)
        if agreement is not None:
            await self.jobs.plan(JobKind.AGREEMENT_LAPSE, agreement.id, end_of(agreement.on))
        return await self.follow_payment.failed(repayment)

"""What becomes of a repayment: booked, refused, or unknown; an overpayment goes back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.ledger.loan_events import Paid
from domain.ledger.postings import Part, Posting, PostingKind
from domain.model.bank_operation import BankOperation
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.repayment import PaymentWay, Repayment, RepaymentStatus, value_day
from domain.money import ZERO, Money
from domain.notifications import (
    Commands,
    LoanClosed,
    PaymentBooked,
    PaymentPage,
    PaymentRefused,
    PaymentUnknown,
)
from domain.ports import Cards, Jobs, Loans, Notices, Repayments
from domain.rules.editions import version
from domain.rules.plan import Cause
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.ledger.coming import coming
from domain.usecases.ledger.post_to_ledger import LoanState, PostToLedger
from domain.usecases.payments.reconciling import SolveMissing
from domain.usecases.repayment.after_payment import PaymentSettles
from domain.usecases.repayment.fiscal import MakeReceipt
from domain.usecases.repayment.refunding import ReturnOverpayment, repayment_of
from domain.usecases.servicing.dropping import DropCreditHolidays


@dataclass(frozen=True, kw_only=True)
class PageOpened:
    """The bank's page is ready: show it once."""

    repayments: Repayments
    notices: Notices

    async def __call__(self, operation: BankOperation, page: str) -> None:
        repayment = await repayment_of(self.repayments, operation)
        if repayment.page is None and repayment.state is RepaymentStatus.MOVING:
            await self.repayments.save(replace(repayment, page=page))
            await self.notices.tell(
                repayment.borrower_id, PaymentPage(url=page, amount=repayment.amount)
            )


@dataclass(frozen=True, kw_only=True)
class PaymentArrived:
    """The bank has captured the money: it belongs to the day of the capture, however late the
    news comes."""

    loans: Loans
    repayments: Repayments
    notices: Notices
    post_to_ledger: PostToLedger
    payment_settles: PaymentSettles
    return_overpayment: ReturnOverpayment
    solve_case: SolveCase
    solve_missing: SolveMissing
    drop_credit_holidays: DropCreditHolidays
    make_receipt: MakeReceipt
    jobs: Jobs

    async def __call__(self, operation: BankOperation) -> None:
        repayment = await repayment_of(self.repayments, operation)
        if repayment.state is RepaymentStatus.DONE:
            return
        assert operation.settled_at is not None
        day = value_day(repayment, operation.settled_at)
        done = replace(
            repayment,
            state=RepaymentStatus.DONE,
            page=None,
            paid_at=operation.settled_at,
            booked_on=day,
            amount=operation.amount,  # what came, were it another sum
        )
        await self.repayments.save(done)
        extends_to = await self.payment_settles.extends_to(done)
        loan_event = Paid(
            cause=operation.id,
            day=day,
            at=operation.settled_at,
            amount=operation.amount,
            purpose=repayment.purpose,
            extends_to=extends_to,
            law=version() if extends_to else "",
        )
        closed_before = repaid(await self.loans.get(repayment.loan_id))
        loan_state = await self.post_to_ledger(loan_id=repayment.loan_id, loan_event=loan_event)
        await self.solve_case(kind=CaseKind.LOST_CHARGE, subject=operation.id)
        await self.solve_missing(done)
        if loan_state.loan.closed_on is not None:
            await self.solve_case(kind=CaseKind.WRITE_OFF, subject=repayment.loan_id)
        back = await self.return_overpayment(loan_state)
        told = replace(
            booked(done, loan_state, operation.id), overpaid=back, closed_before=closed_before
        )
        await self.notices.tell(repayment.borrower_id, told)
        await self.make_receipt(done, told.interest)
        await self.payment_settles(done, loan_state)
        plan = loan_state.loan.plan
        if plan.cause is Cause.PREPAYMENT and plan.since == day and len(plan.lines) > 1:
            await self.jobs.plan(JobKind.SCHEDULE_PAPER, done.id)
        if repaid(loan_state.loan) and not closed_before:
            await self._closed(done, loan_state)

    async def _closed(self, repayment: Repayment, loan_state: LoanState) -> None:
        assert loan_state.loan.closed_on is not None
        await self.notices.tell(
            repayment.borrower_id,
            LoanClosed(contract=loan_state.loan.contract, on=loan_state.loan.closed_on),
        )
        await self.notices.tell(repayment.borrower_id, Commands(who="borrower"))
        await self.drop_credit_holidays(repayment.loan_id)


def repaid(loan: Loan) -> bool:
    """Closed, and not because its debt was given up."""
    return loan.closed_on is not None and loan.written_off_on is None


def booked(repayment: Repayment, loan_state: LoanState, cause: str) -> PaymentBooked:
    """What a payment went to."""

    def went_to(part: Part, entry: PostingKind = PostingKind.PAYMENT) -> Money:
        return ZERO - _sum(loan_state.postings, part, entry, cause)

    assert repayment.booked_on is not None
    assert repayment.paid_at is not None
    next_ = coming(loan_state)
    return PaymentBooked(
        amount=repayment.amount,
        interest=went_to(Part.INTEREST),
        principal=went_to(Part.PRINCIPAL),
        penalty=went_to(Part.PENALTY),
        forgiven=sum((went_to(part, PostingKind.WAIVED) for part in Part), ZERO),
        overpaid=went_to(Part.OVERPAID),
        left=loan_state.debt.total,
        booked_on=repayment.booked_on,
        late=loan_state.today > repayment.booked_on,
        next_day=next_.day if next_ else None,
        next_amount=next_.amount if next_ else None,
        payment=repayment.id,
        still_late=bool(loan_state.debt.days_overdue),
        written_off_on=loan_state.loan.written_off_on,
    )


def _sum(postings: tuple[Posting, ...], part: Part, entry: PostingKind, cause: str) -> Money:
    found = (
        one.amount for one in postings if (one.part, one.entry, one.cause) == (part, entry, cause)
    )
    return sum(found, ZERO)


@dataclass(frozen=True, kw_only=True)
class PaymentFailed:
    """Certainly not taken: say why, as far as the bank tells."""

    repayments: Repayments
    cards: Cards
    notices: Notices
    payment_settles: PaymentSettles
    solve_case: SolveCase

    async def __call__(self, operation: BankOperation) -> None:
        repayment = await repayment_of(self.repayments, operation)
        if repayment.state is not RepaymentStatus.MOVING:
            return
        reason = operation.reason or "unknown"
        failed = replace(repayment, state=RepaymentStatus.FAILED, page=None, reason=reason)
        await self.repayments.save(failed)
        await self.solve_case(kind=CaseKind.LOST_CHARGE, subject=operation.id)
        card = await self.cards.get(repayment.card_id) if repayment.card_id else None
        page = repayment.way is PaymentWay.PAGE
        prolongs = await self.payment_settles.waits_today(repayment)
        again_at = await self.payment_settles.failed(failed)
        if prolongs or not (page and repayment.page is not None and reason == EXPIRED):
            await self.notices.tell(
                repayment.borrower_id,
                PaymentRefused(
                    amount=repayment.amount,
                    reason=reason,
                    last4=card.last4 if card else None,
                    page=page,
                    auto=repayment.auto,
                    again_at=again_at,
                    prolongs=prolongs,
                ),
            )


EXPIRED = "expired_on_confirmation"  # nobody paid on the page within its time


@dataclass(frozen=True, kw_only=True)
class PaymentLost:
    """The key is forgotten and the bank finds no such payment: a person looks."""

    repayments: Repayments
    notices: Notices
    open_case: OpenCase

    async def __call__(
        self, operation: BankOperation, found: Mapping[str, str] | None = None
    ) -> None:
        """`found`: what staff read of a payment that is there and isn't what was asked for."""
        repayment = await repayment_of(self.repayments, operation)
        facts = {
            "amount": str(operation.amount),
            **(found or {}),
            "reference": operation.id,
            "sent": operation.sent_at.isoformat() if operation.sent_at else "",
        }
        await self.open_case(kind=CaseKind.LOST_CHARGE, subject=operation.id, facts=facts)
        await self.notices.tell(repayment.borrower_id, PaymentUnknown(amount=operation.amount))

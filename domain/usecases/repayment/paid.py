"""What becomes of a repayment: booked, refused, or unknown; an overpayment goes back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.ledger.deeds import Paid
from domain.ledger.postings import Entry, Part, Posting
from domain.model.cases import Kind as CaseKind
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.payments import Move
from domain.model.repayment import Repayment, State, Way, value_day
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
from domain.usecases.cases.casework import OpenCase, SolveCase
from domain.usecases.ledger.bookkeeping import KeepLedger, Kept
from domain.usecases.ledger.coming import coming
from domain.usecases.payments.reconciling import SolveMissing
from domain.usecases.repayment.fiscal import MakeReceipt
from domain.usecases.repayment.refunding import ReturnOverpayment, repayment_of
from domain.usecases.repayment.settling import PaymentSettles
from domain.usecases.servicing.dropping import DropHardships


@dataclass(frozen=True, kw_only=True)
class PageOpened:
    """The bank's page is ready: show it once."""

    repayments: Repayments
    notices: Notices

    async def __call__(self, move: Move, page: str) -> None:
        repayment = await repayment_of(self.repayments, move)
        if repayment.page is None and repayment.state is State.MOVING:
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
    keep_ledger: KeepLedger
    payment_settles: PaymentSettles
    return_overpayment: ReturnOverpayment
    solve_case: SolveCase
    solve_missing: SolveMissing
    drop_hardships: DropHardships
    make_receipt: MakeReceipt
    jobs: Jobs

    async def __call__(self, move: Move) -> None:
        repayment = await repayment_of(self.repayments, move)
        if repayment.state is State.DONE:
            return
        assert move.settled_at is not None
        day = value_day(repayment, move.settled_at)
        done = replace(
            repayment,
            state=State.DONE,
            page=None,
            paid_at=move.settled_at,
            booked_on=day,
            amount=move.amount,  # what came, were it another sum
        )
        await self.repayments.save(done)
        extends_to = await self.payment_settles.extends_to(done)
        deed = Paid(
            cause=move.id,
            day=day,
            at=move.settled_at,
            amount=move.amount,
            purpose=repayment.purpose,
            extends_to=extends_to,
            law=version() if extends_to else "",
        )
        closed_before = repaid(await self.loans.get(repayment.loan_id))
        kept = await self.keep_ledger(loan_id=repayment.loan_id, deed=deed)
        await self.solve_case(kind=CaseKind.LOST_CHARGE, subject=move.id)
        await self.solve_missing(done)
        if kept.loan.closed_on is not None:
            await self.solve_case(kind=CaseKind.WRITE_OFF, subject=repayment.loan_id)
        back = await self.return_overpayment(kept)
        told = replace(booked(done, kept, move.id), overpaid=back, closed_before=closed_before)
        await self.notices.tell(repayment.borrower_id, told)
        await self.make_receipt(done, told.interest)
        await self.payment_settles(done, kept)
        plan = kept.loan.plan
        if plan.cause is Cause.PREPAYMENT and plan.since == day and len(plan.lines) > 1:
            await self.jobs.plan(JobKind.SCHEDULE_PAPER, done.id)
        if repaid(kept.loan) and not closed_before:
            await self._closed(done, kept)

    async def _closed(self, repayment: Repayment, kept: Kept) -> None:
        assert kept.loan.closed_on is not None
        await self.notices.tell(
            repayment.borrower_id, LoanClosed(contract=kept.loan.contract, on=kept.loan.closed_on)
        )
        await self.notices.tell(repayment.borrower_id, Commands(who="borrower"))
        await self.drop_hardships(repayment.loan_id)


def repaid(loan: Loan) -> bool:
    """Closed, and not because its debt was given up."""
    return loan.closed_on is not None and loan.written_off_on is None


def booked(repayment: Repayment, kept: Kept, cause: str) -> PaymentBooked:
    """What a payment went to."""

    def went_to(part: Part, entry: Entry = Entry.PAYMENT) -> Money:
        return ZERO - _sum(kept.postings, part, entry, cause)

    assert repayment.booked_on is not None
    assert repayment.paid_at is not None
    next_ = coming(kept)
    return PaymentBooked(
        amount=repayment.amount,
        interest=went_to(Part.INTEREST),
        principal=went_to(Part.PRINCIPAL),
        penalty=went_to(Part.PENALTY),
        forgiven=sum((went_to(part, Entry.FORGIVEN) for part in Part), ZERO),
        overpaid=went_to(Part.OVERPAID),
        left=kept.debt.total,
        booked_on=repayment.booked_on,
        late=kept.today > repayment.booked_on,
        next_day=next_.day if next_ else None,
        next_amount=next_.amount if next_ else None,
        payment=repayment.id,
        still_late=bool(kept.debt.days_overdue),
        written_off_on=kept.loan.written_off_on,
    )


def _sum(postings: tuple[Posting, ...], part: Part, entry: Entry, cause: str) -> Money:
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

    async def __call__(self, move: Move) -> None:
        repayment = await repayment_of(self.repayments, move)
        if repayment.state is not State.MOVING:
            return
        reason = move.reason or "unknown"
        failed = replace(repayment, state=State.FAILED, page=None, reason=reason)
        await self.repayments.save(failed)
        await self.solve_case(kind=CaseKind.LOST_CHARGE, subject=move.id)
        card = await self.cards.get(repayment.card_id) if repayment.card_id else None
        page = repayment.way is Way.PAGE
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

    async def __call__(self, move: Move, found: Mapping[str, str] | None = None) -> None:
        """`found`: what staff read of a payment that is there and isn't what was asked for."""
        repayment = await repayment_of(self.repayments, move)
        facts = {
            "amount": str(move.amount),
            **(found or {}),
            "reference": move.id,
            "sent": move.sent_at.isoformat() if move.sent_at else "",
        }
        await self.open_case(kind=CaseKind.LOST_CHARGE, subject=move.id, facts=facts)
        await self.notices.tell(repayment.borrower_id, PaymentUnknown(amount=move.amount))

"""A borrower's wish to pay, from the sum to the booking.

The movement of the money itself is a `Move`; this is what it is for.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.dates import MOSCOW, add_days, lender_day
from domain.ids import AgreementId, BorrowerId, CardId, LoanId, OperationId, RepaymentId
from domain.ledger.loan_events import PaymentPurpose
from domain.money import Money

KEEPS = timedelta(hours=1)  # what was opened before midnight may be confirmed so long after it
CAPTURES = timedelta(hours=1)  # and the bank may take so long again
LEAST = Money.rubles(10)
SOON = timedelta(minutes=10)  # by then the bank usually has told


class PaymentWay(StrEnum):
    CARD = "card"  # a bound card, after a code from an SMS
    PAGE = "page"  # the bank's page: any card, or СБП


class RepaymentStatus(StrEnum):
    ASKED = "asked"  # the sum is chosen
    OPENED = "opened"  # «Оплатить» was tapped: the code is awaited
    MOVING = "moving"  # the money is on its way
    DONE = "done"
    FAILED = "failed"
    LAPSED = "lapsed"  # given up, or too old


SET_UP = (RepaymentStatus.ASKED, RepaymentStatus.OPENED)


@dataclass(frozen=True, kw_only=True)
class Repayment:
    """`quote_day` is the lender's day for which the sum was told."""

    id: RepaymentId
    loan_id: LoanId
    borrower_id: BorrowerId
    amount: Money
    purpose: PaymentPurpose
    state: RepaymentStatus
    asked_at: datetime
    quote_day: date
    way: PaymentWay | None = None
    card_id: CardId | None = None
    opened_at: datetime | None = None
    operation_id: OperationId | None = None
    page: str | None = None  # the bank's, while it is open
    agreement_id: AgreementId | None = None  # the prolongation that this pays for
    auto: bool = False  # charged by the borrower's standing consent
    paid_at: datetime | None = None  # the bank's captured_at
    booked_on: date | None = None
    reason: str | None = None  # the bank's word, when it failed

    @property
    def in_motion(self) -> bool:
        return self.state is RepaymentStatus.MOVING

    def settles_by(self) -> datetime | None:
        """When it is known how the payment ended, as a rule."""
        if self.opened_at is None:
            return None
        return self.opened_at + (KEEPS if self.way is PaymentWay.PAGE else SOON)

    def keeps_quote(self, now: datetime) -> bool:
        """May it still be confirmed for the sum that was told?"""
        if lender_day(now) <= self.quote_day:
            return True
        return self.opened_at is not None and now < end_of(self.quote_day) + KEEPS


def end_of(day: date) -> datetime:
    """The end of a lender's day."""
    return datetime.combine(add_days(day, 1), time(), MOSCOW)


def value_day(repayment: Repayment, captured_at: datetime) -> date:
    """The lender's day to which a payment belongs: that of the bank's capture, or the day for
    which the sum was told, when the payment was opened before midnight and captured after it."""
    if captured_at < end_of(repayment.quote_day) + KEEPS + CAPTURES:
        return min(repayment.quote_day, lender_day(captured_at))
    return lender_day(captured_at)

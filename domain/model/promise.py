"""A promise to pay by a day: until then nobody is reminded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.ids import BorrowerId, LoanId
from domain.money import Money

LONGEST = timedelta(days=14)  # how far away the promised day may be


@dataclass(frozen=True, kw_only=True)
class Promise:
    """`amount` is what was owed as overdue, or in full, when it was given."""

    id: str
    loan_id: LoanId
    borrower_id: BorrowerId
    day: date
    amount: Money
    made_at: datetime
    kept: bool | None = None  # None: the day has not come


def is_kept(promise: Promise, paid: Money, days_overdue: int) -> bool:
    """`paid` since it was given. What grew after that was not promised."""
    return not days_overdue or paid >= promise.amount

"""A fiscal receipt for the interest of a repayment, if the lender makes any (54-FZ).

Whether microlenders owe one is disputed (Minfin 2021-02-26 № 30-01-15/13398: no; FNS 2024-07-15
ЗГ-2-20/10224@: for interest), so it is a switch of the lender's, off by default (decision 31).
Principal and penalty need none.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import BorrowerId, LoanId, RepaymentId
from domain.money import Money


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """One a repayment. `number` and `url` are there once it is registered."""

    repayment_id: RepaymentId
    loan_id: LoanId
    borrower_id: BorrowerId
    amount: Money  # the interest of that payment
    paid_at: datetime
    number: str | None = None
    url: str | None = None
    registered_at: datetime | None = None

"""What can happen to a loan; its ledger follows from these and the contract."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.money import Money


class PaymentPurpose(StrEnum):
    """What the borrower wanted to pay."""

    FULL = "full"
    NEXT = "next"  # the coming payment of the schedule
    OVERDUE = "overdue"
    PART = "part"  # any other sum: less principal on the same days
    PROLONG = "prolong"


@dataclass(frozen=True, kw_only=True)
class Paid:
    """Money that has come, on the lender's day to which it belongs."""

    cause: str  # id of the movement of money
    day: date
    at: datetime
    amount: Money
    purpose: PaymentPurpose
    extends_to: date | None = None  # for a prolongation that was signed
    law: str = ""  # the edition in which that was agreed; "": that of the contract


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A prolongation that took effect by its signature: nothing had to be paid for it."""

    cause: str  # id of the agreement
    day: date
    at: datetime
    extends_to: date
    law: str = ""


@dataclass(frozen=True, kw_only=True)
class Holidays:
    """Credit holidays that were granted."""

    day: date
    at: datetime
    until: date
    daily_rate: Decimal
    law: str = ""


@dataclass(frozen=True, kw_only=True)
class Refunded:
    """An overpayment given back."""

    cause: str
    day: date
    at: datetime
    amount: Money


@dataclass(frozen=True, kw_only=True)
class WrittenOff:
    """The lender has given the debt up: nothing accrues any more. Not repaid, not forgiven."""

    cause: str  # id of the staff's case
    day: date
    at: datetime


LoanEvent = Paid | Agreed | Holidays | Refunded | WrittenOff

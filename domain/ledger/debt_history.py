"""The history of a debt as rows: each changes it, and names the postings that hold it and the
rules from which it follows."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.money import ZERO, Money
from domain.rules.plan import Plan


class Ground(StrEnum):
    """A rule by its key in the table of the law, but for the last three."""

    INTEREST = "interest.day_count"
    PENALTY = "penalty.max_with_interest"
    CAP = "overpay.cap"
    ORDER = "allocation.order"
    HOLIDAYS = "holidays.max_months"
    DAY_OFF = "day_off"  # GK art. 193
    PREPAID = "prepaid"  # 353-FZ art. 11 p. 8: less principal, lower payments
    AGREED = "agreed"  # the parties signed it


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a row adds to the debt; what it takes away is negative."""

    principal: Money = ZERO
    interest: Money = ZERO
    penalty: Money = ZERO
    overpaid: Money = ZERO  # below zero: the lender owes more

    @property
    def total(self) -> Money:
        """Without what the lender owes."""
        return self.principal + self.interest + self.penalty


@dataclass(frozen=True, kw_only=True)
class Row:
    """`seqs` are places of postings in the loan's own ledger, from 1: it only grows."""

    day: date
    change: Change = Change()
    seqs: tuple[int, ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Given(Row):
    """The money reached the borrower."""


@dataclass(frozen=True, kw_only=True)
class Accrued(Row):
    """From `first` to `day` every day accrued alike: interest on `principal`, and penalty on
    `overdue` at `penalty_rate`, per cent a year of `year` days. `cut`: at the cap."""

    first: date
    principal: Money
    daily_rate: Decimal  # per cent
    overdue: Money
    penalty_rate: Decimal
    year: int
    moved: bool  # the due day was a day off
    cut: bool = False

    @property
    def days(self) -> int:
        return (self.day - self.first).days + 1

    def goes_on_in(self, other: "Accrued") -> bool:
        """Does the next day accrue like these?"""
        same = replace(other, first=self.first, day=self.day, change=self.change)
        return same == self and not self.cut


@dataclass(frozen=True, kw_only=True)
class Stopped(Row):
    """So much was accrued that the law allows no more."""

    cap: Money


@dataclass(frozen=True, kw_only=True)
class PaidIn(Row):
    amount: Money


@dataclass(frozen=True, kw_only=True)
class Forgiven(Row):
    pass


@dataclass(frozen=True, kw_only=True)
class GivenUp(Row):
    """The lender wrote the debt off."""


@dataclass(frozen=True, kw_only=True)
class Restored(Row):
    """So much of what was written off is paid after all: the next row is that payment."""


@dataclass(frozen=True, kw_only=True)
class GivenBack(Row):
    amount: Money


@dataclass(frozen=True, kw_only=True)
class Replanned(Row):
    plan: Plan


@dataclass(frozen=True, kw_only=True)
class Recounted(Row):
    """News came late: what had been accrued by `until` turned out to be `less`."""

    until: date
    less: Money

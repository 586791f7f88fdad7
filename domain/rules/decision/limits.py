"""What the law says of a borrower's loans on a day: how many at once, how soon, how old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from domain.model.loan import Loan
from domain.rules.decision.decision_rules import numbers
from domain.rules.regulation import rule

EXPENSIVE = 100  # per cent a year: above it the law asks for a pause
SHORT = 30  # days: what the limit of loans a year counts


@dataclass(frozen=True, kw_only=True)
class MarketLimit:
    """So many unpaid loans with a PSK `above` that (per cent a year), and no more."""

    most: int
    above: Decimal


def market_limit(on: date) -> MarketLimit | None:
    """What holds for a contract made on that day (545-FZ); None before there was a limit."""
    for key in ("loans.market_limit.stage2", "loans.market_limit.stage1"):
        limits = rule(key, on)
        if limits.in_force:
            most, _, percent = limits.value.partition(" outstanding with PSK > ")
            return MarketLimit(most=int(most), above=Decimal(percent.rstrip("%")))
    return None


def pause_until(closed_on: date, psk: Decimal, on: date) -> date | None:
    """The first day on which a new contract may be made after a loan of that full cost; None
    when it may be made on the day `on`."""
    first = closed_on + timedelta(days=pause_after(on))
    return first if psk > EXPENSIVE and on < first else None


def pause_of(loans: Iterable[Loan], on: date) -> date | None:
    """The first day on which a new contract may be made after all these loans; None when it may be
    made on the day `on`."""
    ends = [
        first
        for loan in loans
        if loan.closed_on is not None
        and (first := pause_until(loan.closed_on, loan.psk, on)) is not None
    ]
    return max(ends, default=None)


def pause_days(psk: Decimal, on: date) -> int:
    """How many days the law of that day asks for after a loan of such a full cost."""
    return pause_after(on) if psk > EXPENSIVE else 0


def pause_after(on: date) -> int:
    pause = rule("loans.pause_after_closing", on)
    return int(pause.value) if pause.in_force else 0


def least_age(on: date) -> int:
    """The law's (GK art. 21) or the lender's own, whichever is higher."""
    return max(int(rule("age.min", on).number), int(numbers()["least_age"]))

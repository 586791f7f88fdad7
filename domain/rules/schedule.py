"""Payment schedules: one payment, or an annuity at equal intervals of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from domain.money import ZERO, Money


@dataclass(frozen=True, kw_only=True)
class Payment:
    """A line of the schedule; `balance` is the principal left after it."""

    day: date
    interest: Money
    principal: Money
    balance: Money

    @property
    def amount(self) -> Money:
        return self.interest + self.principal


def payment_days(issued: date, *, count: int, every: int) -> tuple[date, ...]:
    """`count` due days at intervals of `every` days after the issue."""
    return tuple(issued + timedelta(days=every * n) for n in range(1, count + 1))


def schedule(
    amount: Money,
    daily_rate: Decimal,
    issued: date,
    days: Sequence[date],
    *,
    interest_alone: bool = False,
) -> tuple[Payment, ...]:
    """Equal payments on `days` (the last one closes), interest for actual days.

    The payment is the annuity rounded half up; interest is the floor of the cumulative exact
    interest less what earlier payments took (rounding up would break the PSK cap).
    `daily_rate` is in per cent a day. A payment that would not even cover its interest (after a
    long first interval) is a ValueError, or, with `interest_alone`, that interest.
    """
    annuity = annuity_payment(amount, daily_rate, issued, days)
    rate = Fraction(daily_rate) / 100
    balance, exact, posted = amount, Fraction(0), ZERO
    lines = []
    for before, day in pairwise((issued, *days)):
        exact += balance.kopecks * rate * (day - before).days
        interest = Money.floor(exact) - posted
        posted += interest
        principal = balance if day == days[-1] else annuity - interest
        if interest_alone:
            principal = max(principal, ZERO)
        elif principal <= ZERO:
            raise ValueError("a payment doesn't cover its interest")
        principal = min(principal, balance)
        balance -= principal
        lines.append(Payment(day=day, interest=interest, principal=principal, balance=balance))
    return tuple(lines)


def annuity_payment(
    amount: Money, daily_rate: Decimal, issued: date, days: Sequence[date]
) -> Money:
    """The equal payment whose value on the day of issue is `amount`, rounded half up."""
    rate = Fraction(daily_rate) / 100
    worth, factor = Fraction(0), Fraction(1)
    for before, day in pairwise((issued, *days)):
        factor /= 1 + rate * (day - before).days
        worth += factor
    return Money.half_up(amount.kopecks / worth)

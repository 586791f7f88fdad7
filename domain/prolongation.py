"""Extending a loan: what it costs and when it is refused (basic standard art. 13)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.dates import add_days
from domain.errors import ProlongationRefused, WhyNotProlong
from domain.money import Money
from domain.regulation import rule

LONGEST_INITIAL_TERM = 30  # days: only such loans can be extended


@dataclass(frozen=True, kw_only=True)
class Extension:
    """The new due day, and what is to be paid for it today; the principal stays."""

    price: Money
    days: int
    due: date
    left: int  # further extensions after this one


def extend(
    *,
    initial_days: int,
    principal: Money,
    daily_rate: Decimal,
    due: date,
    interest: Money,
    penalty: Money,
    cap_room: Money,
    count: int,
    days: int,
    on: date,
) -> Extension:
    """The extension by `days` agreed on the day `on`, after `count` earlier ones this year.

    `interest` and `penalty` are unpaid and paid for now; `cap_room` is what the law still lets
    accrue. The new term counts from the later of the due day and today. ProlongationRefused.
    """
    limit = int(rule("prolong.max_count", on).value)
    if initial_days > LONGEST_INITIAL_TERM:
        raise ProlongationRefused(WhyNotProlong.TERM)
    if count >= limit:
        raise ProlongationRefused(WhyNotProlong.COUNT)
    daily = Fraction(principal.kopecks) * Fraction(daily_rate) / 100
    if daily and int(cap_room.kopecks / daily) < days:
        raise ProlongationRefused(WhyNotProlong.CAP)
    return Extension(
        price=interest + penalty,
        days=days,
        due=add_days(max(due, on), days),
        left=limit - count - 1,
    )

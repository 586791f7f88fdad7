"""Extending a loan: what it costs and when it is refused (basic standard art. 13)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.dates import add_days
from domain.money import Money
from domain.refusals import ProlongationRefused, WhyNotProlong
from domain.rules.regulation import rule

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

    `interest` and `penalty` are unpaid at its end and paid for now; `cap_room` is what the law
    still lets accrue after it, and must hold the interest up to the new due day. The new term
    counts from the later of the due day and today. ProlongationRefused.
    """
    limit = most_extensions(on)
    until = add_days(max(due, on), days)
    if initial_days > LONGEST_INITIAL_TERM:
        raise ProlongationRefused(WhyNotProlong.TERM)
    if count >= limit:
        raise ProlongationRefused(WhyNotProlong.COUNT)
    daily = Fraction(principal.kopecks) * Fraction(daily_rate) / 100
    if daily * (until - on).days > cap_room.kopecks:
        raise ProlongationRefused(WhyNotProlong.CAP)
    return Extension(
        price=interest + penalty,
        days=days,
        due=until,
        left=limit - count - 1,
    )


def most_extensions(on: date) -> int:
    """How many agreements there may be within a year."""
    return int(rule("prolong.max_count", on).value)


def keeps_principal(agreed: Money, owed: Money, on: date) -> bool:
    """No agreement may turn unpaid interest or penalty into principal (545-FZ): is the principal
    `agreed` on that day no more than the one that is `owed`?"""
    return agreed <= owed or not rule("terms.no_capitalisation", on).in_force


def least_days(on: date) -> int:
    """Shorter ones aren't counted by the standard, and so aren't offered."""
    return int(rule("prolong.short_free_days", on).value) + 1


def most_days(
    *, principal: Money, daily_rate: Decimal, due: date, cap_room: Money, longest: int, on: date
) -> int:
    """How long an extension agreed on the day `on` may be: at most `longest`, and as far as the
    law's cap leaves room for the interest up to the new due day. Zero or less: no room at all."""
    daily = Fraction(principal.kopecks) * Fraction(daily_rate) / 100
    room = int(cap_room.kopecks / daily)  # days after `on`
    return min(longest, room - (max(due, on) - on).days)

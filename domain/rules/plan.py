"""What is due when: the contract's schedule, and the later ones that took its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from domain.dates import add_days
from domain.money import Money
from domain.rules.editions import edition
from domain.rules.schedule import Payment, schedule


class Cause(StrEnum):
    CONTRACT = "contract"
    PROLONGATION = "prolongation"
    PREPAYMENT = "prepayment"
    HOLIDAYS = "holidays"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The payments still to come, as they stand from the end of the day `since`.

    Until `holiday_until` (credit holidays) interest goes on at `holiday_rate`, in per cent a day.
    """

    since: date
    cause: Cause
    lines: tuple[Payment, ...]
    holiday_until: date | None = None
    holiday_rate: Decimal | None = None
    law: str = ""  # the edition whose days off move its last days

    @cached_property
    def last_days(self) -> tuple[date, ...]:
        """The last day without delay of each line: a day off moves it on (GK art. 193)."""
        moved = edition(self.law).calendar.next_working_day
        return tuple(moved(line.day) for line in self.lines)

    def passed(self, day: date) -> int:
        """How many lines should have been paid before `day`."""
        return sum(last < day for last in self.last_days)

    def next_line(self, day: date) -> Payment | None:
        """The first line that can still be paid in time on `day`."""
        coming = self.passed(day)
        return self.lines[coming] if coming < len(self.lines) else None

    @property
    def due(self) -> date:
        return self.lines[-1].day


def single(principal: Money, daily_rate: Decimal, issued: date, due: date, law: str = "") -> Plan:
    """The plan of a contract with one payment."""
    return contract_plan(principal, daily_rate, issued, (due,), law)


def contract_plan(
    principal: Money, daily_rate: Decimal, issued: date, days: Sequence[date], law: str = ""
) -> Plan:
    lines = schedule(principal, daily_rate, issued, days)
    return Plan(since=issued, cause=Cause.CONTRACT, lines=lines, law=law)


def extended(principal: Money, daily_rate: Decimal, on: date, due: date, law: str = "") -> Plan:
    """The term ends later; the interest up to `on` has been paid. `law`: of the agreement."""
    plan = contract_plan(principal, daily_rate, on, (due,), law)
    return replace(plan, cause=Cause.PROLONGATION)


def prepaid(
    plan: Plan, principal: Money, daily_rate: Decimal, on: date, *, covers_next: bool
) -> Plan:
    """Less principal on the same days: the payments are lower (353-FZ art. 11 p. 8).

    `covers_next`: the coming line was what was paid, so the next one is the line after it.
    """
    days = [line.day for line in plan.lines[plan.passed(on) :] if line.day > on]
    if covers_next and len(days) > 1:
        days = days[1:]
    if not days:
        return plan
    lines = _anew(plan, principal, daily_rate, on, days)
    return replace(plan, since=on, cause=Cause.PREPAYMENT, lines=lines)


def _anew(
    plan: Plan, principal: Money, daily_rate: Decimal, on: date, days: Sequence[date]
) -> tuple[Payment, ...]:
    """Payments on `days` for what is left; holidays that aren't over go on."""
    starts = max(on, plan.holiday_until or on)
    first, *rest = schedule(principal, daily_rate, starts, days, interest_alone=True)
    meanwhile = _interest(principal, plan.holiday_rate or daily_rate, (starts - on).days)
    return replace(first, interest=first.interest + meanwhile), *rest


def _interest(principal: Money, daily_rate: Decimal, days: int) -> Money:
    return Money.floor(Fraction(principal.kopecks) * Fraction(daily_rate) / 100 * days)


def on_holidays(
    plan: Plan,
    principal: Money,
    daily_rate: Decimal,
    *,
    unpaid_interest: Money,
    on: date,
    until: date,
    holiday_rate: Decimal,
    law: str = "",
) -> Plan:
    """Credit holidays: every payment moves by their length, late ones to their end; what is
    accrued meanwhile is paid with the first of them (353-FZ art. 6.1-2). Those that begin before
    earlier ones end lengthen them."""
    length = (until - max(on, plan.holiday_until or on)).days
    if length <= 0:
        return plan
    missed = plan.passed(on)
    coming = [add_days(line.day, length) for line in plan.lines[missed:]]
    days = [day for day in coming if day > until] or [add_days(until, 1)]
    first, *rest = schedule(principal, daily_rate, until, days, interest_alone=True)
    meanwhile = _interest(principal, holiday_rate, (until - on).days)
    first = replace(first, interest=first.interest + unpaid_interest + meanwhile)
    return Plan(
        since=on,
        cause=Cause.HOLIDAYS,
        lines=(first, *rest),
        holiday_until=until,
        holiday_rate=holiday_rate,
        law=law,
    )

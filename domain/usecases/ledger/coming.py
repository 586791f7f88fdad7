"""The payment that comes next, by the plan and what is owed."""

from dataclasses import dataclass
from datetime import date

from domain.money import ZERO, Money
from domain.rules.schedule import Payment
from domain.usecases.ledger.bookkeeping import Kept


@dataclass(frozen=True, kw_only=True)
class Coming:
    """The next payment: its day by the plan, the last day without delay, and the sum."""

    day: date
    last_day: date
    amount: Money


def coming(kept: Kept) -> Coming | None:
    """The payment that can still be made in time; None when the last one is late. One that was
    made on its day is behind."""
    plan, today = kept.loan.plan, kept.today
    passed = plan.passed(today)
    for line, last_day in zip(plan.lines[passed:], plan.last_days[passed:], strict=True):
        paid = line.day <= today and kept.debt.principal <= line.balance
        if kept.debt.total and not paid:
            return Coming(day=line.day, last_day=last_day, amount=owed_for(kept, line))
    return None


def owed_for(kept: Kept, line: Payment) -> Money:
    """What a payment of the schedule will be on its day, or is by now."""
    then = kept.debt_on(max(line.day, kept.today))
    return max(ZERO, then.principal - line.balance) + then.interest + then.penalty

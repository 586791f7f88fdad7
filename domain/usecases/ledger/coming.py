"""The payment that comes next, by the plan and what is owed."""

from dataclasses import dataclass
from datetime import date

from domain.money import ZERO, Money
from domain.rules.schedule import Payment
from domain.usecases.ledger.post_to_ledger import LoanState


@dataclass(frozen=True, kw_only=True)
class Coming:
    """The next payment: its day by the plan, the last day without delay, and the sum."""

    day: date
    last_day: date
    amount: Money


def coming(loan_state: LoanState) -> Coming | None:
    """The payment that can still be made in time; None when the last one is late. One that was
    made on its day is behind."""
    plan, today = loan_state.loan.plan, loan_state.today
    passed = plan.passed(today)
    for line, last_day in zip(plan.lines[passed:], plan.last_days[passed:], strict=True):
        paid = line.day <= today and loan_state.debt.principal <= line.balance
        if loan_state.debt.total and not paid:
            return Coming(day=line.day, last_day=last_day, amount=owed_for(loan_state, line))
    return None


def owed_for(loan_state: LoanState, line: Payment) -> Money:
    """What a payment of the schedule will be on its day, or is by now."""
    then = loan_state.debt_on(max(line.day, loan_state.today))
    return max(ZERO, then.principal - line.balance) + then.interest + then.penalty

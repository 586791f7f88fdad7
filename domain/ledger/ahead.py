"""What closing a loan costs on a later day, and what a payment would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.ledger.debt import account_on
from domain.ledger.loan_events import LoanEvent, Paid
from domain.ledger.postings import Part, Posting, PostingKind
from domain.ledger.replay import Replayed, replay
from domain.money import ZERO, Money
from domain.rules.accrual import Terms
from domain.rules.plan import Plan

FARTHEST = 31  # days after the due day, or after today when that is over


@dataclass(frozen=True, kw_only=True)
class Closing:
    """Closing at the end of `day`: `saves` interest against the plan; in delay, nothing."""

    day: date
    total: Money
    saves: Money
    late: bool


def closing(terms: Terms, postings: Sequence[Posting], day: date) -> Closing:
    debt = account_on(terms, postings, day).debt()
    return Closing(
        day=day,
        total=debt.total,
        saves=interest_to_come(terms, postings, day),
        late=debt.days_overdue > 0,
    )


def interest_to_come(terms: Terms, postings: Iterable[Posting], on: date) -> Money:
    """What will be accrued after `on` if each payment of the plan comes on its day, and what is
    late at the end of `on`."""
    account = account_on(terms, postings, on)
    calculator = account.calculator
    before = calculator.interest + calculator.penalty
    for line in calculator.plan.lines:
        account.advance(max(line.day, on))
        calculator.principal = min(calculator.principal, line.balance.kopecks)
    return Money(calculator.interest + calculator.penalty - before)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a payment would do: its parts by the law's order, and what follows.

    `plans`: the one before and the one after, when the payments become lower.
    """

    interest: Money
    principal: Money
    penalty: Money
    forgiven: Money
    left: Money  # of the debt
    saves: Money  # interest until the end of the plan
    plans: tuple[Plan, Plan] | None


def preview(contract: Terms, loan_events: Sequence[LoanEvent], paid: Paid) -> Preview:
    before = replay(contract, loan_events, paid.day)
    after = replay(contract, [*loan_events, paid], paid.day)
    new = [one for one in after.postings if one.cause == paid.cause]
    parts = {
        part: _sum(one for one in new if one.part is part and one.entry is PostingKind.PAYMENT)
        for part in Part
    }
    plans = before.terms.plans[-1], after.terms.plans[-1]
    return Preview(
        interest=parts[Part.INTEREST],
        principal=parts[Part.PRINCIPAL],
        penalty=parts[Part.PENALTY],
        forgiven=_sum(one for one in new if one.entry is PostingKind.WAIVED),
        left=account_on(after.terms, after.postings, paid.day).debt().total,
        saves=max(ZERO, _to_come(before, paid.day) - _to_come(after, paid.day)),
        plans=plans if len(after.terms.plans) > len(before.terms.plans) else None,
    )


def _sum(postings: Iterable[Posting]) -> Money:
    """How much was taken away."""
    return ZERO - sum((one.amount for one in postings), ZERO)


def _to_come(made: Replayed, on: date) -> Money:
    return interest_to_come(made.terms, made.postings, on)

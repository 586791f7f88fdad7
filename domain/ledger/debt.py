"""The debt of a loan on a date, from its terms and its postings alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.dates import add_days
from domain.ledger.postings import Part, Posting, PostingKind, by_day
from domain.money import Money
from domain.rules.accrual import AccrualCalculator, Terms
from domain.rules.plan import Plan

ACCRUALS = frozenset({PostingKind.ISSUED, PostingKind.INTEREST, PostingKind.PENALTY})


@dataclass(frozen=True, kw_only=True)
class Debt:
    """Unpaid amounts at the end of a day; `cap_room` is what may still be accrued.

    `overpaid` is owed to the borrower. `daily` is the interest of one more day.
    """

    principal: Money
    interest: Money
    penalty: Money
    overdue_principal: Money
    overdue_interest: Money
    cap_room: Money | None
    days_overdue: int
    overpaid: Money
    daily: Money

    @property
    def total(self) -> Money:
        return self.principal + self.interest + self.penalty

    @property
    def overdue(self) -> Money:
        """What should have been paid by now."""
        return self.overdue_principal + self.overdue_interest + self.penalty

    @property
    def parts(self) -> dict[str, Money]:
        """By the names of the law's order (353-FZ art. 5 p. 20)."""
        return {
            "overdue_interest": self.overdue_interest,
            "overdue_principal": self.overdue_principal,
            "current_interest": self.interest - self.overdue_interest,
            "current_principal": self.principal - self.overdue_principal,
            "penalty": self.penalty,
        }


class LoanAccount:
    """A loan followed day by day, with what was paid of it. Kopecks."""

    def __init__(self, terms: Terms) -> None:
        self.calculator = AccrualCalculator(terms)
        self.paid_interest = 0
        self.paid_penalty = 0
        self.overpaid = 0

    def advance(self, to: date) -> None:
        self.calculator.advance(to)

    def settle(self, part: Part, amount: Money) -> None:
        """Lower a part by a posted amount (negative: it is paid)."""
        kopecks = amount.kopecks
        if part is Part.PRINCIPAL:
            self.calculator.principal += kopecks
        elif part is Part.INTEREST:
            self.paid_interest -= kopecks
        elif part is Part.PENALTY:
            self.paid_penalty -= kopecks
        else:
            self.overpaid -= kopecks

    def debt(self) -> Debt:
        """At the end of the day at which the account stands."""
        calculator = self.calculator
        cap = calculator.terms.cap
        interest = calculator.interest - self.paid_interest
        return Debt(
            principal=Money(calculator.principal),
            interest=Money(interest),
            penalty=Money(calculator.penalty - self.paid_penalty),
            overdue_principal=Money(calculator.overdue_principal),
            overdue_interest=Money(
                min(interest, max(0, calculator.overdue_interest - self.paid_interest))
            ),
            cap_room=None if cap is None else cap - Money(calculator.interest + calculator.penalty),
            days_overdue=self._days_overdue(),
            overpaid=Money(self.overpaid),
            daily=Money.floor(calculator.daily_interest()),
        )

    def _days_overdue(self) -> int:
        """Since the oldest line that isn't paid."""
        calculator = self.calculator
        passed = calculator.plan.passed(calculator.day)
        for line, last in zip(
            calculator.plan.lines[:passed], calculator.plan.last_days, strict=False
        ):
            if calculator.principal > line.balance.kopecks:
                return (calculator.day - last).days
        if passed and calculator.overdue_interest > self.paid_interest:
            return (calculator.day - calculator.plan.last_days[passed - 1]).days
        return 0


def account_on(terms: Terms, postings: Iterable[Posting], on: date) -> LoanAccount:
    """The account at the end of `on`. ValueError for a day before the issue."""
    if on < terms.issued:
        raise ValueError("the loan has not been given by that day")
    account = LoanAccount(terms)
    plans = list(terms.plans[1:])
    for day, posted in by_day(postings):
        if day > on:
            break
        _follow(account, plans, before=day)
        account.advance(day)
        for one in posted:
            if one.entry not in ACCRUALS:
                account.settle(one.part, one.amount)
    _follow(account, plans, before=add_days(on, 1))
    account.advance(on)
    return account


def _follow(account: LoanAccount, plans: list[Plan], *, before: date) -> None:
    """Take up the plans that began before a day: each is in force from the end of its own."""
    while plans and plans[0].since < before:
        plan = plans.pop(0)
        account.advance(plan.since)
        account.calculator.follow(plan)


def debt_on(terms: Terms, postings: Iterable[Posting], on: date) -> Debt:
    """The debt at the end of `on`; what was posted for later days doesn't count."""
    return account_on(terms, postings, on).debt()

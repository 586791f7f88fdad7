"""What credit bureaus must learn of a loan (218-FZ art. 5), from its contract and its ledger alone.

`facts` is a pure function of what the ledger says, so late news needs no care: `changes` compares
what was told with what is true now, and gives the rows that are missing, corrected or withdrawn.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import groupby

from domain.dates import MOSCOW, add_days
from domain.ledger.debt import ACCRUALS, LoanAccount
from domain.ledger.loan_events import Agreed, Holidays, LoanEvent, Paid, Refunded, WrittenOff
from domain.ledger.postings import Part, Posting, PostingKind, by_day
from domain.money import ZERO, Money
from domain.rules.accrual import Terms
from domain.rules.plan import Plan
from domain.rules.schedule import Payment

STEPS = (1, 30, 60, 90, 120)  # days of delay that are told; then every QUARTER
QUARTER = 90


class Event(StrEnum):
    ISSUED = "issued"
    PAID = "paid"
    DELAY = "delay"  # begins, or goes on
    CHANGED = "changed"  # a new schedule: prolongation, early payment, holidays
    CLOSED = "closed"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One event with the debt right after it. `key` is what it is known by within its loan;
    `amount` is what was issued, paid or written off; `payments` are the schedule that begins."""

    key: str
    event: Event
    day: date
    at: datetime
    principal: Money
    interest: Money
    penalty: Money
    overdue: Money
    days_overdue: int
    due: date  # the last day of the schedule in force
    amount: Money = ZERO
    payments: tuple[Payment, ...] = ()

    @property
    def debt(self) -> Money:
        return self.principal + self.interest + self.penalty


def facts(
    contract: Terms,
    terms: Terms,
    loan_events: Sequence[LoanEvent],
    postings: Iterable[Posting],
    *,
    issued_at: datetime,
    through: date,
) -> tuple[Fact, ...]:
    """In the order of their days. A delay is told when it stands at the end of a day that is over:
    `through` is the last such day."""
    story = _Story(contract, terms, loan_events, issued_at)
    posted = dict(by_day(postings))
    plans: dict[date, list[Plan]] = {}
    for plan in terms.plans[1:]:
        plans.setdefault(plan.since, []).append(plan)
    late = set(_delays(terms.plans, through))
    for day in sorted({*posted, *plans, *late}):
        story.advance(day)
        story.replay(posted.get(day, []))
        story.replan(plans.get(day, []))
        if day in late:
            story.look_for_delay()
    return tuple(story.facts)


def _delays(plans: Sequence[Plan], through: date) -> Iterator[date]:
    """The days on which a delay may have to be told."""
    ends = [plan.since for plan in plans[1:]] + [date.max]
    for plan, until in zip(plans, ends, strict=True):
        for last in plan.last_days:
            for step in _steps((through - last).days):
                if plan.since <= (day := add_days(last, step)) < until:
                    yield day


def _steps(most: int) -> Iterator[int]:
    yield from (step for step in STEPS if step <= most)
    yield from range(STEPS[-1] + QUARTER, most + 1, QUARTER)


class _Story:
    def __init__(
        self, contract: Terms, terms: Terms, loan_events: Sequence[LoanEvent], issued_at: datetime
    ) -> None:
        self.facts: list[Fact] = []
        self._account = LoanAccount(terms)
        self._at = {
            one.cause: one.at
            for one in loan_events
            if isinstance(one, Paid | Refunded | WrittenOff)
        }
        self._agreed: dict[date, datetime] = {}
        for one in loan_events:
            if isinstance(one, Paid | Agreed | Holidays):
                self._agreed[one.day] = max(one.at, self._agreed.get(one.day, one.at))
        self._add("issued", Event.ISSUED, issued_at, contract.principal, contract.plans[0].lines)

    def advance(self, day: date) -> None:
        self._account.advance(day)

    def replay(self, posted: Sequence[Posting]) -> None:
        moved = [one for one in posted if one.entry not in ACCRUALS]
        for cause, some in groupby(moved, key=lambda one: one.cause):
            group = list(some)
            owed = self._account.debt().total
            for one in group:
                self._account.settle(one.part, one.amount)
            paid, lost = _gone(group, PostingKind.PAYMENT), _gone(group, PostingKind.WRITTEN_OFF)
            at = self._at[cause]
            if paid:
                self._add(f"paid {cause}", Event.PAID, at, paid)
            if lost:
                self._add("written off", Event.WRITTEN_OFF, at, lost)
            elif owed and not self._account.debt().total:
                self._add("closed", Event.CLOSED, at)

    def replan(self, plans: Sequence[Plan]) -> None:
        for plan in plans:
            self._account.calculator.follow(plan)
        for plan in plans[-1:]:  # of two on a day the second takes the place of the first
            at = self._agreed[plan.since]
            self._add(f"changed {plan.since}", Event.CHANGED, at, ZERO, plan.lines)

    def look_for_delay(self) -> None:
        """At the end of the day."""
        debt, day = self._account.debt(), self._account.calculator.day
        late = debt.days_overdue
        if late in STEPS or (late > STEPS[-1] and not (late - STEPS[-1]) % QUARTER):
            at = datetime.combine(add_days(day, 1), time(), MOSCOW)
            self._add(f"delay {add_days(day, 1 - late)} {late}", Event.DELAY, at)

    def _add(
        self,
        key: str,
        event: Event,
        at: datetime,
        amount: Money = ZERO,
        payments: tuple[Payment, ...] = (),
    ) -> None:
        debt, calculator = self._account.debt(), self._account.calculator
        self.facts.append(
            Fact(
                key=key,
                event=event,
                day=calculator.day,
                at=at,
                principal=debt.principal,
                interest=debt.interest,
                penalty=debt.penalty,
                overdue=debt.overdue if debt.days_overdue else ZERO,
                days_overdue=debt.days_overdue,
                due=calculator.plan.due,
                amount=amount,
                payments=payments,
            )
        )


def _gone(postings: Sequence[Posting], entry: PostingKind) -> Money:
    """What an entry took away of the debt; what was paid too much is no part of it."""
    gone = (one.amount for one in postings if one.entry is entry and one.part is not Part.OVERPAID)
    return ZERO - sum(gone, ZERO)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A fact as it is told, numbered within its loan from 1. `corrects` is the number of the row
    whose place it takes; `withdrawn`: that row was never true."""

    number: int
    fact: Fact
    corrects: int | None = None
    withdrawn: bool = False

    @property
    def subject(self) -> int:
        """The number under which its fact stands."""
        return self.corrects or self.number


def standing(rows: Iterable[Row]) -> dict[int, Fact]:
    """What counts of all that was told, by the number of the row that told it first."""
    stands: dict[int, Fact] = {}
    for row in sorted(rows, key=lambda one: one.number):
        if row.withdrawn:
            stands.pop(row.subject, None)
        else:
            stands[row.subject] = row.fact
    return stands


def changes(told: Sequence[Row], true: Sequence[Fact]) -> list[Row]:
    """The rows to tell so that `true` stands; none, when it does."""
    number = len(told)
    stands = {fact.key: (subject, fact) for subject, fact in standing(told).items()}
    keys = {fact.key for fact in true}
    made: list[Row] = []
    for key, (subject, fact) in stands.items():
        if key not in keys:
            number += 1
            made.append(Row(number=number, fact=fact, corrects=subject, withdrawn=True))
    for fact in true:
        known = stands.get(fact.key)
        if known is None or known[1] != fact:
            number += 1
            made.append(Row(number=number, fact=fact, corrects=known[0] if known else None))
    return made

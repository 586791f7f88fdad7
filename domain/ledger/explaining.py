"""Why a debt is what it is: its history as rows, each with its arithmetic and its ground.

`explain` walks the same meter as `debt.debt_on`, a day at a time, so the changes of its rows add
up to the debt. Neighbouring days that accrue alike are one row. A row names the postings that
hold it, and the rules from which it follows; days after the last posting have only rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from domain.dates import add_days
from domain.ledger.debt import ACCRUALS, LoanAccount
from domain.ledger.debt_history import (
    Accrued,
    Change,
    Forgiven,
    Given,
    GivenBack,
    GivenUp,
    Ground,
    PaidIn,
    Recounted,
    Replanned,
    Restored,
    Row,
    Stopped,
)
from domain.ledger.postings import Part, Posting, PostingKind, by_day, standing
from domain.money import ZERO, Money
from domain.rules.accrual import MICRO, Terms
from domain.rules.plan import Cause, Plan

REPLANNED = {
    Cause.PREPAYMENT: Ground.PREPAID,
    Cause.HOLIDAYS: Ground.HOLIDAYS,
    Cause.PROLONGATION: Ground.AGREED,
}


def explain(terms: Terms, postings: Sequence[Posting], on: date) -> tuple[Row, ...]:
    """The rows of the debt at the end of `on`. ValueError for a day before the issue."""
    if on < terms.issued:
        raise ValueError("the loan has not been given by that day")
    postings = _numbered(postings)
    story = _Story(terms, standing(postings))
    posted = dict(by_day(postings))
    plans: dict[date, list[Plan]] = {}
    for plan in terms.plans[1:]:
        plans.setdefault(plan.since, []).append(plan)
    for day in sorted({*posted, *plans}):
        if day <= on:
            story.walk(day)
            story.replay(day, posted.get(day, []))
            story.replan(day, plans.get(day, []))
    story.walk(on)
    return _with_recounts(story, postings)


def _numbered(postings: Sequence[Posting]) -> list[Posting]:
    """By their places in this ledger; those that aren't saved stay without."""
    saved = sorted(one.seq for one in postings if one.seq is not None)
    place: dict[int | None, int] = {seq: number for number, seq in enumerate(saved, 1)}
    return [
        replace(one, seq=place.get(one.seq), reverses=place.get(one.reverses)) for one in postings
    ]


class _Story:
    def __init__(self, terms: Terms, stands: Sequence[Posting]) -> None:
        self.rows: list[Row] = []
        self.accrued_by = {terms.issued: 0}
        self._account = LoanAccount(terms)
        self._covers = list(_covers(terms.issued, stands))
        issue = tuple(one.seq for one in stands if one.entry is PostingKind.ISSUED and one.seq)
        self.rows.append(
            Given(day=terms.issued, change=Change(principal=terms.principal), seqs=issue)
        )

    def walk(self, to: date) -> None:
        calculator = self._account.calculator
        while calculator.day < to:
            before, capped, owes = (
                (calculator.interest, calculator.penalty),
                calculator.capped,
                calculator.principal,
            )
            rate = self._rate()
            calculator.advance(add_days(calculator.day, 1))
            self.accrued_by[calculator.day] = calculator.interest + calculator.penalty
            if owes and not capped:
                interest, penalty = calculator.interest - before[0], calculator.penalty - before[1]
                self._add(self._of_day(rate, Money(interest), Money(penalty)))
            if calculator.capped and not capped:
                cap = Money(calculator.interest + calculator.penalty)
                self.rows.append(Stopped(day=calculator.day, cap=cap, grounds=(Ground.CAP,)))

    def _rate(self) -> Decimal:
        """That of the next day, in per cent."""
        calculator = self._account.calculator
        plan = calculator.plan
        if (
            plan.holiday_until is not None
            and calculator.day < plan.holiday_until
            and plan.holiday_rate
        ):
            return plan.holiday_rate
        return calculator.terms.daily_rate

    def _of_day(self, rate: Decimal, interest: Money, penalty: Money) -> Accrued:
        """The day at which the meter stands, as a row of its own."""
        calculator = self._account.calculator
        day, plan, overdue = calculator.day, calculator.plan, Money(calculator.overdue_principal)
        moved = any(
            line.day < day <= last and calculator.principal > line.balance.kopecks
            for line, last in zip(plan.lines, plan.last_days, strict=True)
        )
        grounds = [Ground.INTEREST]
        grounds += [Ground.PENALTY] if overdue else []
        grounds += [Ground.DAY_OFF] if moved else []
        return Accrued(
            first=day,
            day=day,
            change=Change(interest=interest, penalty=penalty),
            grounds=tuple(grounds),
            principal=Money(calculator.principal),
            daily_rate=rate,
            overdue=overdue,
            penalty_rate=Decimal(calculator.terms.penalty_rate) / MICRO,
            year=(date(day.year, 12, 31) - date(day.year - 1, 12, 31)).days,
            moved=moved,
            cut=calculator.capped,
        )

    def _add(self, one: Accrued) -> None:
        last = self.rows[-1]
        seqs = self._seqs(one)
        if isinstance(last, Accrued) and replace(last, seqs=()).goes_on_in(one):
            change = Change(
                interest=last.change.interest + one.change.interest,
                penalty=last.change.penalty + one.change.penalty,
            )
            seqs = tuple(sorted({*last.seqs, *seqs}))
            self.rows[-1] = replace(last, day=one.day, change=change, seqs=seqs)
        else:
            self.rows.append(replace(one, seqs=seqs))

    def _seqs(self, one: Accrued) -> tuple[int, ...]:
        return tuple(
            seq
            for part, after, upto, seq in self._covers
            if after < one.day <= upto and (part is Part.INTEREST or one.overdue)
        )

    def replay(self, day: date, posted: Sequence[Posting]) -> None:
        """What was paid, forgiven and given back on a day."""
        moved = [one for one in posted if one.entry not in ACCRUALS]
        for (entry, _), some in groupby(moved, key=lambda one: (one.entry, one.cause)):
            group = list(some)
            seqs = tuple(one.seq for one in group if one.seq is not None)
            for one in group:
                self._account.settle(one.part, one.amount)
            change = Change(**{part.value: _sum(group, part) for part in Part})
            whole = ZERO - sum((one.amount for one in group), ZERO)
            if entry is PostingKind.PAYMENT:
                grounds = (Ground.ORDER,) if len(group) > 1 else ()
                row: Row = PaidIn(day=day, change=change, amount=whole, seqs=seqs, grounds=grounds)
            elif entry is PostingKind.WAIVED:
                row = Forgiven(day=day, change=change, seqs=seqs)
            elif entry is PostingKind.WRITTEN_OFF:
                row = GivenUp(day=day, change=change, seqs=seqs)
            elif entry is PostingKind.RESTORED:
                row = Restored(day=day, change=change, seqs=seqs)
            else:
                row = GivenBack(day=day, change=change, amount=ZERO - whole, seqs=seqs)
            self.rows.append(row)

    def replan(self, day: date, plans: Sequence[Plan]) -> None:
        for plan in plans:
            self._account.calculator.follow(plan)
            last = self.rows[-1]
            paid = isinstance(last, PaidIn) and last.day == day and not last.change.principal
            if plan.cause is Cause.PROLONGATION and paid:
                self.rows[-1] = replace(last, grounds=(Ground.AGREED,))  # its price, not the order
            if plan.cause is Cause.PREPAYMENT and self._lowered_on(day):
                self.rows.pop()  # two payments on a day: only what has come of both is told
            self.rows.append(Replanned(day=day, plan=plan, grounds=(REPLANNED[plan.cause],)))

    def _lowered_on(self, day: date) -> bool:
        """Is the last row a plan that another one takes the place of on the same day?"""
        last = self.rows[-1]
        if not isinstance(last, Replanned):
            return False
        return last.day == day and last.plan.cause is Cause.PREPAYMENT


def _sum(postings: Sequence[Posting], part: Part) -> Money:
    return sum((one.amount for one in postings if one.part is part), ZERO)


def _covers(issued: date, stands: Sequence[Posting]) -> Iterator[tuple[Part, date, date, int]]:
    """Which days a posting of accruals holds: after one, up to another."""
    held = {Part.INTEREST: issued, Part.PENALTY: issued}
    for one in stands:
        if one.entry in (PostingKind.INTEREST, PostingKind.PENALTY) and one.seq is not None:
            yield one.part, held[one.part], one.day, one.seq
            held[one.part] = one.day


def _with_recounts(story: _Story, postings: Sequence[Posting]) -> tuple[Row, ...]:
    rows = story.rows
    for late in _recounts(story.accrued_by, postings):
        place = sum(row.day <= late.day for row in rows)
        rows = [*rows[:place], late, *rows[place:]]
    return tuple(rows)


def _recounts(accrued_by: dict[date, int], postings: Sequence[Posting]) -> Iterator[Recounted]:
    """Each time something was reversed after which less had accrued."""
    ordered = sorted(postings, key=lambda one: one.seq or 0)
    place = 0
    for reverses, some in groupby(ordered, key=lambda one: one.reverses is not None):
        group = list(some)
        if reverses and place + len(group) < len(ordered):
            before = standing(ordered[:place])
            until = max(one.day for one in before)
            was = sum(
                one.amount.kopecks
                for one in before
                if one.part in (Part.INTEREST, Part.PENALTY) and one.entry in ACCRUALS
            )
            less = was - accrued_by.get(until, was)
            if less > 0:
                day = ordered[place + len(group)].day
                seqs = tuple(one.seq for one in group if one.seq is not None)
                yield Recounted(day=day, until=until, less=Money(less), seqs=seqs)
        place += len(group)

"""What a borrower asks about a debt: why it is so much, and what closing it will cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import add_days, days_until
from domain.ids import BorrowerId
from domain.ledger.ahead import FARTHEST, Closing, closing
from domain.ledger.debt import Debt
from domain.ledger.debt_history import Row
from domain.ledger.explaining import explain
from domain.model.loan import Loan
from domain.ports import Applications, Loans
from domain.refusals import DayOver, DayTooFar, NoOpenLoan
from domain.usecases.ledger.bookkeeping import Kept, ReadLedger


@dataclass(frozen=True, kw_only=True)
class Explained:
    """The rows add up to the debt."""

    loan: Loan
    today: date
    debt: Debt
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class ExplainDebt:
    loans: Loans
    read_ledger: ReadLedger

    async def __call__(self, *, borrower_id: BorrowerId) -> Explained:
        """NoOpenLoan."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NoOpenLoan
        kept = await self.read_ledger(loan)
        rows = explain(loan.terms, kept.postings, kept.today)
        return Explained(loan=loan, today=kept.today, debt=kept.debt, rows=rows)


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What closing costs on the days that matter."""

    kept: Kept
    today: Closing
    tomorrow: Closing
    payday: Closing | None
    due: Closing | None  # the day of the coming payment
    last_day: date  # the last one of it without delay

    @property
    def latest(self) -> date:
        """The last day for which a sum is told."""
        return add_days(max(self.kept.loan.due_on, self.kept.today), FARTHEST)

    def on(self, day: date) -> Closing:
        """DayOver, DayTooFar."""
        if day < self.kept.today:
            raise DayOver
        if day > self.latest:
            raise DayTooFar(self.latest)
        return _closing(self.kept, day)


@dataclass(frozen=True, kw_only=True)
class LookAhead:
    loans: Loans
    applications: Applications
    read_ledger: ReadLedger

    async def __call__(self, *, borrower_id: BorrowerId) -> Ahead:
        """NoOpenLoan."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NoOpenLoan
        kept = await self.read_ledger(loan)
        today, tomorrow = kept.today, add_days(kept.today, 1)
        line = loan.plan.next_line(today)
        due = line.day if line is not None and line.day > tomorrow else None
        form = (await self.applications.get(loan.application_id)).form
        payday = add_days(today, days_until(form.salary_day, today, 2))
        soon = payday != due and payday <= add_days(today, FARTHEST)
        return Ahead(
            kept=kept,
            today=_closing(kept, today),
            tomorrow=_closing(kept, tomorrow),
            payday=_closing(kept, payday) if soon else None,
            due=_closing(kept, due) if due else None,
            last_day=loan.plan.last_days[loan.plan.lines.index(line)] if line else loan.due_on,
        )


def _closing(kept: Kept, day: date) -> Closing:
    return closing(kept.loan.terms, kept.postings, day)

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
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger


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
        loan_state = await self.read_ledger(loan)
        rows = explain(loan.terms, loan_state.postings, loan_state.today)
        return Explained(loan=loan, today=loan_state.today, debt=loan_state.debt, rows=rows)


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What closing costs on the days that matter."""

    loan_state: LoanState
    today: Closing
    tomorrow: Closing
    payday: Closing | None
    due: Closing | None  # the day of the coming payment
    last_day: date  # the last one of it without delay

    @property
    def latest(self) -> date:
        """The last day for which a sum is told."""
        return add_days(max(self.loan_state.loan.due_on, self.loan_state.today), FARTHEST)

    def on(self, day: date) -> Closing:
        """DayOver, DayTooFar."""
        if day < self.loan_state.today:
            raise DayOver
        if day > self.latest:
            raise DayTooFar(self.latest)
        return _closing(self.loan_state, day)


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
        loan_state = await self.read_ledger(loan)
        today, tomorrow = loan_state.today, add_days(loan_state.today, 1)
        line = loan.plan.next_line(today)
        due = line.day if line is not None and line.day > tomorrow else None
        form = (await self.applications.get(loan.application_id)).form
        payday = add_days(today, days_until(form.salary_day, today, 2))
        soon = payday != due and payday <= add_days(today, FARTHEST)
        return Ahead(
            loan_state=loan_state,
            today=_closing(loan_state, today),
            tomorrow=_closing(loan_state, tomorrow),
            payday=_closing(loan_state, payday) if soon else None,
            due=_closing(loan_state, due) if due else None,
            last_day=loan.plan.last_days[loan.plan.lines.index(line)] if line else loan.due_on,
        )


def _closing(loan_state: LoanState, day: date) -> Closing:
    return closing(loan_state.loan.terms, loan_state.postings, day)

"""Rows for the credit bureaus, made in the transaction of the fact itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import Clock
from domain.ids import LoanId
from domain.ledger.loan_events import LoanEvent
from domain.ledger.replay import Replayed
from domain.ledger.reporting import Row, changes, facts, standing
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.ports import CreditHistory, Jobs
from domain.rules.accrual import Terms
from domain.rules.workdays import add_working_days


@dataclass(frozen=True, kw_only=True)
class TellBureaus:
    """Every bureau learns what has come to be true of a loan, or has turned out otherwise."""

    credit_history: CreditHistory
    jobs: Jobs
    clock: Clock
    bureau_names: tuple[str, ...]
    report_workdays: int  # from the day on which we came to know of it

    async def __call__(
        self,
        loan: Loan,
        contract: Terms,
        made: Replayed,
        loan_events: Sequence[LoanEvent],
        through: date,
    ) -> None:
        true = facts(
            contract,
            made.terms,
            loan_events,
            made.postings,
            issued_at=loan.issued_at,
            through=through,
        )
        await self.add(loan.id, changes(await self.credit_history.rows(loan.id), true))

    async def add(self, loan_id: LoanId, rows: Sequence[Row]) -> None:
        for row in rows:
            await self.credit_history.add(loan_id, row, self.clock.now())
        if rows:
            for bureau in self.bureau_names:
                await self.send(loan_id, bureau)

    async def send(self, loan_id: LoanId, bureau: str) -> None:
        """Whatever of this loan the bureau wasn't told yet."""
        due_on = add_working_days(self.clock.today(), self.report_workdays)
        await self.credit_history.send_to(bureau, loan_id, due_on)
        await self.jobs.plan(JobKind.CREDIT_ROWS, f"{loan_id}:{bureau}")

    async def again(self, loan_id: LoanId, number: int | None) -> None:
        """A row is told once more as a correction of itself; None: the last that stands. What was
        withdrawn was never true, and stays so."""
        rows = await self.credit_history.rows(loan_id)
        stands = standing(rows)
        about = next((row for row in rows if row.number == number), None)
        subject = about.subject if about is not None else max(stands, default=None)
        if subject is not None and subject in stands:
            row = Row(number=len(rows) + 1, fact=stands[subject], corrects=subject)
            await self.add(loan_id, [row])

"""The borrower changes their mind before the money is on its way; nothing is owed (353-FZ art. 11
p. 1)."""

from dataclasses import dataclass, replace

from domain.ids import BorrowerId
from domain.model.application import Application, ApplicationStatus
from domain.model.bank_operation import BankOperation, OperationStatus
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.ports import Applications, BankOperations, Drafts, Jobs, Loans
from domain.usecases.applications.ending_work import EndWork
from domain.usecases.cases.opening import SolveCase
from domain.usecases.progress.progress import ShowProgress


def on_its_way(payout: BankOperation | None) -> bool:
    """May the bank have been asked for the money? A payout that is only reserved can be undone:
    whoever sends it writes that down first."""
    return payout is not None and payout.state is not OperationStatus.RESERVED


@dataclass(frozen=True, kw_only=True)
class Withdraw:
    drafts: Drafts
    applications: Applications
    operations: BankOperations
    loans: Loans
    jobs: Jobs
    solve_case: SolveCase
    end_work: EndWork
    show_progress: ShowProgress

    async def __call__(self, *, borrower_id: BorrowerId) -> bool:
        """Drop the draft or cancel the application, a signed one too; False when money is on its
        way or there."""
        if await self.loans.open_in(borrower_id):
            return False
        await self.drafts.drop(borrower_id)
        application = await self.applications.last(borrower_id)
        if application is None or not application.live:
            return True
        payout = await self.operations.live_payout(application.id)
        if on_its_way(payout):
            return False
        if payout is not None:
            await self.operations.save(
                replace(payout, state=OperationStatus.FAILED, reason="withdrawn")
            )
            await self.jobs.drop(JobKind.BANK_OPERATION, payout.id)
            await self.solve_case(kind=CaseKind.FINCERT_SILENT, subject=payout.id)
        await self._cancel(application)
        return True

    async def _cancel(self, application: Application) -> None:
        cancelled = replace(application, status=ApplicationStatus.CANCELLED)
        await self.applications.save(cancelled)
        await self.show_progress(cancelled)
        await self.end_work(cancelled)

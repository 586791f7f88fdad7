"""The borrower changes their mind before the money is on its way; nothing is owed."""

from dataclasses import dataclass, replace

from domain.application import Status
from domain.cards import IN_WORK, State
from domain.cases import Kind
from domain.ids import BorrowerId
from domain.ports import Applications, Bindings, Drafts, Jobs, Loans, Moves
from domain.usecases.binding import give_up
from domain.usecases.casework import SolveCase
from domain.usecases.progress import ShowProgress


@dataclass(frozen=True, kw_only=True)
class Withdraw:
    drafts: Drafts
    applications: Applications
    bindings: Bindings
    moves: Moves
    loans: Loans
    jobs: Jobs
    solve_case: SolveCase
    show_progress: ShowProgress

    async def __call__(self, *, borrower_id: BorrowerId) -> bool:
        """Drop the draft or cancel the application; False when money is on its way or there."""
        if await self.loans.open_in(borrower_id):
            return False
        await self.drafts.drop(borrower_id)
        application = await self.applications.last(borrower_id)
        if application is None or not application.live:
            return True
        if application.status is Status.SIGNED:
            return False
        cancelled = replace(application, status=Status.CANCELLED)
        await self.applications.save(cancelled)
        await self.jobs.drop("cooling_over", application.id)
        await self.show_progress(cancelled)
        for kind in (Kind.REVIEW, Kind.BUREAU):
            await self.solve_case(kind=kind, subject=application.id)
        binding = await self.bindings.last(application.id)
        if binding is not None and binding.state in IN_WORK:
            await give_up(self.bindings, self.moves, self.jobs, binding, State.EXPIRED)
            await self.solve_case(kind=Kind.OWNER, subject=binding.id)
        return True

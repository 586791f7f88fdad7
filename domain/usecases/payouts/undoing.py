"""A signed contract whose money never came, or is back, is given up."""

from dataclasses import dataclass, replace

from domain.ids import ApplicationId
from domain.model.application import ApplicationStatus
from domain.notifications import PayoutUndone
from domain.ports import Applications, BankOperations, Notices
from domain.refusals import NothingToDo
from domain.usecases.progress.progress import ShowProgress


@dataclass(frozen=True, kw_only=True)
class UndoContract:
    """A signed contract without any money: the lender gives it up, and nothing is owed."""

    applications: Applications
    operations: BankOperations
    notices: Notices
    show_progress: ShowProgress

    async def __call__(self, application_id: ApplicationId, *, came_back: bool = False) -> None:
        """NothingToDo when money is there, or may be on its way. `came_back`: it was there."""
        application = await self.applications.get(application_id)
        if application.status is not ApplicationStatus.SIGNED or await self.operations.live_payout(
            application_id
        ):
            raise NothingToDo
        undone = replace(application, status=ApplicationStatus.CANCELLED)
        await self.applications.save(undone)
        await self.show_progress(undone)
        assert application.approved is not None
        notice = PayoutUndone(amount=application.approved, came_back=came_back)
        await self.notices.tell(application.borrower_id, notice)

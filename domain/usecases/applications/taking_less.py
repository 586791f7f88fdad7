"""The borrower takes the counter-offer, hours or days after it was made."""

from dataclasses import dataclass

from domain.ids import BorrowerId
from domain.model.application import ApplicationStatus
from domain.ports import Applications
from domain.refusals import NothingToDo
from domain.usecases.applications.lawful_today import StillLawful
from domain.usecases.applications.verdicts import Approve


@dataclass(frozen=True, kw_only=True)
class TakeLess:
    applications: Applications
    still_lawful: StillLawful
    approve: Approve

    async def __call__(self, *, borrower_id: BorrowerId) -> bool:
        """False: it can't be given any more, and the borrower has been told why. NothingToDo."""
        application = await self.applications.last(borrower_id)
        if application is None or application.status is not ApplicationStatus.COUNTER:
            raise NothingToDo
        assert application.approved is not None
        if not await self.still_lawful(application):
            return False
        await self.approve(application, application.approved)
        return True

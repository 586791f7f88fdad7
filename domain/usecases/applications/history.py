"""The history of applications, and calling off the one that isn't signed yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ids import BorrowerId
from domain.model.application import Application, ApplicationStatus
from domain.ports import Applications
from domain.refusals import NothingToDo
from domain.usecases.applications.withdrawing import Withdraw


@dataclass(frozen=True, kw_only=True)
class ListApplications:
    applications: Applications

    async def __call__(self, *, borrower_id: BorrowerId) -> Sequence[Application]:
        """All, the newest first."""
        return await self.applications.of(borrower_id)


@dataclass(frozen=True, kw_only=True)
class CancelApplication:
    applications: Applications
    withdraw: Withdraw

    async def __call__(self, *, borrower_id: BorrowerId) -> None:
        """NothingToDo when none is under way, or it is signed: refusing a loan asks first."""
        last = await self.applications.last(borrower_id)
        if last is None or not last.live or last.status is ApplicationStatus.SIGNED:
            raise NothingToDo
        await self.withdraw(borrower_id=borrower_id)

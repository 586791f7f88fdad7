"""What else has to hold before a signature: nobody on a stop list signs a new contract."""

from dataclasses import dataclass

from domain.model.application import Application
from domain.notifications import SignatureChecked
from domain.ports import Notices
from domain.usecases.checks.freezing import FreezeListed


@dataclass(frozen=True, kw_only=True)
class ClearSignature:
    freeze_listed: FreezeListed
    notices: Notices

    async def __call__(self, application: Application) -> bool:
        """False: it can't be signed now, and the borrower has been told what follows."""
        if await self.freeze_listed(borrower_id=application.borrower_id):
            await self.notices.tell(application.borrower_id, SignatureChecked())
            return False
        return True

"""For a day after the way into an account has changed, what is personal there isn't shown."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.ports import Accounts
from domain.refusals import DataHeld


@dataclass(frozen=True, kw_only=True)
class OpenData:
    """Export, papers and profile wait as money for new cards does: who got in by a SIM that is
    not theirs finds nothing to take, and the owner reads of it on the phone first."""

    accounts: Accounts
    clock: Clock

    async def __call__(self, borrower_id: BorrowerId) -> None:
        """DataHeld."""
        account = await self.accounts.get(borrower_id)
        hold = account.hold if account is not None else None
        if hold is not None and self.clock.now() < hold.until:
            raise DataHeld(hold.until)

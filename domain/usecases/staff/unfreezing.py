"""Somebody who stood on a stop list is let go on: their payout and what is owed to them."""

from dataclasses import dataclass
from typing import ClassVar

from domain.ids import BorrowerId
from domain.model.cases import Action, CaseKind
from domain.ports import Applications, Loans
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.checks.freezing import Unfreeze
from domain.usecases.ledger.post_to_ledger import ReadLedger
from domain.usecases.payouts.lending import RetryPayout
from domain.usecases.repayment.refunding import ReturnOverpayment


@dataclass(frozen=True, kw_only=True)
class DecideFrozen:
    decides: ClassVar[Decides] = {CaseKind.FROZEN: (Action.UNFREEZE,)}

    applications: Applications
    loans: Loans
    unfreeze: Unfreeze
    retry_payout: RetryPayout
    read_ledger: ReadLedger
    return_overpayment: ReturnOverpayment

    async def __call__(self, decision: Decision) -> None:
        """What was held back goes its way again, through every check. StillListed, NotYours."""
        borrower_id = BorrowerId(int(decision.case.subject))
        await self.unfreeze(borrower_id=borrower_id, by=decision.by, by_id=decision.by_id)
        last = await self.applications.last(borrower_id)
        if last is not None:
            await self.retry_payout(application_id=last.id)
        for loan in await self.loans.under(borrower_id):
            await self.return_overpayment(await self.read_ledger(loan))

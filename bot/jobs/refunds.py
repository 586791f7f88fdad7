"""What was given back in the bank's cabinet, without us."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dates import Clock
from domain.gateways import Bank
from domain.model.bank_operation import BankOperation
from domain.ports import BankOperations, Repayments
from domain.usecases.repayment.returned import NoteReturned
from storage.engine.database import Database
from storage.queues.work import Job

LOOKS_BACK = timedelta(days=10)  # longer than the bot is down


@dataclass(frozen=True, kw_only=True)
class LookForRefunds:
    """At once when the bank hints at one, else daily: the hint may never come. And before a refund
    of ours is sent."""

    db: Database
    bank: Bank
    operations: BankOperations
    repayments: Repayments
    note_returned: NoteReturned
    clock: Clock

    async def __call__(self, _: Job) -> datetime | None:
        now = self.clock.now()
        for refund in await self.bank.refunds(since=now - LOOKS_BACK):
            async with self.db.transaction():
                await self.note_returned(refund)
        return now + timedelta(days=1)

    async def before(self, operation: BankOperation) -> bool:
        """Of any payment of the loan. False: the bank hasn't decided about one yet."""
        decided = True
        assert operation.loan_id is not None
        for repayment in await self.repayments.of_loan(operation.loan_id):
            paid = (
                await self.operations.get(repayment.operation_id)
                if repayment.operation_id
                else None
            )
            if paid is None or paid.bank_id is None or paid.settled_at is None:
                continue
            for refund in await self.bank.refunds_of(paid.bank_id):
                async with self.db.transaction():
                    await self.note_returned(refund)
                    if refund.status == "pending" and await self.note_returned.is_news(refund):
                        decided = False
        return decided

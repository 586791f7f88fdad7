"""What becomes of a payout."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Payout
from domain.model.bank_operation import UNDER_WAY, BankOperation, OperationKind, OperationStatus
from domain.ports import BankOperations
from domain.usecases.payments.other_sum import differs
from domain.usecases.payments.outcomes import Found
from domain.usecases.payouts.lending import PayoutArrived, PayoutFailed, PayoutLost
from domain.usecases.payouts.other_sum import PayoutOfOtherSum


@dataclass(frozen=True, kw_only=True)
class PayoutOutcome:
    kinds: ClassVar[tuple[OperationKind, ...]] = (OperationKind.PAYOUT,)

    operations: BankOperations
    payout_arrived: PayoutArrived
    payout_failed: PayoutFailed
    payout_lost: PayoutLost
    payout_of_other_sum: PayoutOfOtherSum

    async def told(self, operation: BankOperation, found: Found) -> bool:
        assert isinstance(found, Payout)
        if operation.state not in UNDER_WAY:
            return False
        if found.status == "succeeded" and differs(operation, found):
            await self.payout_of_other_sum(replace(operation, bank_id=found.id), found)
            return False
        operation = operation.told(found, settled_at=found.succeeded_at or found.created_at)
        await self.operations.save(operation)
        if operation.state is OperationStatus.FAILED:
            await self.payout_failed(operation, party=found.cancel_party)
        elif operation.state is OperationStatus.DONE:
            await self.payout_arrived(operation)
        return operation.state is OperationStatus.PENDING

    async def failed(self, operation: BankOperation) -> None:
        await self.payout_failed(operation, party=None)

    async def lost(self, operation: BankOperation) -> None:
        lost = replace(operation, state=OperationStatus.LOST)
        await self.operations.save(lost)
        await self.payout_lost(lost)

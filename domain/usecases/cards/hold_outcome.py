"""What becomes of the small hold that proves a card."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Payment
from domain.model.bank_operation import (
    OTHER_SUM,
    UNDER_WAY,
    BankOperation,
    OperationKind,
    OperationStatus,
)
from domain.ports import BankOperations
from domain.usecases.cards.holding import HoldFailed, HoldStands
from domain.usecases.payments.other_sum import TellOtherSum, differs
from domain.usecases.payments.outcomes import Found


@dataclass(frozen=True, kw_only=True)
class HoldOutcome:
    kinds: ClassVar[tuple[OperationKind, ...]] = (OperationKind.HOLD,)

    operations: BankOperations
    hold_stands: HoldStands
    hold_failed: HoldFailed
    tell_other_sum: TellOtherSum

    async def told(self, operation: BankOperation, found: Found) -> bool:
        assert isinstance(found, Payment)
        if operation.state is OperationStatus.RELEASING:
            if found.status == "canceled":
                await self.operations.save(replace(operation, state=OperationStatus.RELEASED))
            return found.status != "canceled"
        if operation.state not in UNDER_WAY:
            return False
        operation = replace(operation, bank_id=found.id)
        if found.status == "pending":
            await self.operations.save(replace(operation, state=OperationStatus.PENDING))
            return True
        if found.status == "canceled":
            operation = replace(operation, state=OperationStatus.FAILED, reason=found.cancel_reason)
            await self.operations.save(operation)
            await self.hold_failed(operation)
            return False
        if differs(operation, found):
            return await self._give_back(operation, found)
        operation = replace(operation, state=OperationStatus.DONE, settled_at=found.created_at)
        await self.operations.save(operation)
        await self.hold_stands(operation)
        return False

    async def _give_back(self, operation: BankOperation, found: Payment) -> bool:
        """Another sum proves nothing, and may be a large one: it is cancelled at once."""
        await self.tell_other_sum(operation, found)
        operation = replace(operation, state=OperationStatus.RELEASING, reason=OTHER_SUM)
        await self.operations.save(operation)
        await self.hold_failed(operation)
        return True

    async def failed(self, operation: BankOperation) -> None:
        await self.hold_failed(operation)

    async def lost(self, operation: BankOperation) -> None:
        """Nothing was taken."""
        failed = replace(operation, state=OperationStatus.FAILED, reason="not_found")
        await self.operations.save(failed)
        await self.hold_failed(failed)

"""What becomes of a refund of ours."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Refund
from domain.model.bank_operation import (
    OTHER_SUM,
    UNDER_WAY,
    BankOperation,
    OperationKind,
    OperationStatus,
)
from domain.model.cases import CaseKind
from domain.ports import BankOperations
from domain.usecases.cases.opening import OpenCase
from domain.usecases.payments.other_sum import TellOtherSum
from domain.usecases.payments.outcomes import Found
from domain.usecases.repayment.refunding import RefundArrived, RefundFailed


@dataclass(frozen=True, kw_only=True)
class RefundOutcome:
    kinds: ClassVar[tuple[OperationKind, ...]] = (OperationKind.REFUND,)

    operations: BankOperations
    refund_arrived: RefundArrived
    refund_failed: RefundFailed
    tell_other_sum: TellOtherSum
    open_case: OpenCase

    async def told(self, operation: BankOperation, found: Found) -> bool:
        assert isinstance(found, Refund)
        if operation.state not in UNDER_WAY:
            return False
        asked = operation.amount
        operation = operation.told(found, settled_at=found.created_at)
        if operation.state is OperationStatus.DONE and found.foreign is not None:
            await self.operations.save(
                replace(operation, state=OperationStatus.LOST, reason=OTHER_SUM)
            )
            await self.tell_other_sum(operation, found)
            return False
        if operation.state is OperationStatus.DONE:
            operation = replace(operation, amount=found.amount)
        await self.operations.save(operation)
        if operation.state is OperationStatus.FAILED:
            await self.refund_failed(operation)
        elif operation.state is OperationStatus.DONE:
            await self.refund_arrived(operation, found.created_at, asked=asked)
        return operation.state is OperationStatus.PENDING

    async def failed(self, operation: BankOperation) -> None:
        await self.refund_failed(operation)

    async def lost(self, operation: BankOperation) -> None:
        """Of which nobody can tell: a person looks."""
        await self.operations.save(replace(operation, state=OperationStatus.LOST))
        assert operation.repayment_id is not None
        facts = {"amount": str(operation.amount), "reference": operation.id}
        await self.open_case(kind=CaseKind.REFUND, subject=operation.repayment_id, facts=facts)

"""Steps two and three of every bank operation: marking that it is sent, recording its end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import OperationId
from domain.model.bank_operation import BankOperation, NextStep, OperationKind, OperationStatus
from domain.ports import BankOperations
from domain.usecases.checks.clearing import ClearOperation
from domain.usecases.payments.outcomes import Found, Outcome


@dataclass(frozen=True, kw_only=True)
class StartOperation:
    """Commit that the bank is about to be called, before it is called; what leaves the lender is
    cleared in the same transaction."""

    operations: BankOperations
    clear_operation: ClearOperation
    clock: Clock

    async def __call__(
        self, *, operation_id: OperationId, looked: bool = False
    ) -> tuple[BankOperation, NextStep]:
        kept, now = await self.operations.get(operation_id), self.clock.now()
        operation = kept.sent_before(now)
        if operation != kept:
            await self.operations.save(operation)
        step = await self.clear_operation(operation, operation.next_step(now), looked=looked)
        if step is NextStep.SEND:
            bank_at = await self.operations.bank_time()
            operation = replace(operation, state=OperationStatus.SENT, sent_at=now, bank_at=bank_at)
            await self.operations.save(operation)
        return operation, step


@dataclass(frozen=True, kw_only=True)
class RecordFound:
    """What the bank says of an operation. True: ask again later."""

    operations: BankOperations
    outcomes: Mapping[OperationKind, Outcome]

    async def __call__(self, *, operation_id: OperationId, found: Found) -> bool:
        operation = await self.operations.get(operation_id)
        return await self.outcomes[operation.kind].told(operation, found)


@dataclass(frozen=True, kw_only=True)
class RecordRefusal:
    """The bank refused the request itself: certainly nothing happened."""

    operations: BankOperations
    outcomes: Mapping[OperationKind, Outcome]

    async def __call__(self, *, operation_id: OperationId, code: str) -> None:
        operation = await self.operations.get(operation_id)
        if operation.state is not OperationStatus.SENT:
            return
        failed = replace(operation, state=OperationStatus.FAILED, reason=code)
        await self.operations.save(failed)
        await self.outcomes[operation.kind].failed(failed)


@dataclass(frozen=True, kw_only=True)
class RecordLoss:
    """The key is forgotten and the bank knows no such operation."""

    operations: BankOperations
    outcomes: Mapping[OperationKind, Outcome]

    async def __call__(self, *, operation_id: OperationId) -> None:
        operation = await self.operations.get(operation_id)
        if operation.state is OperationStatus.SENT:
            await self.outcomes[operation.kind].lost(operation)

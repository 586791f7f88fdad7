"""What becomes of a repayment, by a bound card or on the bank's page."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Payment
from domain.model.bank_operation import UNDER_WAY, BankOperation, OperationKind, OperationStatus
from domain.ports import BankOperations
from domain.usecases.payments.other_sum import TellOtherSum, differs, moved
from domain.usecases.payments.outcomes import Found
from domain.usecases.repayment.ended import PageOpened, PaymentArrived, PaymentFailed, PaymentLost


@dataclass(frozen=True, kw_only=True)
class RepaymentOutcome:
    """Also of one that was given up as failed or lost: money that came is always booked."""

    kinds: ClassVar[tuple[OperationKind, ...]] = (OperationKind.CHARGE, OperationKind.PAGE)

    operations: BankOperations
    page_opened: PageOpened
    payment_arrived: PaymentArrived
    payment_failed: PaymentFailed
    payment_lost: PaymentLost
    tell_other_sum: TellOtherSum

    async def told(self, operation: BankOperation, found: Found) -> bool:
        assert isinstance(found, Payment)
        if operation.state is OperationStatus.DONE:
            return False
        operation = replace(operation, bank_id=found.id)
        if found.status == "succeeded":
            return await self._captured(operation, found)
        if operation.state not in UNDER_WAY:
            return False
        if found.status == "canceled":
            operation = replace(operation, state=OperationStatus.FAILED, reason=found.cancel_reason)
            await self.operations.save(operation)
            await self.payment_failed(operation)
            return False
        await self.operations.save(replace(operation, state=OperationStatus.PENDING))
        if found.page is not None:
            await self.page_opened(operation, found.page)
        return True

    async def _captured(self, operation: BankOperation, found: Payment) -> bool:
        if found.foreign is not None:
            return await self._foreign(operation, found)
        if differs(operation, found):  # what came is what is booked
            await self.tell_other_sum(operation, found)
        settled = found.captured_at or found.created_at
        operation = replace(
            operation, state=OperationStatus.DONE, settled_at=settled, amount=found.amount
        )
        await self.operations.save(operation)
        await self.payment_arrived(operation)
        return False

    async def _foreign(self, operation: BankOperation, found: Payment) -> bool:
        """Nobody but a person can tell how much of the debt that was."""
        if operation.state is not OperationStatus.LOST:
            lost = replace(operation, state=OperationStatus.LOST)
            await self.operations.save(lost)
            await self.payment_lost(lost, moved(found))
        return False

    async def failed(self, operation: BankOperation) -> None:
        await self.payment_failed(operation)

    async def lost(self, operation: BankOperation) -> None:
        if operation.kind is OperationKind.PAGE:  # nobody was shown a page
            failed = replace(operation, state=OperationStatus.FAILED, reason="not_found")
            await self.operations.save(failed)
            await self.payment_failed(failed)
            return
        lost = replace(operation, state=OperationStatus.LOST)
        await self.operations.save(lost)
        await self.payment_lost(lost)

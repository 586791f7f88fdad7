"""Money of a borrower's payment that went back without our knowing: by hand in the bank's cabinet,
or by a refund of ours that was taken for not made."""

from dataclasses import dataclass, replace

from domain.gateways import Refund
from domain.ids import LoanId, OperationId, RepaymentId, new_id
from domain.model.bank_operation import REPAYMENTS, BankOperation, OperationKind, OperationStatus
from domain.model.cases import CaseKind
from domain.ports import BankOperations, Repayments
from domain.usecases.cases.opening import OpenCase
from domain.usecases.ledger.post_to_ledger import PostToLedger
from domain.usecases.repayment.refunding import (
    REPLACED,
    BookRefund,
    ReturnOverpayment,
    about,
    refunds_of,
)


@dataclass(frozen=True, kw_only=True)
class NoteReturned:
    """Each such refund of the bank, once. What we have only reserved for the loan gives way to it,
    and is reserved anew as far as something is left."""

    operations: BankOperations
    repayments: Repayments
    post_to_ledger: PostToLedger
    book_refund: BookRefund
    return_overpayment: ReturnOverpayment
    open_case: OpenCase

    async def __call__(self, refund: Refund) -> None:
        if refund.status != "succeeded" or not await self.is_news(refund):
            return
        operation = await self._move(refund)
        if operation is None or operation.loan_id is None:
            return  # of a payment that the shop took for something else
        gave_way = await self._give_way(operation.loan_id)
        await self.operations.save(operation)
        if refund.foreign is not None:
            await self._tell_foreign(operation, refund.foreign)
            loan_state = await self.post_to_ledger(loan_id=operation.loan_id)
        else:
            loan_state = await self.book_refund(operation, refund.created_at)
        if gave_way:
            await self.return_overpayment(loan_state)

    async def is_news(self, refund: Refund) -> bool:
        """Not noted yet, and none of ours whose own job asks about it."""
        if await self.operations.id_of_bank_object(refund.id) is not None:
            return False
        own = await self._own(refund)
        return own is None or own.state in (
            OperationStatus.LOST,
            OperationStatus.FAILED,
            OperationStatus.DONE,
        )

    async def _own(self, refund: Refund) -> BankOperation | None:
        if refund.reference is None or not await self.operations.has(OperationId(refund.reference)):
            return None
        return await self.operations.get(OperationId(refund.reference))

    async def _move(self, refund: Refund) -> BankOperation | None:
        own = await self._own(refund)
        if (
            own is not None
            and own.kind is OperationKind.REFUND
            and own.state is not OperationStatus.DONE
        ):
            return replace(
                own,
                state=OperationStatus.DONE,
                bank_id=refund.id,
                amount=refund.amount,
                settled_at=refund.created_at,
            )
        paid_id = await self.operations.id_of_bank_object(refund.payment_id)
        paid = await self.operations.get(paid_id) if paid_id else None
        if paid is None or paid.kind not in REPAYMENTS or paid.repayment_id is None:
            return None
        repayment = await self.repayments.get(RepaymentId(paid.repayment_id))
        return _by_hand(refund, replace(paid, loan_id=repayment.loan_id))

    async def _give_way(self, loan_id: LoanId) -> bool:
        """Nothing of it has left: whoever sends a refund writes that down first."""
        loan_state = await self.post_to_ledger(loan_id=loan_id)
        reserved = [
            operation
            for operation in await refunds_of(self.repayments, self.operations, loan_state)
            if operation.state is OperationStatus.RESERVED
        ]
        for operation in reserved:
            await self.operations.save(
                replace(operation, state=OperationStatus.FAILED, reason=REPLACED)
            )
        return bool(reserved)

    async def _tell_foreign(self, operation: BankOperation, moved: str) -> None:
        """Nobody but a person can tell how much of the debt that was."""
        assert operation.loan_id is not None
        loan_state = await self.post_to_ledger(loan_id=operation.loan_id)
        facts = {"foreign": moved} | about(operation, loan_state)
        await self.open_case(kind=CaseKind.RETURNED, subject=operation.id, facts=facts)


def _by_hand(refund: Refund, paid: BankOperation) -> BankOperation:
    """As if we had sent it: so that an overpayment isn't given back twice."""
    return BankOperation(
        id=OperationId(new_id()),
        kind=OperationKind.REFUND,
        application_id=paid.application_id,
        repayment_id=paid.repayment_id,
        loan_id=paid.loan_id,
        amount=refund.amount,
        key=refund.id,
        state=OperationStatus.DONE,
        reserved_at=refund.created_at,
        sent_at=refund.created_at,
        bank_id=refund.id,
        reason=IN_CABINET,
        settled_at=refund.created_at,
    )


IN_CABINET = "cabinet"

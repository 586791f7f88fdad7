"""An overpayment goes back to where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.dates import Clock, lender_day
from domain.ids import OperationId, RepaymentId, new_id
from domain.ledger.loan_events import Refunded
from domain.model.bank_operation import BankOperation, OperationKind, OperationStatus
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.model.repayment import Repayment, RepaymentStatus
from domain.money import ZERO, Money
from domain.notifications import RefundSent
from domain.ports import BankOperations, Jobs, Notices, Repayments
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.ledger.post_to_ledger import LoanState, PostToLedger

# On its way to nobody. One of which nobody can tell is replaced by hand, so it isn't either.
NOT_GOING = frozenset({OperationStatus.DONE, OperationStatus.FAILED, OperationStatus.LOST})
REPLACED = "replaced"  # our own word: what it was to bring has gone back another way


@dataclass(frozen=True, kw_only=True)
class ReturnOverpayment:
    """Give back what was paid too much, to where it came from: the newest payments first, and of
    each no more than it brought."""

    repayments: Repayments
    operations: BankOperations
    jobs: Jobs
    clock: Clock

    async def __call__(self, loan_state: LoanState) -> Money:
        """What was reserved. What is on its way back already isn't sent twice."""
        left, free = loan_state.debt.overpaid, []
        for repayment in await self.repayments.of_loan(loan_state.loan.id):
            if repayment.state is not RepaymentStatus.DONE:
                continue
            back = [
                one
                for one in await self.operations.of_repayment(repayment.id)
                if one.kind is OperationKind.REFUND and one.state is not OperationStatus.FAILED
            ]
            left -= _total(one for one in back if one.state is not OperationStatus.DONE)
            free.append((repayment, repayment.amount - _total(back)))
        reserved = ZERO
        for repayment, most in free:
            amount = min(most, left - reserved)
            if amount > ZERO:
                await self._reserve(repayment, amount)
                reserved += amount
        return reserved

    async def _reserve(self, repayment: Repayment, amount: Money) -> None:
        assert repayment.operation_id is not None
        paid = await self.operations.get(repayment.operation_id)
        operation = BankOperation(
            id=OperationId(new_id()),
            kind=OperationKind.REFUND,
            application_id=paid.application_id,
            repayment_id=repayment.id,
            loan_id=repayment.loan_id,
            amount=amount,
            key=new_id(),
            state=OperationStatus.RESERVED,
            reserved_at=self.clock.now(),
        )
        await self.operations.save(operation)
        await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)


def _total(operations: Iterable[BankOperation]) -> Money:
    return sum((one.amount for one in operations), ZERO)


@dataclass(frozen=True, kw_only=True)
class BookRefund:
    """Money has gone back to a borrower, by us or by hand. So much of it as was an overpayment is
    that overpayment given back. The rest was the debt's: it stays paid in the ledger, and staff
    decide what it was (decision 37)."""

    repayments: Repayments
    operations: BankOperations
    notices: Notices
    post_to_ledger: PostToLedger
    open_case: OpenCase
    solve_case: SolveCase

    async def __call__(self, operation: BankOperation, at: datetime) -> LoanState:
        """`move` is saved as done, of the sum that the bank tells."""
        repayment = await repayment_of(self.repayments, operation)
        loan_state = await self.post_to_ledger(loan_id=repayment.loan_id)
        own = min(operation.amount, await self._free(operation, loan_state))
        if own > ZERO:
            loan_event = Refunded(cause=operation.id, day=lender_day(at), at=at, amount=own)
            loan_state = await self.post_to_ledger(loan_id=repayment.loan_id, loan_event=loan_event)
            await self.notices.tell(repayment.borrower_id, RefundSent(amount=own))
        if own < operation.amount:
            facts = {"amount": str(operation.amount - own)} | about(operation, loan_state)
            await self.open_case(kind=CaseKind.RETURNED, subject=operation.id, facts=facts)
        if loan_state.debt.overpaid == ZERO:
            await self._nothing_left(loan_state)
        return loan_state

    async def _free(self, operation: BankOperation, loan_state: LoanState) -> Money:
        """What was paid too much, but for what else is on its way back already."""
        going = [
            one.amount
            for one in await refunds_of(self.repayments, self.operations, loan_state)
            if one.state not in NOT_GOING and one.id != operation.id
        ]
        return max(loan_state.debt.overpaid - sum(going, ZERO), ZERO)

    async def _nothing_left(self, loan_state: LoanState) -> None:
        """Nothing is owed to the borrower: what staff were to look for or to send is replaced."""
        for operation in await refunds_of(self.repayments, self.operations, loan_state):
            if operation.state is OperationStatus.LOST:
                failed = replace(operation, state=OperationStatus.FAILED, reason=REPLACED)
                await self.operations.save(failed)
        for repayment in await self.repayments.of_loan(loan_state.loan.id):
            await self.solve_case(kind=CaseKind.REFUND, subject=repayment.id)


async def refunds_of(
    repayments: Repayments, operations: BankOperations, loan_state: LoanState
) -> list[BankOperation]:
    """All of the loan, whatever became of them."""
    return [
        operation
        for repayment in await repayments.of_loan(loan_state.loan.id)
        for operation in await operations.of_repayment(repayment.id)
        if operation.kind is OperationKind.REFUND
    ]


def about(operation: BankOperation, loan_state: LoanState) -> dict[str, str]:
    """What staff read of a refund besides its sum."""
    return {
        "contract": loan_state.loan.contract,
        "debt": str(loan_state.debt.total),
        "reference": operation.bank_id or operation.id,
    }


@dataclass(frozen=True, kw_only=True)
class RefundArrived:
    """One of ours; what the bank left out of it is for staff to send."""

    book_refund: BookRefund
    open_case: OpenCase
    solve_case: SolveCase

    async def __call__(self, operation: BankOperation, at: datetime, *, asked: Money) -> None:
        assert operation.repayment_id is not None
        await self.book_refund(operation, at)
        await self.solve_case(kind=CaseKind.REFUND, subject=operation.repayment_id)
        if operation.amount < asked:
            facts = {"amount": str(asked - operation.amount), "reason": "other_sum"}
            await self.open_case(kind=CaseKind.REFUND, subject=operation.repayment_id, facts=facts)


@dataclass(frozen=True, kw_only=True)
class RefundFailed:
    """The lender's trouble: staff try again."""

    open_case: OpenCase

    async def __call__(self, operation: BankOperation) -> None:
        facts = {"amount": str(operation.amount), "reason": operation.reason or "?"}
        assert operation.repayment_id is not None
        await self.open_case(kind=CaseKind.REFUND, subject=operation.repayment_id, facts=facts)


async def repayment_of(repayments: Repayments, operation: BankOperation) -> Repayment:
    assert operation.repayment_id is not None
    return await repayments.get(RepaymentId(operation.repayment_id))

"""What staff decide about repayments and refunds by the buttons of a case."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.ids import LoanId, OperationId, RepaymentId
from domain.model.bank_operation import OperationKind, OperationStatus
from domain.model.cases import Action, CaseKind
from domain.model.jobs import JobKind
from domain.ports import BankOperations, Jobs, Repayments
from domain.refusals import NothingToDo
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.ledger.post_to_ledger import PostToLedger
from domain.usecases.payments.reconciling import AskAboutLoan
from domain.usecases.repayment.ended import PaymentFailed
from domain.usecases.repayment.refunding import ReturnOverpayment


@dataclass(frozen=True, kw_only=True)
class DecideLostCharge:
    decides: ClassVar[Decides] = {CaseKind.LOST_CHARGE: (Action.FIND, Action.GONE)}

    operations: BankOperations
    jobs: Jobs
    payment_failed: PaymentFailed

    async def __call__(self, decision: Decision) -> None:
        """Look once more; or staff have made sure at the bank that it never was. NothingToDo when
        it was found meanwhile."""
        operation = await self.operations.get(OperationId(decision.case.subject))
        if operation.state is not OperationStatus.LOST:
            raise NothingToDo
        if decision.action is Action.FIND:
            await self.operations.save(replace(operation, state=OperationStatus.SENT))
            await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)
            return
        failed = replace(operation, state=OperationStatus.FAILED, reason="not_found")
        await self.operations.save(failed)
        await self.payment_failed(failed)


@dataclass(frozen=True, kw_only=True)
class DecideRefund:
    decides: ClassVar[Decides] = {CaseKind.REFUND: (Action.RETRY,)}

    operations: BankOperations
    repayments: Repayments
    return_overpayment: ReturnOverpayment
    post_to_ledger: PostToLedger

    async def __call__(self, decision: Decision) -> None:
        """Try again with what is still owed to the borrower; NothingToDo when nothing is."""
        repayment = await self.repayments.get(RepaymentId(decision.case.subject))
        for operation in await self.operations.of_repayment(repayment.id):
            if operation.kind is OperationKind.REFUND and operation.state is OperationStatus.LOST:
                await self.operations.save(
                    replace(operation, state=OperationStatus.FAILED, reason="not_found")
                )
        loan_state = await self.post_to_ledger(loan_id=repayment.loan_id)
        if not await self.return_overpayment(loan_state):
            raise NothingToDo


@dataclass(frozen=True, kw_only=True)
class DecideMissing:
    """«Я оплатил, а его нет»."""

    decides: ClassVar[Decides] = {CaseKind.MISSING: (Action.FIND, Action.DONE)}

    ask_about_loan: AskAboutLoan

    async def __call__(self, decision: Decision) -> None:
        if decision.action is Action.FIND:
            await self.ask_about_loan(loan_id=LoanId(decision.case.subject))

"""Step one of three of a repayment: its movement is committed, and nothing has been sent."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import AgreementId, CardId, OperationId, RepaymentId, new_id
from domain.ledger.loan_events import PaymentPurpose
from domain.model.bank_operation import BankOperation, OperationKind, OperationStatus
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.repayment import PaymentWay, Repayment, RepaymentStatus
from domain.money import Money
from domain.ports import BankOperations, Jobs, Repayments
from domain.usecases.ledger.post_to_ledger import LoanState


@dataclass(frozen=True, kw_only=True)
class ReservePayment:
    repayments: Repayments
    operations: BankOperations
    jobs: Jobs
    clock: Clock

    async def __call__(self, repayment: Repayment, loan: Loan) -> Repayment:
        """The repayment as it is now: on its way."""
        operation = BankOperation(
            id=OperationId(new_id()),
            kind=OperationKind.CHARGE if repayment.way is PaymentWay.CARD else OperationKind.PAGE,
            application_id=loan.application_id,
            repayment_id=repayment.id,
            loan_id=loan.id,
            amount=repayment.amount,
            key=new_id(),
            state=OperationStatus.RESERVED,
            reserved_at=self.clock.now(),
        )
        moving = replace(repayment, state=RepaymentStatus.MOVING, operation_id=operation.id)
        await self.repayments.save(moving)
        await self.operations.save(operation)
        await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)
        return moving


def new_repayment(
    *,
    loan: Loan,
    amount: Money,
    purpose: PaymentPurpose,
    loan_state: LoanState,
    clock: Clock,
    card_id: CardId | None,
    agreement_id: AgreementId | None = None,
    auto: bool = False,
) -> Repayment:
    """One that needs no further code: signed with an agreement, or by a standing consent."""
    now = clock.now()
    return Repayment(
        id=RepaymentId(new_id()),
        loan_id=loan.id,
        borrower_id=loan.borrower_id,
        amount=amount,
        purpose=purpose,
        state=RepaymentStatus.OPENED,
        asked_at=now,
        quote_day=loan_state.today,
        way=PaymentWay.CARD if card_id else PaymentWay.PAGE,
        card_id=card_id,
        opened_at=now,
        agreement_id=agreement_id,
        auto=auto,
    )

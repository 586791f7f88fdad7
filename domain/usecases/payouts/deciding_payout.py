"""What staff decide about a payout that failed, of which nobody can tell, or that a check stopped.
No button passes a check."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.ids import ApplicationId, OperationId
from domain.model.application import ApplicationStatus
from domain.model.bank_operation import OperationStatus
from domain.model.cases import Action, CaseKind
from domain.model.fincert import Fact
from domain.model.jobs import JobKind
from domain.ports import Applications, BankOperations, Jobs
from domain.refusals import NothingToDo
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.checks.fraud import ReportFraud
from domain.usecases.payouts.lending import RetryPayout
from domain.usecases.payouts.undoing import UndoContract


@dataclass(frozen=True, kw_only=True)
class DecidePayout:
    decides: ClassVar[Decides] = {CaseKind.PAYOUT: (Action.RETRY,)}

    retry_payout: RetryPayout

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when there is nothing to try."""
        if not await self.retry_payout(application_id=ApplicationId(decision.case.subject)):
            raise NothingToDo


@dataclass(frozen=True, kw_only=True)
class DecideLostPayout:
    decides: ClassVar[Decides] = {CaseKind.LOST_PAYOUT: (Action.FIND, Action.RETRY)}

    operations: BankOperations
    jobs: Jobs
    retry_payout: RetryPayout

    async def __call__(self, decision: Decision) -> None:
        """Look once more; or staff have made sure at the bank that it does not exist: pay again.
        NothingToDo when it was found meanwhile."""
        operation = await self.operations.get(OperationId(decision.case.subject))
        if operation.state is not OperationStatus.LOST:
            raise NothingToDo
        if decision.action is Action.FIND:
            await self.operations.save(replace(operation, state=OperationStatus.SENT))
            await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)
            return
        await self.operations.save(
            replace(operation, state=OperationStatus.FAILED, reason="not_found")
        )
        await self.retry_payout(application_id=operation.application_id)


@dataclass(frozen=True, kw_only=True)
class DecideFincertHit:
    """The receiver of the money stands in FinCERT's base."""

    decides: ClassVar[Decides] = {CaseKind.FINCERT: (Action.RECHECK, Action.REFUSE, Action.FRAUD)}

    applications: Applications
    operations: BankOperations
    retry_payout: RetryPayout
    undo_contract: UndoContract
    report_fraud: ReportFraud

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when things have moved on."""
        application_id, action = ApplicationId(decision.case.subject), decision.action
        application = await self.applications.get(application_id)
        paid = await self.operations.last_payout(application_id)
        if application.status is ApplicationStatus.ISSUED and action is not Action.REFUSE:
            # The bank had it before the base told: there is nothing left to send.
            if action is Action.FRAUD and paid is not None:
                await self.report_fraud(paid, Fact.TRANSFER)
            return
        if action is Action.RECHECK:  # a new movement, and with it a new question
            if not await self.retry_payout(application_id=application_id):
                raise NothingToDo
            return
        if (
            application.status is not ApplicationStatus.CANCELLED
        ):  # else the borrower refused it first
            await self.undo_contract(application_id)
        stopped = await self.operations.last_payout(application_id)
        if action is Action.FRAUD and stopped is not None:
            await self.report_fraud(stopped, Fact.ATTEMPT)

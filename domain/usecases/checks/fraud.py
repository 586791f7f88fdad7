"""Telling FinCERT of a transfer without consent, or of a try: within one working day."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.ids import new_id
from domain.model.bank_operation import BankOperation, OperationStatus
from domain.model.cases import CaseKind
from domain.model.fincert import Fact, FraudReport, report_until
from domain.model.jobs import JobKind
from domain.ports import Applications, BankOperations, FraudReports, Jobs
from domain.refusals import NoPayoutOfContract
from domain.rules.rights import Rights
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.cases.own_affairs import NotOwnAffair

NEAR = timedelta(hours=6)  # before the end of the deadline's day: 18:00 in Moscow
AGAIN = timedelta(hours=6)


@dataclass(frozen=True, kw_only=True)
class ReportFraud:
    """Staff are sure of it: the report is owed from now on."""

    fraud_reports: FraudReports
    jobs: Jobs
    clock: Clock

    async def __call__(self, operation: BankOperation, fact: Fact) -> FraudReport | None:
        """None while there is no such duty. Of one movement there is one report."""
        known, now = await self.fraud_reports.of_move(operation.id), self.clock.now()
        deadline = report_until(now)
        if known is not None or deadline is None:
            return known
        made = FraudReport(
            id=new_id(),
            application_id=operation.application_id,
            operation_id=operation.id,
            fact=fact,
            fact_at=now,
            deadline=deadline,
        )
        await self.fraud_reports.save(made)
        await self.jobs.plan(JobKind.FRAUD_REPORT, made.id)
        await self.jobs.plan(JobKind.FRAUD_REPORT_DUE, made.id, deadline - NEAR)
        return made


@dataclass(frozen=True, kw_only=True)
class ReportPayout:
    """Somebody's name was used: the money went out, and whose name it is never wanted it."""

    rights: Rights
    applications: Applications
    operations: BankOperations
    not_own_affair: NotOwnAffair
    report_fraud: ReportFraud

    async def __call__(self, *, contract: str, by_id: int) -> FraudReport | None:
        """None while there is no such duty. NotYours, NoPayoutOfContract, OwnAffair."""
        self.rights.may_block(by_id)
        application = await self.applications.of_contract(contract)
        payout = await self.operations.last_payout(application.id) if application else None
        if payout is None or payout.state is not OperationStatus.DONE:
            raise NoPayoutOfContract(contract)
        assert application is not None
        await self.not_own_affair.about([application.borrower_id], by_id=by_id)
        return await self.report_fraud(payout, Fact.TRANSFER)


@dataclass(frozen=True, kw_only=True)
class RecordFraudReport:
    """FinCERT has it, under its own number."""

    fraud_reports: FraudReports
    jobs: Jobs
    solve_case: SolveCase
    clock: Clock

    async def __call__(self, *, report_id: str, reference: str) -> None:
        report = await self.fraud_reports.get(report_id)
        if report.acknowledged_at is None:
            known = replace(report, reference=reference, acknowledged_at=self.clock.now())
            await self.fraud_reports.save(known)
            await self.jobs.drop(JobKind.FRAUD_REPORT_DUE, report_id)
            await self.solve_case(kind=CaseKind.FRAUD_REPORT, subject=report_id)


@dataclass(frozen=True, kw_only=True)
class AlarmFraudReport:
    """The deadline is near, or has passed, and FinCERT hasn't said that it has the report: staff
    hear of it again and again."""

    fraud_reports: FraudReports
    operations: BankOperations
    open_case: OpenCase
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, report_id: str) -> None:
        report = await self.fraud_reports.get(report_id)
        if report.acknowledged_at is not None:
            return
        operation = await self.operations.get(report.operation_id)
        facts = {"amount": str(operation.amount), "reference": operation.id}
        facts["deadline"] = report.deadline.isoformat()
        await self.open_case(kind=CaseKind.FRAUD_REPORT, subject=report.id, facts=facts)
        await self.jobs.plan(JobKind.FRAUD_REPORT_DUE, report.id, self.clock.now() + AGAIN)

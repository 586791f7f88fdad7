"""Asking FinCERT about the receiver of a payout, and telling it of what should not have been."""

from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.gateways import (
    Fincert,
    GatewayRefused,
    GatewayUnclear,
    Listing,
    Operation,
    Receiver,
)
from domain.model.application import Application
from domain.model.bank_operation import BankOperation
from domain.model.card_binding import Binding
from domain.ports import Applications, BankOperations, Bindings, FraudReports, Lookups
from domain.usecases.checks.clearing import RecordLookup
from domain.usecases.checks.fraud import RecordFraudReport
from storage.engine.database import Database
from storage.queues.work import Job


def receiver_of(application: Application, binding: Binding) -> Receiver:
    assert binding.card is not None
    form = application.form
    return Receiver(phone=form.phone, passport=form.passport, inn=form.inn, card=binding.card)


@dataclass(frozen=True, kw_only=True)
class LookUp:
    """Part of the job «move»: one question, outside any transaction, and its answer kept."""

    db: Database
    lookups: Lookups
    applications: Applications
    bindings: Bindings
    fincert: Fincert
    record_lookup: RecordLookup
    clock: Clock

    async def __call__(self, operation: BankOperation) -> bool:
        """False: no answer that says anything. A question that was killed on its way is asked
        again under the same id."""
        application = await self.applications.get(operation.application_id)
        binding = await self.bindings.get(operation.binding)
        request_id = f"{operation.id}-{len(await self.lookups.of(operation.id))}"
        asked_at, answer = self.clock.now(), None
        refused: GatewayRefused | None = None
        try:
            answer = await self.fincert.look_up(
                request_id=request_id,
                receiver=receiver_of(application, binding),
                amount=operation.amount,
            )
        except GatewayUnclear:
            pass
        except GatewayRefused as error:
            refused = error
        async with self.db.transaction():
            await self.record_lookup(
                operation_id=operation.id, request_id=request_id, asked_at=asked_at, answer=answer
            )
        if refused is not None and operation.sent_at is None:
            raise refused  # staff learn of it at once, and it is tried again
        return answer in (Listing.CLEAN, Listing.HIT)


@dataclass(frozen=True, kw_only=True)
class TellFincert:
    """Subject: the report. Told again until the base says that it has it."""

    db: Database
    fraud_reports: FraudReports
    operations: BankOperations
    applications: Applications
    bindings: Bindings
    fincert: Fincert
    record_fraud_report: RecordFraudReport

    async def __call__(self, job: Job) -> datetime | None:
        report = await self.fraud_reports.get(job.subject)
        if report.acknowledged_at is not None:
            return None
        operation = await self.operations.get(report.operation_id)
        application = await self.applications.get(operation.application_id)
        reference = await self.fincert.report(
            report_id=report.id,
            operation=Operation(
                reference=operation.id,
                kind=report.fact,
                at=operation.settled_at or operation.reserved_at,
                amount=operation.amount,
                receiver=receiver_of(application, await self.bindings.get(operation.binding)),
            ),
        )
        async with self.db.transaction():
            await self.record_fraud_report(report_id=report.id, reference=reference)
        return None

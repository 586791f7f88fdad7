"""May this money leave now? Between «reserved» and «sent», in the transaction that marks «sent»."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.dates import Clock
from domain.gateways import Listing
from domain.ids import OperationId
from domain.model.bank_operation import (
    OUTGOING,
    BankOperation,
    NextStep,
    OperationKind,
    OperationStatus,
)
from domain.model.cases import CaseKind
from domain.model.fincert import FRESH, WHO, Lookup, must_be_asked
from domain.notifications import MoneyChecked
from domain.ports import Applications, BankOperations, Bindings, Cases, Lookups, Notices
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.checks.freezing import FreezeListed

ALARM_AFTER = timedelta(minutes=10)
LISTED, HIT = "stop_list", "fincert"  # our own words for why it was never sent
SENDING = (NextStep.SEND, NextStep.REPEAT)


@dataclass(frozen=True, kw_only=True)
class ClearOperation:
    """Which step a movement may really take.

    Nobody on a stop list is sent anything; a payout needs a clean answer of FinCERT besides, asked
    for this very movement and not older than `FRESH`. A refund goes back where it came from and
    nowhere else, so the base isn't asked about it (decision 23).
    """

    operations: BankOperations
    applications: Applications
    lookups: Lookups
    cases: Cases
    notices: Notices
    freeze_listed: FreezeListed
    clock: Clock

    async def __call__(self, operation: BankOperation, step: NextStep, *, looked: bool) -> NextStep:
        """CHECK: FinCERT is to be asked first; of a refund that nobody has `looked` for, the bank,
        what of those payments was given back by hand. FIND in the place of REPEAT: the bank may
        have it already, so it is looked for and not sent again. NOTHING: it is held back, as
        failed, and staff have the case."""
        if operation.kind not in OUTGOING or step not in SENDING:
            return step
        application = await self.applications.get(operation.application_id)
        if await self.freeze_listed(borrower_id=application.borrower_id):
            return await self._hold_back(operation, step, LISTED)
        if operation.kind is OperationKind.REFUND:
            return NextStep.CHECK if step is NextStep.SEND and not looked else step
        if not must_be_asked(self.clock.today()):
            return step
        answers = await self.lookups.of(operation.id)
        hit = any(one.answer is Listing.HIT for one in answers)
        if hit or await self.cases.open_about(CaseKind.FINCERT, operation.application_id):
            return await self._hold_back(operation, step, HIT)
        return step if answers and answers[-1].clean(self.clock.now()) else NextStep.CHECK

    async def _hold_back(self, operation: BankOperation, step: NextStep, why: str) -> NextStep:
        if step is NextStep.REPEAT:
            return NextStep.FIND
        await self.operations.save(replace(operation, state=OperationStatus.FAILED, reason=why))
        application = await self.applications.get(operation.application_id)
        notice = MoneyChecked(
            amount=operation.amount, refund=operation.kind is OperationKind.REFUND
        )
        await self.notices.tell(application.borrower_id, notice)
        return NextStep.NOTHING


@dataclass(frozen=True, kw_only=True)
class RecordLookup:
    """What FinCERT answers about the receiver of a payout. None: it can't be asked."""

    operations: BankOperations
    bindings: Bindings
    applications: Applications
    lookups: Lookups
    notices: Notices
    open_case: OpenCase
    solve_case: SolveCase
    clock: Clock

    async def __call__(
        self,
        *,
        operation_id: OperationId,
        request_id: str,
        asked_at: datetime,
        answer: Listing | None,
    ) -> None:
        operation, now = await self.operations.get(operation_id), self.clock.now()
        if answer is not None:
            lasts = FRESH if answer is Listing.CLEAN else timedelta()
            await self.lookups.add(
                Lookup(
                    operation_id=operation.id,
                    request_id=request_id,
                    who=WHO,
                    asked_at=asked_at,
                    answered_at=now,
                    answer=answer,
                    valid_until=now + lasts,
                )
            )
        if answer in (Listing.CLEAN, Listing.HIT):
            await self.solve_case(kind=CaseKind.FINCERT_SILENT, subject=operation.id)
        if (
            operation.state is OperationStatus.FAILED
        ):  # called off while the question was on its way
            return
        if answer in (None, Listing.UNCLEAR):
            await self._wait(operation)
        elif answer is Listing.HIT:
            card = (await self.bindings.get(operation.binding)).card
            facts = {"amount": str(operation.amount), "card": f"*{card.last4}" if card else "?"}
            subject = operation.application_id
            await self.open_case(kind=CaseKind.FINCERT, subject=subject, facts=facts)

    async def _wait(self, operation: BankOperation) -> None:
        """Staff, and the borrower, learn of it when it takes long: once."""
        if self.clock.now() - operation.reserved_at < ALARM_AFTER:
            return
        known = await self.open_case.cases.open_about(CaseKind.FINCERT_SILENT, operation.id)
        if known is not None:
            return
        facts = {"amount": str(operation.amount), "since": operation.reserved_at.isoformat()}
        await self.open_case(kind=CaseKind.FINCERT_SILENT, subject=operation.id, facts=facts)
        application = await self.applications.get(operation.application_id)
        await self.notices.tell(application.borrower_id, MoneyChecked(amount=operation.amount))

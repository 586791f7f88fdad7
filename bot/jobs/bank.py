"""Calls to the bank: pages for binding cards, and every movement of money."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.jobs.fincert import LookUp
from bot.jobs.job import backoff
from bot.jobs.refunds import LookForRefunds
from bot.jobs.teller import Teller
from domain.dates import Clock
from domain.gateways import Bank, GatewayRefused, PaymentMethod
from domain.ids import BindingId, OperationId
from domain.model.bank_operation import OUTGOING, BankOperation, NextStep, OperationKind
from domain.model.card_binding import PAGE_LIVES, Binding, BindingStatus
from domain.ports import Bindings
from domain.usecases.cards.card_binding import RecordPage
from domain.usecases.payments.delays import OURS, BankRefusesUs
from domain.usecases.payments.operations import (
    RecordFound,
    RecordLoss,
    RecordRefusal,
    StartOperation,
)
from domain.usecases.payments.outcomes import Found
from storage.engine.database import Database
from storage.queues.work import Job

ONE_IS_DECIDED = timedelta(minutes=10)  # the bank is asked again about another refund
TAKES = OUTGOING | {OperationKind.CHARGE}  # what must not happen twice


@dataclass(frozen=True, kw_only=True)
class BindCard:
    """Subject: the binding. Opens the bank's page, then asks until the borrower has been there.

    Zero amount: a page that was opened twice costs nobody anything.
    """

    db: Database
    bindings: Bindings
    bank: Bank
    record_page: RecordPage
    bank_refuses_us: BankRefusesUs
    clock: Clock
    return_url: str

    async def __call__(self, job: Job) -> datetime | None:
        binding = await self.bindings.get(BindingId(job.subject))
        try:
            method = await self._ask(binding)
        except GatewayRefused as error:
            if error.code in OURS:
                async with self.db.transaction():
                    await self.bank_refuses_us.page(binding.id, error.code)
            raise
        if method is None:
            return None
        async with self.db.transaction():
            waiting = await self.record_page(binding_id=binding.id, method=method)
        if not waiting:
            return None
        # The bank's notification is only a hint and may never come: ask, often at first.
        age = self.clock.now() - binding.opened_at
        return self.clock.now() + max(timedelta(seconds=10), min(age / 4, PAGE_LIVES / 12))

    async def _ask(self, binding: Binding) -> PaymentMethod | None:
        """None: nothing is to be asked any more."""
        if binding.state is BindingStatus.OPENING:
            return await self.bank.bind_card(key=binding.id, return_url=self.return_url)
        if binding.state is BindingStatus.PAGE and binding.method_id:
            return await self.bank.payment_method(binding.method_id)
        return None


@dataclass(frozen=True, kw_only=True)
class CarryOut:
    """Subject: the move. Brings it one step nearer to a known end, and never sends it twice."""

    db: Database
    teller: Teller
    start_operation: StartOperation
    look_up: LookUp
    look_for_refunds: LookForRefunds
    record_found: RecordFound
    record_refusal: RecordRefusal
    record_loss: RecordLoss
    bank_refuses_us: BankRefusesUs
    clock: Clock
    sent_here: set[OperationId] = field(default_factory=set)  # by this process

    async def __call__(self, job: Job) -> datetime | None:
        operation, step = await self._start(job)
        if step is NextStep.CHECK:
            if operation.kind is OperationKind.REFUND:
                if not await self.look_for_refunds.before(operation):
                    return self.clock.now() + ONE_IS_DECIDED
                operation, step = await self._start(job, looked=True)
            elif await self.look_up(operation):
                operation, step = await self._start(job)
            elif operation.sent_at is None:
                return self.clock.now() + backoff(job.attempts, first=5)
            else:  # it was called once already: that one may be looked for
                step = NextStep.FIND
        if step in (NextStep.NOTHING, NextStep.CHECK):
            return None if step is NextStep.NOTHING else self.clock.now()
        found = await self._ask_bank(operation, step)
        async with self.db.transaction():
            again = await self._record(operation, found)
        self.sent_here.discard(operation.id)
        return self.clock.now() + backoff(job.attempts, first=5) if again else None

    async def _start(self, job: Job, *, looked: bool = False) -> tuple[BankOperation, NextStep]:
        async with self.db.transaction():
            return await self.start_operation(operation_id=OperationId(job.subject), looked=looked)

    async def _ask_bank(self, operation: BankOperation, step: NextStep) -> Found | str | None:
        """The bank's object; its code, when it refused the request; None: it knows no such."""
        try:
            return await self._call(operation, step)
        except GatewayRefused as error:
            if error.code in OURS and step is not NextStep.RELEASE:
                async with self.db.transaction():
                    await self.bank_refuses_us.move(operation, error.code)
            raise  # staff learn of it, and it is tried again

    async def _call(self, operation: BankOperation, step: NextStep) -> Found | str | None:
        if step is NextStep.FIND:
            return await self.teller.find(operation)
        if step is NextStep.ASK:
            return await self.teller.ask(operation)
        if step is NextStep.RELEASE:
            return await self.teller.release(operation)
        if found := await self._sent_before(operation, step):
            return found
        try:
            return await self.teller.send(operation)
        except GatewayRefused as error:
            if error.code in OURS:
                raise
            # A refused repetition (say, of a key withdrawn meanwhile) says nothing of the first
            # time: only when the bank knows no such operation did nothing happen.
            found = await self.teller.find(operation) if step is NextStep.REPEAT else None
            return found or error.code

    async def _sent_before(self, operation: BankOperation, step: NextStep) -> Found | None:
        """How long the key lives was told by the clock of then, which may have been set right while
        the bot was down: the bank is looked through before the first repetition."""
        known = operation.id in self.sent_here
        if step is NextStep.REPEAT and not known and operation.kind in TAKES:
            found = await self.teller.find(operation)
            if found is not None:
                return found
        self.sent_here.add(operation.id)
        return None

    async def _record(self, operation: BankOperation, found: Found | str | None) -> bool:
        """True: ask again later."""
        match found:
            case str():
                await self.record_refusal(operation_id=operation.id, code=found)
            case None if operation.key_lives(self.clock.now()):
                return True  # the first call may still be on its way
            case None:
                await self.record_loss(operation_id=operation.id)
            case _:
                return await self.record_found(operation_id=operation.id, found=found)
        return False

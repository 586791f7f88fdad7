"""A small hold on the bound card, whose sum the borrower names."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.ids import BindingId, BorrowerId
from domain.model.application import Application
from domain.model.bank_operation import BankOperation
from domain.model.card_binding import TIME_TO_ANSWER, TRIES, Binding, BindingStatus, CardRefusal
from domain.model.jobs import JobKind
from domain.money import Money
from domain.notifications import CardRefused, HoldExpired, HoldPlaced
from domain.ports import Applications, BankOperations, Bindings, Jobs, Notices
from domain.refusals import NothingToDo
from domain.usecases.cards.card_binding import give_up, joins_wallet, release
from domain.usecases.identity.identifying import RecordCheck

NO_MONEY = frozenset({"insufficient_funds"})
EXPIRED = frozenset({"card_expired"})


@dataclass(frozen=True, kw_only=True)
class HoldStands:
    """The small hold stands: ask the borrower for its sum."""

    bindings: Bindings
    operations: BankOperations
    jobs: Jobs
    notices: Notices
    clock: Clock

    async def __call__(self, operation: BankOperation) -> None:
        binding = await self.bindings.get(operation.binding)
        if binding.state is not BindingStatus.HOLDING:  # given up meanwhile
            await release(self.operations, self.jobs, binding)
            return
        until = self.clock.now() + TIME_TO_ANSWER
        await self.bindings.save(replace(binding, state=BindingStatus.ASKING, answer_by=until))
        await self.jobs.plan(JobKind.HOLD_EXPIRY, binding.id, until)
        assert binding.card is not None
        await self.notices.tell(
            binding.borrower_id,
            HoldPlaced(
                last4=binding.card.last4,
                tries=TRIES,
                minutes=TIME_TO_ANSWER // timedelta(minutes=1),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class HoldFailed:
    """The bank did not hold the sum: say why, as far as the bank tells."""

    applications: Applications
    bindings: Bindings
    notices: Notices

    async def __call__(self, operation: BankOperation) -> None:
        binding = await self.bindings.get(operation.binding)
        if binding.state is not BindingStatus.HOLDING:
            return
        refusal = CardRefusal.BANK
        if operation.reason in NO_MONEY:
            refusal = CardRefusal.NO_MONEY
        elif operation.reason in EXPIRED:
            refusal = CardRefusal.CARD_EXPIRED
        await self.bindings.save(replace(binding, state=BindingStatus.REFUSED, refusal=refusal))
        await self.notices.tell(
            binding.borrower_id,
            CardRefused(
                refusal=refusal,
                last4=binding.card.last4 if binding.card else None,
                to_wallet=await joins_wallet(self.applications, binding),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class NameHoldSum:
    """The borrower names the sum that the bank's SMS showed; three tries."""

    applications: Applications
    bindings: Bindings
    operations: BankOperations
    jobs: Jobs
    record_check: RecordCheck
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, amount: Money) -> Binding:
        """The binding after this try; a wrong one is a value, so that it is counted."""
        application = await self.applications.last(borrower_id)
        binding = await self.bindings.last(application.id) if application else None
        if binding is None or binding.state is not BindingStatus.ASKING or binding.hold is None:
            raise NothingToDo
        operation = await self.operations.get(binding.hold)
        if binding.answer_by is not None and self.clock.now() >= binding.answer_by:
            raise NothingToDo
        if amount == operation.amount:
            binding = replace(binding, state=BindingStatus.OWNER)
            await self.bindings.save(binding)
            await self.jobs.drop(JobKind.HOLD_EXPIRY, binding.id)
            await self.jobs.plan(JobKind.OWNER, binding.id)
            await release(self.operations, self.jobs, binding)
            await self._note(application, passed=True)
            return binding
        binding = replace(binding, tries_left=binding.tries_left - 1)
        await self.bindings.save(binding)
        if binding.tries_left == 0:
            wrong = CardRefusal.WRONG_SUM
            await give_up(
                self.bindings, self.operations, self.jobs, binding, BindingStatus.REFUSED, wrong
            )
            await self._note(application, passed=False)
        return binding

    async def _note(self, application: Application | None, *, passed: bool) -> None:
        """A card that is bound besides a loan proves nothing of the application behind it."""
        if application is None or not application.live:
            return
        answer = "the sum of the hold was named" if passed else "three wrong sums"
        await self.record_check(application.id, "card_hold", "bank", passed=passed, answer=answer)


@dataclass(frozen=True, kw_only=True)
class ExpireHold:
    applications: Applications
    bindings: Bindings
    operations: BankOperations
    jobs: Jobs
    notices: Notices

    async def __call__(self, *, binding_id: BindingId) -> None:
        binding = await self.bindings.get(binding_id)
        if binding.state is BindingStatus.ASKING:
            await give_up(self.bindings, self.operations, self.jobs, binding, BindingStatus.EXPIRED)
            to_wallet = await joins_wallet(self.applications, binding)
            await self.notices.tell(binding.borrower_id, HoldExpired(to_wallet=to_wallet))

"""Binding a card: the bank's page, and giving a binding up with its hold."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.gateways import PaymentMethod
from domain.ids import BindingId, BorrowerId, OperationId, new_id
from domain.model.application import Application, ApplicationStatus
from domain.model.bank_operation import BankOperation, OperationKind, OperationStatus
from domain.model.card_binding import (
    IN_WORK,
    MOST_A_DAY,
    PAGE_LIVES,
    Binding,
    BindingStatus,
    CardRefusal,
)
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.notifications import CardPage, CardPageExpired, CardRefused
from domain.ports import Accounts, Applications, BankOperations, Bindings, Jobs, Notices, Secrets
from domain.refusals import AccountBlocked, NothingToDo, TooManyCards
from domain.usecases.cases.opening import SolveCase


@dataclass(frozen=True, kw_only=True)
class OpenBinding:
    """Ask the bank for a page on which the borrower types the card."""

    accounts: Accounts
    applications: Applications
    bindings: Bindings
    operations: BankOperations
    jobs: Jobs
    solve_case: SolveCase
    clock: Clock

    async def __call__(
        self, *, application: Application | None = None, borrower_id: BorrowerId | None = None
    ) -> Binding:
        """For an application, or the one of a chat; a binding in work is given up for it. With
        a loan given one more card may be bound. NothingToDo when no card is wanted now;
        AccountBlocked."""
        if application is None:
            assert borrower_id is not None
            account = await self.accounts.get(borrower_id)
            if account is not None and account.blocked:
                raise AccountBlocked
            application = await self.applications.last(borrower_id)
        last = await self.bindings.last(application.id) if application else None
        if application is None or not await self._wanted(application, last):
            raise NothingToDo
        day_ago = self.clock.now() - timedelta(days=1)
        if await self.bindings.opened_since(application.borrower_id, day_ago) >= MOST_A_DAY:
            raise TooManyCards
        if last is not None and last.state in IN_WORK:
            await give_up(self.bindings, self.operations, self.jobs, last, BindingStatus.EXPIRED)
            await self.solve_case(kind=CaseKind.OWNER, subject=last.id)
        binding = Binding(
            id=BindingId(new_id()),
            application_id=application.id,
            borrower_id=application.borrower_id,
            state=BindingStatus.OPENING,
            opened_at=self.clock.now(),
        )
        await self.bindings.save(binding)
        await self.jobs.plan(JobKind.BINDING, binding.id)
        return binding

    async def _wanted(self, application: Application, last: Binding | None) -> bool:
        if application.status is ApplicationStatus.ISSUED:
            return True
        if application.status not in (ApplicationStatus.APPROVED, ApplicationStatus.SIGNED):
            return False
        verified = last is not None and last.state is BindingStatus.VERIFIED
        return not verified and await self.operations.live_payout(application.id) is None


async def give_up(
    bindings: Bindings,
    operations: BankOperations,
    jobs: Jobs,
    binding: Binding,
    state: BindingStatus,
    refusal: CardRefusal | None = None,
) -> None:
    """End a binding, and see to it that its hold is cancelled."""
    await bindings.save(replace(binding, state=state, refusal=refusal))
    await jobs.drop(JobKind.BINDING, binding.id)
    await jobs.drop(JobKind.HOLD_EXPIRY, binding.id)
    await release(operations, jobs, binding)


async def release(operations: BankOperations, jobs: Jobs, binding: Binding) -> None:
    """Cancel the hold. One that is still under way is cancelled once its end is known."""
    if binding.hold is None:
        return
    operation = await operations.get(binding.hold)
    if operation.state is OperationStatus.DONE:
        await operations.save(replace(operation, state=OperationStatus.RELEASING))
        await jobs.plan(JobKind.BANK_OPERATION, operation.id)


async def joins_wallet(applications: Applications, binding: Binding) -> bool:
    """Is the card bound besides a loan or after one, not to get the money?"""
    return (await applications.get(binding.application_id)).status is ApplicationStatus.ISSUED


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """The bank has opened a page, or says what became of it."""

    applications: Applications
    bindings: Bindings
    operations: BankOperations
    secrets: Secrets
    jobs: Jobs
    notices: Notices
    clock: Clock

    async def __call__(self, *, binding_id: BindingId, method: PaymentMethod) -> bool:
        """True while the borrower is still on the page."""
        binding = await self.bindings.get(binding_id)
        if binding.state is BindingStatus.OPENING and method.status == "pending":
            page = replace(binding, state=BindingStatus.PAGE, method_id=method.id, page=method.page)
            await self.bindings.save(page)
            to_wallet = await joins_wallet(self.applications, binding)
            notice = CardPage(url=method.page or "", to_wallet=to_wallet)
            await self.notices.tell(binding.borrower_id, notice)
            return True
        if binding.state not in (BindingStatus.OPENING, BindingStatus.PAGE):
            return False
        if method.status == "active" and method.card is not None:
            await self._hold(replace(binding, method_id=method.id, card=method.card))
            return False
        if method.status == "inactive":
            await self._closed(binding)
            return False
        return True

    async def _closed(self, binding: Binding) -> None:
        """The bank doesn't tell why it closed a page: before its time it refused the card."""
        to_wallet = await joins_wallet(self.applications, binding)
        if self.clock.now() >= binding.opened_at + PAGE_LIVES:
            await self.bindings.save(replace(binding, state=BindingStatus.EXPIRED))
            await self.notices.tell(binding.borrower_id, CardPageExpired(to_wallet=to_wallet))
            return
        refused = CardRefusal.BANK
        await self.bindings.save(replace(binding, state=BindingStatus.REFUSED, refusal=refused))
        notice = CardRefused(refusal=refused, last4=None, to_wallet=to_wallet)
        await self.notices.tell(binding.borrower_id, notice)

    async def _hold(self, binding: Binding) -> None:
        operation = BankOperation(
            id=OperationId(new_id()),
            kind=OperationKind.HOLD,
            application_id=binding.application_id,
            binding_id=binding.id,
            amount=self.secrets.hold_sum(),
            key=new_id(),
            state=OperationStatus.RESERVED,
            reserved_at=self.clock.now(),
        )
        await self.operations.save(operation)
        await self.bindings.save(replace(binding, state=BindingStatus.HOLDING, hold=operation.id))
        await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)

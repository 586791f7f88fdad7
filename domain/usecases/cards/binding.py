"""Binding a card: the bank's page, and giving a binding up with its hold."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.gateways import PaymentMethod
from domain.ids import BindingId, BorrowerId, MoveId, new_id
from domain.model.application import Application, Status
from domain.model.cards import IN_WORK, MOST_A_DAY, PAGE_LIVES, Binding, CardRefusal, State
from domain.model.cases import Kind as CaseKind
from domain.model.jobs import JobKind
from domain.model.payments import Kind, Move
from domain.model.payments import State as MoveState
from domain.notifications import CardPage, CardPageExpired, CardRefused
from domain.ports import Accounts, Applications, Bindings, Jobs, Moves, Notices, Secrets
from domain.refusals import AccountBlocked, NothingToDo, TooManyCards
from domain.usecases.cases.casework import SolveCase


@dataclass(frozen=True, kw_only=True)
class OpenBinding:
    """Ask the bank for a page on which the borrower types the card."""

    accounts: Accounts
    applications: Applications
    bindings: Bindings
    moves: Moves
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
            await give_up(self.bindings, self.moves, self.jobs, last, State.EXPIRED)
            await self.solve_case(kind=CaseKind.OWNER, subject=last.id)
        binding = Binding(
            id=BindingId(new_id()),
            application_id=application.id,
            borrower_id=application.borrower_id,
            state=State.OPENING,
            opened_at=self.clock.now(),
        )
        await self.bindings.save(binding)
        await self.jobs.plan(JobKind.BINDING, binding.id)
        return binding

    async def _wanted(self, application: Application, last: Binding | None) -> bool:
        if application.status is Status.ISSUED:
            return True
        if application.status not in (Status.APPROVED, Status.SIGNED):
            return False
        verified = last is not None and last.state is State.VERIFIED
        return not verified and await self.moves.live_payout(application.id) is None


async def give_up(
    bindings: Bindings,
    moves: Moves,
    jobs: Jobs,
    binding: Binding,
    state: State,
    refusal: CardRefusal | None = None,
) -> None:
    """End a binding, and see to it that its hold is cancelled."""
    await bindings.save(replace(binding, state=state, refusal=refusal))
    await jobs.drop(JobKind.BINDING, binding.id)
    await jobs.drop(JobKind.HOLD_EXPIRY, binding.id)
    await release(moves, jobs, binding)


async def release(moves: Moves, jobs: Jobs, binding: Binding) -> None:
    """Cancel the hold. One that is still under way is cancelled once its end is known."""
    if binding.hold is None:
        return
    move = await moves.get(binding.hold)
    if move.state is MoveState.DONE:
        await moves.save(replace(move, state=MoveState.RELEASING))
        await jobs.plan(JobKind.MOVE, move.id)


async def joins_wallet(applications: Applications, binding: Binding) -> bool:
    """Is the card bound besides a loan or after one, not to get the money?"""
    return (await applications.get(binding.application_id)).status is Status.ISSUED


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """The bank has opened a page, or says what became of it."""

    applications: Applications
    bindings: Bindings
    moves: Moves
    secrets: Secrets
    jobs: Jobs
    notices: Notices
    clock: Clock

    async def __call__(self, *, binding_id: BindingId, method: PaymentMethod) -> bool:
        """True while the borrower is still on the page."""
        binding = await self.bindings.get(binding_id)
        if binding.state is State.OPENING and method.status == "pending":
            page = replace(binding, state=State.PAGE, method_id=method.id, page=method.page)
            await self.bindings.save(page)
            to_wallet = await joins_wallet(self.applications, binding)
            notice = CardPage(url=method.page or "", to_wallet=to_wallet)
            await self.notices.tell(binding.borrower_id, notice)
            return True
        if binding.state not in (State.OPENING, State.PAGE):
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
            await self.bindings.save(replace(binding, state=State.EXPIRED))
            await self.notices.tell(binding.borrower_id, CardPageExpired(to_wallet=to_wallet))
            return
        refused = CardRefusal.BANK
        await self.bindings.save(replace(binding, state=State.REFUSED, refusal=refused))
        notice = CardRefused(refusal=refused, last4=None, to_wallet=to_wallet)
        await self.notices.tell(binding.borrower_id, notice)

    async def _hold(self, binding: Binding) -> None:
        move = Move(
            id=MoveId(new_id()),
            kind=Kind.HOLD,
            application_id=binding.application_id,
            binding_id=binding.id,
            amount=self.secrets.hold_sum(),
            key=new_id(),
            state=MoveState.RESERVED,
            reserved_at=self.clock.now(),
        )
        await self.moves.save(move)
        await self.bindings.save(replace(binding, state=State.HOLDING, hold=move.id))
        await self.jobs.plan(JobKind.MOVE, move.id)

"""Binding a card: the bank's page, a small hold whose sum the borrower names, the owner check."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.application import Application, Status
from domain.cards import (
    IN_WORK,
    PAGE_LIVES,
    TIME_TO_ANSWER,
    TRIES,
    Binding,
    CardRefusal,
    State,
)
from domain.cases import Kind as CaseKind
from domain.dates import Clock
from domain.errors import NothingToDo
from domain.gateways import Ownership, PaymentMethod
from domain.ids import BindingId, ChatId, MoveId, new_id
from domain.money import Money
from domain.notices import (
    CardPage,
    CardPageExpired,
    CardRefused,
    HoldExpired,
    HoldPlaced,
    OwnerDoubt,
)
from domain.payments import Kind, Move
from domain.payments import State as MoveState
from domain.ports import Applications, Bindings, Jobs, Moves, Notices, Secrets
from domain.usecases.casework import OpenCase, SolveCase
from domain.usecases.lending import ReservePayout

NO_MONEY = frozenset({"insufficient_funds"})
EXPIRED = frozenset({"card_expired"})


@dataclass(frozen=True, kw_only=True)
class OpenBinding:
    """Ask the bank for a page on which the borrower types the card."""

    applications: Applications
    bindings: Bindings
    moves: Moves
    jobs: Jobs
    solve_case: SolveCase
    clock: Clock

    async def __call__(
        self, *, application: Application | None = None, chat_id: ChatId | None = None
    ) -> Binding:
        """For an application, or the one of a chat; a binding in work is given up for it.
        NothingToDo when no card is wanted now, or there is a verified one."""
        if application is None:
            assert chat_id is not None
            application = await self.applications.last(chat_id)
        if application is None or application.status not in (Status.APPROVED, Status.SIGNED):
            raise NothingToDo
        if await self.moves.live_payout(application.id):
            raise NothingToDo
        last = await self.bindings.last(application.id)
        if last is not None and last.state is State.VERIFIED:
            raise NothingToDo
        if last is not None and last.state in IN_WORK:
            await give_up(self.bindings, self.moves, self.jobs, last, State.EXPIRED)
            await self.solve_case(kind=CaseKind.OWNER, subject=last.id)
        binding = Binding(
            id=BindingId(new_id()),
            application_id=application.id,
            chat_id=application.chat_id,
            state=State.OPENING,
            opened_at=self.clock.now(),
        )
        await self.bindings.save(binding)
        await self.jobs.plan("binding", binding.id)
        return binding


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
    await jobs.drop("binding", binding.id)
    await jobs.drop("hold_expiry", binding.id)
    await release(moves, jobs, binding)


async def release(moves: Moves, jobs: Jobs, binding: Binding) -> None:
    """Cancel the hold. One that is still under way is cancelled once its end is known."""
    if binding.hold is None:
        return
    move = await moves.get(binding.hold)
    if move.state is MoveState.DONE:
        await moves.save(replace(move, state=MoveState.RELEASING))
        await jobs.plan("move", move.id)


@dataclass(frozen=True, kw_only=True)
class RecordPage:
    """The bank has opened a page, or says what became of it."""

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
            await self.notices.tell(binding.chat_id, CardPage(url=method.page or ""))
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
        if self.clock.now() >= binding.opened_at + PAGE_LIVES:
            await self.bindings.save(replace(binding, state=State.EXPIRED))
            await self.notices.tell(binding.chat_id, CardPageExpired())
            return
        refused = CardRefusal.BANK
        await self.bindings.save(replace(binding, state=State.REFUSED, refusal=refused))
        await self.notices.tell(binding.chat_id, CardRefused(refusal=refused, last4=None))

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
        await self.jobs.plan("move", move.id)


@dataclass(frozen=True, kw_only=True)
class HoldStands:
    """The small hold stands: ask the borrower for its sum."""

    bindings: Bindings
    moves: Moves
    jobs: Jobs
    notices: Notices
    clock: Clock

    async def __call__(self, move: Move) -> None:
        binding = await self.bindings.get(move.binding_id)
        if binding.state is not State.HOLDING:  # given up meanwhile
            await release(self.moves, self.jobs, binding)
            return
        until = self.clock.now() + TIME_TO_ANSWER
        await self.bindings.save(replace(binding, state=State.ASKING, answer_by=until))
        await self.jobs.plan("hold_expiry", binding.id, until)
        assert binding.card is not None
        await self.notices.tell(
            binding.chat_id,
            HoldPlaced(
                last4=binding.card.last4,
                tries=TRIES,
                minutes=TIME_TO_ANSWER // timedelta(minutes=1),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class HoldFailed:
    """The bank did not hold the sum: say why, as far as the bank tells."""

    bindings: Bindings
    notices: Notices

    async def __call__(self, move: Move) -> None:
        binding = await self.bindings.get(move.binding_id)
        if binding.state is not State.HOLDING:
            return
        refusal = CardRefusal.BANK
        if move.reason in NO_MONEY:
            refusal = CardRefusal.NO_MONEY
        elif move.reason in EXPIRED:
            refusal = CardRefusal.CARD_EXPIRED
        await self.bindings.save(replace(binding, state=State.REFUSED, refusal=refusal))
        await self.notices.tell(
            binding.chat_id,
            CardRefused(refusal=refusal, last4=binding.card.last4 if binding.card else None),
        )


@dataclass(frozen=True, kw_only=True)
class NameHoldSum:
    """The borrower names the sum that the bank's SMS showed; three tries."""

    applications: Applications
    bindings: Bindings
    moves: Moves
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, amount: Money) -> Binding:
        """The binding after this try; a wrong one is a value, so that it is counted."""
        application = await self.applications.last(chat_id)
        binding = await self.bindings.last(application.id) if application else None
        if binding is None or binding.state is not State.ASKING or binding.hold is None:
            raise NothingToDo
        move = await self.moves.get(binding.hold)
        if binding.answer_by is not None and self.clock.now() >= binding.answer_by:
            raise NothingToDo
        if amount == move.amount:
            binding = replace(binding, state=State.OWNER)
            await self.bindings.save(binding)
            await self.jobs.drop("hold_expiry", binding.id)
            await self.jobs.plan("owner", binding.id)
            await release(self.moves, self.jobs, binding)
            return binding
        binding = replace(binding, tries_left=binding.tries_left - 1)
        await self.bindings.save(binding)
        if binding.tries_left == 0:
            wrong = CardRefusal.WRONG_SUM
            await give_up(self.bindings, self.moves, self.jobs, binding, State.REFUSED, wrong)
        return binding


@dataclass(frozen=True, kw_only=True)
class ExpireHold:
    bindings: Bindings
    moves: Moves
    jobs: Jobs
    notices: Notices

    async def __call__(self, *, binding_id: BindingId) -> None:
        binding = await self.bindings.get(binding_id)
        if binding.state is State.ASKING:
            await give_up(self.bindings, self.moves, self.jobs, binding, State.EXPIRED)
            await self.notices.tell(binding.chat_id, HoldExpired())


@dataclass(frozen=True, kw_only=True)
class RecordOwner:
    """Whose card it is (9-FZ, from 2025-09-01): go on, refuse, or let staff look."""

    bindings: Bindings
    applications: Applications
    notices: Notices
    jobs: Jobs
    open_case: OpenCase
    reserve_payout: ReservePayout

    async def __call__(self, *, binding_id: BindingId, answer: Ownership) -> None:
        binding = await self.bindings.get(binding_id)
        if binding.state is not State.OWNER:
            return
        last4 = binding.card.last4 if binding.card else None
        if answer is Ownership.MATCH:
            await self.accept(binding)
        elif answer is Ownership.MISMATCH:
            refused = CardRefusal.NOT_OWNER
            await self.bindings.save(replace(binding, state=State.REFUSED, refusal=refused))
            await self.notices.tell(binding.chat_id, CardRefused(refusal=refused, last4=last4))
        else:
            facts = {"card": f"*{last4}"}
            await self.open_case(kind=CaseKind.OWNER, subject=binding.id, facts=facts)
            await self.notices.tell(binding.chat_id, OwnerDoubt())

    async def accept(self, binding: Binding) -> None:
        """The card is the borrower's: on to the terms, or, when signed, to the payout."""
        binding = replace(binding, state=State.VERIFIED)
        await self.bindings.save(binding)
        application = await self.applications.get(binding.application_id)
        if application.status is Status.SIGNED:
            await self.reserve_payout(application=application, binding=binding)
        elif application.status is Status.APPROVED:
            await self.jobs.plan("terms", application.id)

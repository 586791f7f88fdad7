"""Steps two and three of every movement of money: marking that it is sent, recording its end."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.gateways import Payment, Payout
from domain.ids import MoveId
from domain.model.cases import Kind as CaseKind
from domain.model.payments import OTHER_SUM, REPAYMENTS, UNDER_WAY, Kind, Move, NextStep, State
from domain.ports import Moves
from domain.usecases.cards.holding import HoldFailed, HoldStands
from domain.usecases.checks.clearing import ClearMove
from domain.usecases.payments.other_sum import PayoutOfOtherSum, TellOtherSum, differs
from domain.usecases.payouts.lending import PayoutArrived, PayoutFailed, PayoutLost
from domain.usecases.repayment.paid import PaymentFailed, PaymentLost
from domain.usecases.repayment.refunding import RefundFailed
from domain.usecases.staff.casework import OpenCase


@dataclass(frozen=True, kw_only=True)
class StartMove:
    """Commit that the bank is about to be called, before it is called; what leaves the lender is
    cleared in the same transaction."""

    moves: Moves
    clear_move: ClearMove
    clock: Clock

    async def __call__(self, *, move_id: MoveId, looked: bool = False) -> tuple[Move, NextStep]:
        kept, now = await self.moves.get(move_id), self.clock.now()
        move = kept.sent_before(now)
        if move != kept:
            await self.moves.save(move)
        step = await self.clear_move(move, move.next_step(now), looked=looked)
        if step is NextStep.SEND:
            bank_at = await self.moves.bank_time()
            move = replace(move, state=State.SENT, sent_at=now, bank_at=bank_at)
            await self.moves.save(move)
        return move, step


@dataclass(frozen=True, kw_only=True)
class RecordHold:
    """What the bank says of a hold. True: ask again later."""

    moves: Moves
    hold_stands: HoldStands
    hold_failed: HoldFailed
    tell_other_sum: TellOtherSum

    async def __call__(self, *, move_id: MoveId, payment: Payment) -> bool:
        move = await self.moves.get(move_id)
        if move.state is State.RELEASING:
            if payment.status == "canceled":
                await self.moves.save(replace(move, state=State.RELEASED))
            return payment.status != "canceled"
        if move.state not in UNDER_WAY:
            return False
        move = replace(move, bank_id=payment.id)
        if payment.status == "pending":
            await self.moves.save(replace(move, state=State.PENDING))
            return True
        if payment.status == "canceled":
            move = replace(move, state=State.FAILED, reason=payment.cancel_reason)
            await self.moves.save(move)
            await self.hold_failed(move)
            return False
        if differs(move, payment):
            return await self._give_back(move, payment)
        move = replace(move, state=State.DONE, settled_at=payment.created_at)
        await self.moves.save(move)
        await self.hold_stands(move)
        return False

    async def _give_back(self, move: Move, payment: Payment) -> bool:
        """Another sum proves nothing, and may be a large one: it is cancelled at once."""
        await self.tell_other_sum(move, payment)
        move = replace(move, state=State.RELEASING, reason=OTHER_SUM)
        await self.moves.save(move)
        await self.hold_failed(move)
        return True


@dataclass(frozen=True, kw_only=True)
class RecordPayout:
    """What the bank says of a payout. True: ask again later."""

    moves: Moves
    payout_arrived: PayoutArrived
    payout_failed: PayoutFailed
    payout_of_other_sum: PayoutOfOtherSum

    async def __call__(self, *, move_id: MoveId, payout: Payout) -> bool:
        move = await self.moves.get(move_id)
        if move.state not in UNDER_WAY:
            return False
        if payout.status == "succeeded" and differs(move, payout):
            await self.payout_of_other_sum(replace(move, bank_id=payout.id), payout)
            return False
        move = move.told(payout, settled_at=payout.succeeded_at or payout.created_at)
        await self.moves.save(move)
        if move.state is State.FAILED:
            await self.payout_failed(move, party=payout.cancel_party)
        elif move.state is State.DONE:
            await self.payout_arrived(move)
        return move.state is State.PENDING


@dataclass(frozen=True, kw_only=True)
class MoveFails:
    """A movement that certainly did not happen, whatever its kind."""

    hold_failed: HoldFailed
    payout_failed: PayoutFailed
    payment_failed: PaymentFailed
    refund_failed: RefundFailed

    async def __call__(self, move: Move) -> None:
        if move.kind is Kind.HOLD:
            await self.hold_failed(move)
        elif move.kind is Kind.PAYOUT:
            await self.payout_failed(move, party=None)
        elif move.kind is Kind.REFUND:
            await self.refund_failed(move)
        else:
            await self.payment_failed(move)


@dataclass(frozen=True, kw_only=True)
class RecordRefusal:
    """The bank refused the request itself: certainly nothing happened."""

    moves: Moves
    move_fails: MoveFails

    async def __call__(self, *, move_id: MoveId, code: str) -> None:
        move = await self.moves.get(move_id)
        if move.state is not State.SENT:
            return
        move = replace(move, state=State.FAILED, reason=code)
        await self.moves.save(move)
        await self.move_fails(move)


@dataclass(frozen=True, kw_only=True)
class RecordLoss:
    """The key is forgotten and the bank knows no such object: a person looks at it."""

    moves: Moves
    open_case: OpenCase
    payment_lost: PaymentLost
    move_fails: MoveFails
    payout_lost: PayoutLost

    async def __call__(self, *, move_id: MoveId) -> None:
        move = await self.moves.get(move_id)
        if move.state is not State.SENT:
            return
        if move.kind in (Kind.HOLD, Kind.PAGE):  # nobody was shown a page, nothing was taken
            move = replace(move, state=State.FAILED, reason="not_found")
            await self.moves.save(move)
            await self.move_fails(move)
            return
        lost = replace(move, state=State.LOST)
        await self.moves.save(lost)
        if move.kind in REPAYMENTS:
            await self.payment_lost(lost)
            return
        if move.kind is Kind.PAYOUT:
            await self.payout_lost(lost)
            return
        assert move.repayment_id is not None
        facts = {"amount": str(move.amount), "reference": move.id}
        await self.open_case(kind=CaseKind.REFUND, subject=move.repayment_id, facts=facts)

"""Step three of repayments and refunds: what the bank says of them."""

from dataclasses import dataclass, replace

from domain.gateways import Payment, Refund
from domain.ids import MoveId
from domain.model.payments import OTHER_SUM, UNDER_WAY, Move, State
from domain.ports import Moves
from domain.usecases.payments.other_sum import TellOtherSum, differs, moved
from domain.usecases.repayment.paid import PageOpened, PaymentArrived, PaymentFailed, PaymentLost
from domain.usecases.repayment.refunding import RefundArrived, RefundFailed


@dataclass(frozen=True, kw_only=True)
class RecordPayment:
    """What the bank says of a repayment, by a bound card or on its page. True: ask again later.

    Also of one that was given up as failed or lost: money that came is always booked.
    """

    moves: Moves
    page_opened: PageOpened
    payment_arrived: PaymentArrived
    payment_failed: PaymentFailed
    payment_lost: PaymentLost
    tell_other_sum: TellOtherSum

    async def __call__(self, *, move_id: MoveId, payment: Payment) -> bool:
        move = await self.moves.get(move_id)
        if move.state is State.DONE:
            return False
        move = replace(move, bank_id=payment.id)
        if payment.status == "succeeded":
            settled = payment.captured_at or payment.created_at
            if payment.foreign is not None:
                return await self._foreign(move, payment)
            if differs(move, payment):  # what came is what is booked
                await self.tell_other_sum(move, payment)
            move = replace(move, state=State.DONE, settled_at=settled, amount=payment.amount)
            await self.moves.save(move)
            await self.payment_arrived(move)
            return False
        if move.state not in UNDER_WAY:
            return False
        if payment.status == "canceled":
            move = replace(move, state=State.FAILED, reason=payment.cancel_reason)
            await self.moves.save(move)
            await self.payment_failed(move)
            return False
        await self.moves.save(replace(move, state=State.PENDING))
        if payment.page is not None:
            await self.page_opened(move, payment.page)
        return True

    async def _foreign(self, move: Move, payment: Payment) -> bool:
        """Nobody but a person can tell how much of the debt that was."""
        if move.state is not State.LOST:
            lost = replace(move, state=State.LOST)
            await self.moves.save(lost)
            await self.payment_lost(lost, moved(payment))
        return False


@dataclass(frozen=True, kw_only=True)
class RecordRefund:
    moves: Moves
    refund_arrived: RefundArrived
    refund_failed: RefundFailed
    tell_other_sum: TellOtherSum

    async def __call__(self, *, move_id: MoveId, refund: Refund) -> bool:
        move = await self.moves.get(move_id)
        if move.state not in UNDER_WAY:
            return False
        asked = move.amount
        move = move.told(refund, settled_at=refund.created_at)
        if move.state is State.DONE and refund.foreign is not None:
            await self.moves.save(replace(move, state=State.LOST, reason=OTHER_SUM))
            await self.tell_other_sum(move, refund)
            return False
        if move.state is State.DONE:
            move = replace(move, amount=refund.amount)
        await self.moves.save(move)
        if move.state is State.FAILED:
            await self.refund_failed(move)
        elif move.state is State.DONE:
            await self.refund_arrived(move, refund.created_at, asked=asked)
        return move.state is State.PENDING

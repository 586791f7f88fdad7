"""Step three of repayments and refunds: what the bank says of them."""

from dataclasses import dataclass, replace

from domain.cases import Kind as CaseKind
from domain.gateways import Payment, Refund
from domain.ids import MoveId
from domain.money import Money
from domain.payments import UNDER_WAY, Move, State
from domain.ports import Moves
from domain.usecases.casework import OpenCase
from domain.usecases.paid import (
    PageOpened,
    PaymentArrived,
    PaymentFailed,
)
from domain.usecases.refunding import RefundArrived, RefundFailed


@dataclass(frozen=True, kw_only=True)
class RecordPayment:
    """What the bank says of a repayment, by a bound card or on its page. True: ask again later.

    Also of one that was given up as failed or lost: money that came is always booked.
    """

    moves: Moves
    page_opened: PageOpened
    payment_arrived: PaymentArrived
    payment_failed: PaymentFailed
    open_case: OpenCase

    async def __call__(self, *, move_id: MoveId, payment: Payment) -> bool:
        move = await self.moves.get(move_id)
        if move.state is State.DONE:
            return False
        move = replace(move, bank_id=payment.id)
        if payment.status == "succeeded":
            settled = payment.captured_at or payment.created_at
            if payment.amount != move.amount:
                await self._other_sum(move, payment.amount)
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

    async def _other_sum(self, move: Move, moved: Money) -> None:
        """What came is what is booked; staff learn that it isn't what was asked for."""
        facts = {"amount": str(move.amount), "moved": str(moved), "reference": move.id}
        await self.open_case(kind=CaseKind.OTHER_SUM, subject=move.id, facts=facts)


@dataclass(frozen=True, kw_only=True)
class RecordRefund:
    moves: Moves
    refund_arrived: RefundArrived
    refund_failed: RefundFailed

    async def __call__(self, *, move_id: MoveId, refund: Refund) -> bool:
        move = await self.moves.get(move_id)
        if move.state not in UNDER_WAY:
            return False
        move = move.told(refund, settled_at=refund.created_at)
        await self.moves.save(move)
        if move.state is State.FAILED:
            await self.refund_failed(move)
        elif move.state is State.DONE:
            await self.refund_arrived(move, refund.created_at)
        return move.state is State.PENDING

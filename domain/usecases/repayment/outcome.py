"""What becomes of a repayment, by a bound card or on the bank's page."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Payment
from domain.model.payments import UNDER_WAY, Kind, Move, State
from domain.ports import Moves
from domain.usecases.payments.other_sum import TellOtherSum, differs, moved
from domain.usecases.payments.outcomes import Found
from domain.usecases.repayment.paid import PageOpened, PaymentArrived, PaymentFailed, PaymentLost


@dataclass(frozen=True, kw_only=True)
class RepaymentOutcome:
    """Also of one that was given up as failed or lost: money that came is always booked."""

    kinds: ClassVar[tuple[Kind, ...]] = (Kind.CHARGE, Kind.PAGE)

    moves: Moves
    page_opened: PageOpened
    payment_arrived: PaymentArrived
    payment_failed: PaymentFailed
    payment_lost: PaymentLost
    tell_other_sum: TellOtherSum

    async def told(self, move: Move, found: Found) -> bool:
        assert isinstance(found, Payment)
        if move.state is State.DONE:
            return False
        move = replace(move, bank_id=found.id)
        if found.status == "succeeded":
            return await self._captured(move, found)
        if move.state not in UNDER_WAY:
            return False
        if found.status == "canceled":
            move = replace(move, state=State.FAILED, reason=found.cancel_reason)
            await self.moves.save(move)
            await self.payment_failed(move)
            return False
        await self.moves.save(replace(move, state=State.PENDING))
        if found.page is not None:
            await self.page_opened(move, found.page)
        return True

    async def _captured(self, move: Move, found: Payment) -> bool:
        if found.foreign is not None:
            return await self._foreign(move, found)
        if differs(move, found):  # what came is what is booked
            await self.tell_other_sum(move, found)
        settled = found.captured_at or found.created_at
        move = replace(move, state=State.DONE, settled_at=settled, amount=found.amount)
        await self.moves.save(move)
        await self.payment_arrived(move)
        return False

    async def _foreign(self, move: Move, found: Payment) -> bool:
        """Nobody but a person can tell how much of the debt that was."""
        if move.state is not State.LOST:
            lost = replace(move, state=State.LOST)
            await self.moves.save(lost)
            await self.payment_lost(lost, moved(found))
        return False

    async def failed(self, move: Move) -> None:
        await self.payment_failed(move)

    async def lost(self, move: Move) -> None:
        if move.kind is Kind.PAGE:  # nobody was shown a page
            failed = replace(move, state=State.FAILED, reason="not_found")
            await self.moves.save(failed)
            await self.payment_failed(failed)
            return
        lost = replace(move, state=State.LOST)
        await self.moves.save(lost)
        await self.payment_lost(lost)

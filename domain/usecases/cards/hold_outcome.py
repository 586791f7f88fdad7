"""What becomes of the small hold that proves a card."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Payment
from domain.model.payments import OTHER_SUM, UNDER_WAY, Kind, Move, State
from domain.ports import Moves
from domain.usecases.cards.holding import HoldFailed, HoldStands
from domain.usecases.payments.other_sum import TellOtherSum, differs
from domain.usecases.payments.outcomes import Found


@dataclass(frozen=True, kw_only=True)
class HoldOutcome:
    kinds: ClassVar[tuple[Kind, ...]] = (Kind.HOLD,)

    moves: Moves
    hold_stands: HoldStands
    hold_failed: HoldFailed
    tell_other_sum: TellOtherSum

    async def told(self, move: Move, found: Found) -> bool:
        assert isinstance(found, Payment)
        if move.state is State.RELEASING:
            if found.status == "canceled":
                await self.moves.save(replace(move, state=State.RELEASED))
            return found.status != "canceled"
        if move.state not in UNDER_WAY:
            return False
        move = replace(move, bank_id=found.id)
        if found.status == "pending":
            await self.moves.save(replace(move, state=State.PENDING))
            return True
        if found.status == "canceled":
            move = replace(move, state=State.FAILED, reason=found.cancel_reason)
            await self.moves.save(move)
            await self.hold_failed(move)
            return False
        if differs(move, found):
            return await self._give_back(move, found)
        move = replace(move, state=State.DONE, settled_at=found.created_at)
        await self.moves.save(move)
        await self.hold_stands(move)
        return False

    async def _give_back(self, move: Move, found: Payment) -> bool:
        """Another sum proves nothing, and may be a large one: it is cancelled at once."""
        await self.tell_other_sum(move, found)
        move = replace(move, state=State.RELEASING, reason=OTHER_SUM)
        await self.moves.save(move)
        await self.hold_failed(move)
        return True

    async def failed(self, move: Move) -> None:
        await self.hold_failed(move)

    async def lost(self, move: Move) -> None:
        """Nothing was taken."""
        failed = replace(move, state=State.FAILED, reason="not_found")
        await self.moves.save(failed)
        await self.hold_failed(failed)

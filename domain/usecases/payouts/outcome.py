"""What becomes of a payout."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Payout
from domain.model.payments import UNDER_WAY, Kind, Move, State
from domain.ports import Moves
from domain.usecases.payments.other_sum import differs
from domain.usecases.payments.outcomes import Found
from domain.usecases.payouts.lending import PayoutArrived, PayoutFailed, PayoutLost
from domain.usecases.payouts.other_sum import PayoutOfOtherSum


@dataclass(frozen=True, kw_only=True)
class PayoutOutcome:
    kinds: ClassVar[tuple[Kind, ...]] = (Kind.PAYOUT,)

    moves: Moves
    payout_arrived: PayoutArrived
    payout_failed: PayoutFailed
    payout_lost: PayoutLost
    payout_of_other_sum: PayoutOfOtherSum

    async def told(self, move: Move, found: Found) -> bool:
        assert isinstance(found, Payout)
        if move.state not in UNDER_WAY:
            return False
        if found.status == "succeeded" and differs(move, found):
            await self.payout_of_other_sum(replace(move, bank_id=found.id), found)
            return False
        move = move.told(found, settled_at=found.succeeded_at or found.created_at)
        await self.moves.save(move)
        if move.state is State.FAILED:
            await self.payout_failed(move, party=found.cancel_party)
        elif move.state is State.DONE:
            await self.payout_arrived(move)
        return move.state is State.PENDING

    async def failed(self, move: Move) -> None:
        await self.payout_failed(move, party=None)

    async def lost(self, move: Move) -> None:
        lost = replace(move, state=State.LOST)
        await self.moves.save(lost)
        await self.payout_lost(lost)

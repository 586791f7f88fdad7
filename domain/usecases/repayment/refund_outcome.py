"""What becomes of a refund of ours."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.gateways import Refund
from domain.model.cases import Kind as CaseKind
from domain.model.payments import OTHER_SUM, UNDER_WAY, Kind, Move, State
from domain.ports import Moves
from domain.usecases.cases.casework import OpenCase
from domain.usecases.payments.other_sum import TellOtherSum
from domain.usecases.payments.outcomes import Found
from domain.usecases.repayment.refunding import RefundArrived, RefundFailed


@dataclass(frozen=True, kw_only=True)
class RefundOutcome:
    kinds: ClassVar[tuple[Kind, ...]] = (Kind.REFUND,)

    moves: Moves
    refund_arrived: RefundArrived
    refund_failed: RefundFailed
    tell_other_sum: TellOtherSum
    open_case: OpenCase

    async def told(self, move: Move, found: Found) -> bool:
        assert isinstance(found, Refund)
        if move.state not in UNDER_WAY:
            return False
        asked = move.amount
        move = move.told(found, settled_at=found.created_at)
        if move.state is State.DONE and found.foreign is not None:
            await self.moves.save(replace(move, state=State.LOST, reason=OTHER_SUM))
            await self.tell_other_sum(move, found)
            return False
        if move.state is State.DONE:
            move = replace(move, amount=found.amount)
        await self.moves.save(move)
        if move.state is State.FAILED:
            await self.refund_failed(move)
        elif move.state is State.DONE:
            await self.refund_arrived(move, found.created_at, asked=asked)
        return move.state is State.PENDING

    async def failed(self, move: Move) -> None:
        await self.refund_failed(move)

    async def lost(self, move: Move) -> None:
        """Of which nobody can tell: a person looks."""
        await self.moves.save(replace(move, state=State.LOST))
        assert move.repayment_id is not None
        facts = {"amount": str(move.amount), "reference": move.id}
        await self.open_case(kind=CaseKind.REFUND, subject=move.repayment_id, facts=facts)

"""Steps two and three of every bank operation: marking that it is sent, recording its end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import MoveId
from domain.model.payments import Kind, Move, NextStep, State
from domain.ports import Moves
from domain.usecases.checks.clearing import ClearMove
from domain.usecases.payments.outcomes import Found, Outcome


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
class RecordFound:
    """What the bank says of an operation. True: ask again later."""

    moves: Moves
    outcomes: Mapping[Kind, Outcome]

    async def __call__(self, *, move_id: MoveId, found: Found) -> bool:
        move = await self.moves.get(move_id)
        return await self.outcomes[move.kind].told(move, found)


@dataclass(frozen=True, kw_only=True)
class RecordRefusal:
    """The bank refused the request itself: certainly nothing happened."""

    moves: Moves
    outcomes: Mapping[Kind, Outcome]

    async def __call__(self, *, move_id: MoveId, code: str) -> None:
        move = await self.moves.get(move_id)
        if move.state is not State.SENT:
            return
        failed = replace(move, state=State.FAILED, reason=code)
        await self.moves.save(failed)
        await self.outcomes[move.kind].failed(failed)


@dataclass(frozen=True, kw_only=True)
class RecordLoss:
    """The key is forgotten and the bank knows no such operation."""

    moves: Moves
    outcomes: Mapping[Kind, Outcome]

    async def __call__(self, *, move_id: MoveId) -> None:
        move = await self.moves.get(move_id)
        if move.state is State.SENT:
            await self.outcomes[move.kind].lost(move)

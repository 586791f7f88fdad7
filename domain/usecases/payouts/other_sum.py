"""The bank paid out another sum than it was asked for. No button of the staff moves money here:
they settle it with the bank, and say how it ended."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.dates import Clock
from domain.gateways import Payout
from domain.ids import MoveId
from domain.model.cases import Action, Kind
from domain.model.payments import OTHER_SUM, Move, State
from domain.notifications import PayoutDiffers
from domain.ports import Applications, Bindings, Moves, Notices
from domain.refusals import NothingToDo
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.payments.other_sum import TellOtherSum
from domain.usecases.payouts.lending import PayoutArrived
from domain.usecases.payouts.undoing import UndoContract
from domain.usecases.progress.progress import ShowProgress


@dataclass(frozen=True, kw_only=True)
class PayoutOfOtherSum:
    """No loan begins by itself, and nothing is sent again."""

    applications: Applications
    moves: Moves
    bindings: Bindings
    notices: Notices
    tell_other_sum: TellOtherSum
    show_progress: ShowProgress

    async def __call__(self, move: Move, payout: Payout) -> None:
        await self.moves.save(replace(move, state=State.LOST, reason=OTHER_SUM))
        binding = await self.bindings.get(move.binding)
        await self.notices.tell(binding.borrower_id, PayoutDiffers(amount=move.amount))
        await self.tell_other_sum(move, payout, kind=Kind.OTHER_SUM)
        await self.show_progress(await self.applications.get(move.application_id))


@dataclass(frozen=True, kw_only=True)
class DecideOtherSum:
    """The bank has mended the sum, and the loan begins now; or all of it has come back, and the
    contract is undone: who still wants the money applies anew."""

    decides: ClassVar[Decides] = {Kind.OTHER_SUM: (Action.MENDED, Action.CAME_BACK)}

    moves: Moves
    payout_arrived: PayoutArrived
    undo_contract: UndoContract
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when things have moved on."""
        move = await self.moves.get(MoveId(decision.case.subject))
        if move.state is not State.LOST or move.reason != OTHER_SUM:
            raise NothingToDo
        if decision.action is Action.MENDED:
            move = replace(move, state=State.DONE, settled_at=self.clock.now())
            await self.moves.save(move)
            await self.payout_arrived(move)
            return
        await self.moves.save(replace(move, state=State.FAILED, reason=CAME_BACK))
        await self.undo_contract(move.application_id, came_back=True)


CAME_BACK = "came_back"

"""The bank moved another sum than it was asked for. No button of the staff moves money here: they
settle it with the bank, and say how it ended."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.gateways import Payment, Payout, Refund
from domain.ids import MoveId
from domain.model.cases import Action, Case, Kind
from domain.model.payments import OTHER_SUM, Move, State
from domain.notifications import PayoutDiffers
from domain.ports import Applications, Bindings, Moves, Notices
from domain.refusals import NothingToDo
from domain.usecases.applications.progress import ShowProgress
from domain.usecases.checks.checkwork import UndoContract
from domain.usecases.payouts.lending import PayoutArrived
from domain.usecases.staff.casework import OpenCase

Moved = Payment | Payout | Refund


def differs(move: Move, found: Moved) -> bool:
    return found.foreign is not None or found.amount != move.amount


def moved(found: Moved) -> dict[str, str]:
    """What staff read of it."""
    if found.foreign is not None:
        return {"foreign": found.foreign}
    return {"moved": str(found.amount)}


@dataclass(frozen=True, kw_only=True)
class TellOtherSum:
    """Staff learn of it; of a payout, by a case of its own, which ends the application."""

    open_case: OpenCase

    async def __call__(self, move: Move, found: Moved, *, kind: Kind = Kind.OTHER_PAYMENT) -> None:
        facts = {"amount": str(move.amount), **moved(found), "reference": move.id}
        await self.open_case(kind=kind, subject=move.id, facts=facts)


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

    moves: Moves
    payout_arrived: PayoutArrived
    undo_contract: UndoContract
    clock: Clock

    async def __call__(self, case: Case) -> None:
        """NothingToDo when things have moved on."""
        move = await self.moves.get(MoveId(case.subject))
        if move.state is not State.LOST or move.reason != OTHER_SUM:
            raise NothingToDo
        if case.action is Action.MENDED:
            move = replace(move, state=State.DONE, settled_at=self.clock.now())
            await self.moves.save(move)
            await self.payout_arrived(move)
            return
        await self.moves.save(replace(move, state=State.FAILED, reason=CAME_BACK))
        await self.undo_contract(move.application_id, came_back=True)


CAME_BACK = "came_back"

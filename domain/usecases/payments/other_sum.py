"""The bank moved another sum than it was asked for: staff learn of it."""

from dataclasses import dataclass

from domain.gateways import Payment, Payout, Refund
from domain.model.cases import Kind
from domain.model.payments import Move
from domain.usecases.cases.casework import OpenCase

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

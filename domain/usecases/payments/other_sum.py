"""The bank moved another sum than it was asked for: staff learn of it."""

from dataclasses import dataclass

from domain.gateways import Payment, Payout, Refund
from domain.model.bank_operation import BankOperation
from domain.model.cases import CaseKind
from domain.usecases.cases.opening import OpenCase

Moved = Payment | Payout | Refund


def differs(operation: BankOperation, found: Moved) -> bool:
    return found.foreign is not None or found.amount != operation.amount


def moved(found: Moved) -> dict[str, str]:
    """What staff read of it."""
    if found.foreign is not None:
        return {"foreign": found.foreign}
    return {"moved": str(found.amount)}


@dataclass(frozen=True, kw_only=True)
class TellOtherSum:
    """Staff learn of it; of a payout, by a case of its own, which ends the application."""

    open_case: OpenCase

    async def __call__(
        self, operation: BankOperation, found: Moved, *, kind: CaseKind = CaseKind.OTHER_PAYMENT
    ) -> None:
        facts = {"amount": str(operation.amount), **moved(found), "reference": operation.id}
        await self.open_case(kind=kind, subject=operation.id, facts=facts)

"""What the end of a bank operation means: asked of whoever owns its kind."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Protocol

from domain.gateways import Payment, Payout, Refund
from domain.model.bank_operation import BankOperation, OperationKind

Found = Payment | Payout | Refund  # the bank's object, as it is now


class Outcome(Protocol):
    """Owns what follows from operations of some kinds, in the transaction that records it."""

    kinds: ClassVar[tuple[OperationKind, ...]]

    async def told(self, operation: BankOperation, found: Found) -> bool:
        """What the bank says of it. True: ask again later."""
        ...

    async def failed(self, operation: BankOperation) -> None:
        """It certainly didn't happen, and is saved as failed."""
        ...

    async def lost(self, operation: BankOperation) -> None:
        """It was sent, its key is forgotten, and the bank knows no such operation."""
        ...


def owners(outcomes: Iterable[type[Outcome]]) -> Mapping[OperationKind, type[Outcome]]:
    """Whose outcome each kind is. TypeError, at start, unless each has exactly one owner."""
    found: dict[OperationKind, type[Outcome]] = {}
    for one in outcomes:
        for kind in one.kinds:
            if kind in found:
                raise TypeError(f"{kind} belongs to {found[kind].__name__} and {one.__name__}")
            found[kind] = one
    if without := sorted(set(OperationKind) - found.keys()):
        raise TypeError(f"nobody owns what becomes of {', '.join(without)}")
    return found

"""What a button names must be the borrower's own."""

from collections.abc import Awaitable
from typing import Protocol, TypeVar

from domain.ids import BorrowerId
from domain.refusals import NothingToDo


class Owned(Protocol):
    @property
    def borrower_id(self) -> BorrowerId: ...


T = TypeVar("T", bound=Owned)


async def own(asked_for: Awaitable[T], borrower_id: BorrowerId) -> T:
    """NothingToDo for what doesn't exist, or is somebody else's: the answer is the same."""
    try:
        found = await asked_for
    except KeyError:
        raise NothingToDo from None
    if found.borrower_id != borrower_id:
        raise NothingToDo
    return found

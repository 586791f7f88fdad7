"""What is known of the staff."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import BorrowerId
from domain.model.cases import Case
from domain.model.messaging.desk import Wait
from domain.model.staff import Member


class Concerns(Protocol):
    """Whom a decision of the staff is about."""

    async def of_case(self, case: Case) -> frozenset[BorrowerId]:
        """Nobody for trouble that is no borrower's."""

    async def selves(self, staff_id: int) -> frozenset[BorrowerId]:
        """Who has ever spoken, signed in or not, in the private chat of this Telegram account."""

    async def one_person(
        self, some: Collection[BorrowerId], others: Collection[BorrowerId]
    ) -> bool:
        """Is anybody of both one person: by number, by what was found out, or by a passport, ИНН,
        СНИЛС or name with birth date that was typed in an application?"""


class StaffMembers(Protocol):
    async def get(self, user_id: int) -> Member | None: ...
    async def save(self, member: Member) -> None: ...
    async def known(self) -> Sequence[int]:
        """Everybody of whom something is kept, members or not."""


class Desk(Protocol):
    """The staff's group."""

    @property
    def chat_id(self) -> int:
        """Its id now."""

    async def moved(self, old: int, new: int) -> bool:
        """It has another id, and what is queued goes there. False when that was known, or `old`
        isn't the group."""


class LaneWaits(Protocol):
    """What must not be said before a moment. A lane is what must stay in order: a chat."""

    @property
    def of_desk(self) -> str:
        """The lane of the staff's group."""

    async def hold(self, lane: str, until: datetime, why: str) -> Wait | None:
        """It waits until then; how it waited before."""

    async def lift(self, lane: str) -> Wait | None:
        """It may speak; how it had waited."""

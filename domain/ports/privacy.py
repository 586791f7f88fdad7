"""Where what a borrower sets is kept, and what is kept about them at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import BorrowerId
from domain.model.export import Everything
from domain.model.profile import Change, Deletion, Export, NoticeChoice, Wanted


class ProfileChanges(Protocol):
    async def add(self, change: Change) -> None: ...
    async def of(self, borrower_id: BorrowerId) -> Sequence[Change]:
        """The oldest first."""

    async def forget(self, borrower_id: BorrowerId) -> None: ...


class NotificationChoices(Protocol):
    async def of(self, borrower_id: BorrowerId) -> Mapping[Wanted, NoticeChoice]:
        """Those that were made; of the others the default holds."""

    async def save(self, borrower_id: BorrowerId, choice: NoticeChoice) -> None: ...


class Exports(Protocol):
    async def get(self, export_id: str) -> Export: ...
    async def since(self, borrower_id: BorrowerId, moment: datetime) -> Sequence[Export]:
        """The oldest first."""

    async def save(self, export: Export) -> None: ...
    async def forget_files(self, borrower_id: BorrowerId) -> None:
        """Empty every copy that was sent."""


class Deletions(Protocol):
    async def get(self, deletion_id: str) -> Deletion: ...
    async def last(self, borrower_id: BorrowerId) -> Deletion | None: ...
    async def save(self, deletion: Deletion) -> None: ...


class Dossier(Protocol):
    async def everything(self, borrower_id: BorrowerId) -> Everything:
        """All that is kept about a borrower, without any secret."""

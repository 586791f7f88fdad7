"""Where changes of phone, their photos, and the blocks of accounts are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.block import Block
from domain.model.accounts.phone_change import PhoneChange


class PhoneChanges(Protocol):
    async def get(self, ident: str) -> PhoneChange | None: ...
    async def begun_in(self, chat_id: ChatId) -> PhoneChange | None:
        """The one that waits for its next step."""

    async def under_way_in(self, chat_id: ChatId) -> PhoneChange | None: ...
    async def under_way_of(self, borrower_id: BorrowerId) -> PhoneChange | None: ...
    async def sent_in(self, chat_id: ChatId, since: datetime) -> int:
        """How many came to their photo."""

    async def sent_for(self, phone: str, since: datetime) -> int:
        """The same, by old number."""

    async def save(self, change: PhoneChange) -> None: ...
    async def drop(self, ident: str) -> None: ...


class Photos(Protocol):
    """Photos of changes, by the id of the change."""

    async def get(self, ident: str) -> bytes | None: ...
    async def keep(self, ident: str, content: bytes) -> None: ...
    async def drop(self, ident: str) -> None: ...


class Blocks(Protocol):
    async def add(self, block: Block) -> None:
        """Append: who blocked or unblocked whom, when, and why."""

    async def standing(self) -> Sequence[Block]:
        """Of each account that is blocked the last one, the oldest first."""

"""Work to be done, and what is to be told to whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import (
    BorrowerId,
    CaseId,
    ChatId,
)
from domain.model.cases import Case, CaseKind
from domain.model.codes import CodePurpose
from domain.model.jobs import JobKind
from domain.model.messaging.gone import Gone
from domain.model.messaging.texting import Channel, Texted
from domain.money import Money
from domain.notifications import Notice


class Secrets(Protocol):
    """Randomness fit for secrets, and the keyed hash of codes."""

    def code(self) -> str: ...  # six digits
    def digest(self, purpose: CodePurpose, phone: str, subject: str, digits: str) -> str: ...
    def hold_sum(self) -> Money: ...


class Cases(Protocol):
    async def get(self, case_id: CaseId) -> Case | None: ...
    async def open_about(self, kind: CaseKind, subject: str) -> Case | None: ...
    async def last_about(self, kind: CaseKind, subject: str) -> Case | None:
        """Open or not."""

    async def open(self, most: int) -> Sequence[Case]:
        """The oldest first, without alarms."""

    async def alarms(self, kind: CaseKind) -> tuple[Case | None, int]:
        """The oldest open one of a kind, and how many there are."""

    async def save(self, case: Case) -> None: ...


class Jobs(Protocol):
    """Work to be done after the commit, outside any transaction."""

    async def plan(self, kind: JobKind, subject: str, at: datetime | None = None) -> None:
        """Do `kind` for `subject` at the moment (now, when None); planned again, it moves."""

    async def plan_once(self, kind: JobKind, subject: str) -> None:
        """Do it now, unless it is planned already: then that stays as it is."""

    async def drop(self, kind: JobKind, subject: str) -> None: ...


class Notices(Protocol):
    """Queue something to be said after the commit."""

    async def tell(self, borrower_id: BorrowerId, notice: Notice, *, anew: bool = False) -> None:
        """Where they spoke last; by SMS, when they are signed in nowhere. `anew`: of what shows
        how something stands, as a message of its own."""

    async def tell_elsewhere(self, borrower_id: BorrowerId, notice: Notice) -> None:
        """What has just been refused in a chat that is gone, and was told once already."""

    async def tell_chat(self, chat_id: ChatId, notice: Notice) -> None: ...
    async def tell_staff(self, notice: Notice) -> None: ...
    async def take_away(self, chat_id: ChatId, message_id: int) -> None:
        """Delete somebody's message from a chat."""

    async def text(self, phone: str, notice: Notice) -> None: ...


class Texts(Protocol):
    """How many SMS and calls were queued, by hours."""

    async def add(self, channel: Channel, hour: datetime, cost: Money) -> None:
        """One more. `hour`: its beginning."""

    async def since(self, channel: Channel, hour: datetime) -> Texted: ...


class Chats(Protocol):
    """Which chats are gone."""

    async def leave(self, chat_id: int, why: Gone, now: datetime) -> bool:
        """False when it was gone already."""

    async def missed(self, chat_id: int) -> None:
        """One more that wasn't said there."""

    async def missed_in(self, chat_id: int) -> int:
        """How many weren't said there since it is gone."""

    async def gone_of(self, borrower_id: BorrowerId) -> Sequence[ChatId]:
        """Those that are gone of all chats in which a borrower has ever been."""

    async def come_back(self, chat_id: int) -> int | None:
        """How many were missed; None when it wasn't gone."""

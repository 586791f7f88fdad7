"""Where a borrower is signed in: a session is a Telegram account that has entered an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import BorrowerId, ChatId

SEEN_EVERY = timedelta(minutes=1)  # how exactly the last visit is known


@dataclass(frozen=True, kw_only=True)
class Session:
    """`name`: of the Telegram account, None until it has spoken. `locked`: after idle time, until
    the password or the PIN is given."""

    chat_id: ChatId
    borrower_id: BorrowerId
    name: str | None
    opened_at: datetime
    seen_at: datetime
    locked: bool = False


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who speaks in a chat: a guest under an id of their own, or somebody who is signed in.
    `locked`: the password or the PIN is awaited; `idle`: the last word was as long ago as that."""

    chat_id: ChatId
    borrower_id: BorrowerId
    name: str
    signed_in: bool
    locked: bool = False
    idle: bool = False


def is_idle(session: Session, now: datetime, idle: timedelta | None) -> bool:
    """`idle`: after so long without a word; None: never."""
    return idle is not None and now - session.seen_at > idle

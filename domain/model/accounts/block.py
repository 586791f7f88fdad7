"""Staff have closed an account, or opened it again: the record of it."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import BorrowerId


@dataclass(frozen=True, kw_only=True)
class Block:
    """`blocked`: False when it ends. `reason` is for the staff; `by` is a name, `by_id` the
    Telegram account."""

    borrower_id: BorrowerId
    blocked: bool
    reason: str
    by: str
    by_id: int
    at: datetime

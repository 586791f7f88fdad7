"""Who belongs to the staff: the members of their group at this moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Belongs(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # Telegram is being asked


@dataclass(frozen=True, kw_only=True)
class Member:
    """`at`: when Telegram said so, of the Telegram account with this id."""

    user_id: int
    inside: bool
    at: datetime

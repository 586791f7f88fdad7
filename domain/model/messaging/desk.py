"""The desk: the staff's group in a messenger, and what can befall it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TRY_AGAIN = timedelta(minutes=5)  # a group that is lost, unless it tells earlier of itself
PAUSED = "paused"  # the messenger asks to be left alone for so long


class Trouble(StrEnum):
    """Why nothing can be written in the group."""

    REMOVED = "removed"  # the bot was thrown out, or has left
    DELETED = "deleted"
    NOT_FOUND = "not_found"
    SILENCED = "silenced"  # it has no right to write
    CLOSED = "closed"  # the topic is


class Right(StrEnum):
    """What the bot must be allowed to do there, by the Bot API's names."""

    DELETE = "can_delete_messages"  # photos of a change of phone
    TOPICS = "can_manage_topics"
    PIN = "can_pin_messages"


@dataclass(frozen=True, kw_only=True)
class Wait:
    """A lane of messages that must not speak before a moment. `why`: a `Trouble`, or PAUSED."""

    lane: str
    since: datetime
    until: datetime
    why: str

    def holds(self, now: datetime) -> bool:
        """A wait from the future was noted by a clock that has been set right since."""
        return self.since <= now < self.until

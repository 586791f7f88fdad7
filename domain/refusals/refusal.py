"""What all refusals are, and those of every conversation."""

from dataclasses import dataclass
from datetime import datetime


class Refusal(Exception):  # noqa: N818 — a refusal is an answer, not a mistake
    """Raised by a use case that changes nothing; whoever raised it, everything is rolled back."""


@dataclass(unsafe_hash=True)
class NothingToDo(Refusal):
    """The step has been taken already, or isn't possible any more."""


@dataclass(unsafe_hash=True)
class CodeTooSoon(Refusal):
    wait: int  # seconds


@dataclass(unsafe_hash=True)
class CodesUsedUp(Refusal):
    """Too many codes for this phone or chat; `wait` in minutes. `shared`: by chats that have not
    proven the number, which share a budget for it; whose it is can share it as their own."""

    wait: int
    shared: bool = False


@dataclass(unsafe_hash=True)
class CodesStopped(Refusal):
    """So much went out, to whomever, that chats which have not proven the number wait; who shares
    it as their own does not."""

    until: datetime
    by_call: bool


@dataclass(unsafe_hash=True)
class CallNotAgreed(Refusal):
    """A robot calls nobody who has not agreed to it."""


@dataclass(unsafe_hash=True)
class OwnAffair(Refusal):
    """To the staff: it is about themselves. Somebody else decides."""


@dataclass(unsafe_hash=True)
class NotYours(Refusal):
    """The person who pressed may not do this."""

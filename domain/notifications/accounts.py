"""Of the account: entries, passwords, and what the other devices are to know."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notifications.notice import Content, Notice


class Secret(StrEnum):
    PASSWORD = "password"
    PIN = "pin"


@dataclass(frozen=True, kw_only=True)
class Entered(Notice):
    """To the chat that has just signed in. `recovered`: by a new password; then payouts to a new
    card may wait until `held_until`, with `every` to any."""

    recovered: bool = False
    held_until: datetime | None = None
    every: bool = False


@dataclass(frozen=True, kw_only=True)
class EntryDenied(Notice):
    """The phone or the password is wrong: which isn't told. `wait`: when the next try is open."""

    wait: datetime | None
    locked: bool


@dataclass(frozen=True, kw_only=True)
class EntryBlocked(Notice):
    """The password was right, and staff have closed the account."""


@dataclass(frozen=True, kw_only=True)
class EntryElsewhere(Notice):
    """What was begun here was done on another device meanwhile. The step stays: what is typed
    next is a password, and is deleted like one."""


@dataclass(frozen=True, kw_only=True)
class Proven(Notice):
    """The password or PIN was right: the session is open again, and with the next word the step
    that was left is taken up. `wish`: the button that asked."""

    wish: str


@dataclass(frozen=True, kw_only=True)
class ProofDenied(Notice):
    """Wrong; `secret`: which of the two it looked like."""

    secret: Secret
    wait: datetime | None
    locked: bool


@dataclass(frozen=True, kw_only=True)
class OldPasswordRight(Notice):
    """On to the new one."""


@dataclass(frozen=True, kw_only=True)
class PinAllowed(Notice):
    """The password was right: on to the PIN."""


@dataclass(frozen=True, kw_only=True)
class SecretSaved(Notice):
    """A new password or PIN is in force. `others`: how many other devices were signed out."""

    secret: Secret
    others: int = 0


@dataclass(frozen=True, kw_only=True)
class SecretSame(Notice):
    """The new password is the old one: another is to be found."""


@dataclass(frozen=True, kw_only=True)
class SignedOut(Notice):
    """To a device that was signed out from elsewhere."""

    why: str  # one of WhyOut


class WhyOut(StrEnum):
    PASSWORD = "password"  # it was changed or recovered
    ELSEWHERE = "elsewhere"  # «выйти везде», or this device from another one


@dataclass(frozen=True, kw_only=True)
class NewEntry(Notice):
    """To the other devices: somebody has signed in. `chat` is told back by «Это не я»."""

    name: str
    at: datetime
    chat: int
    content = Content.PERSONAL


@dataclass(frozen=True, kw_only=True)
class PayoutHeld(Notice):
    """Signed; the money waits, since the way into the account has changed."""

    until: datetime


@dataclass(frozen=True, kw_only=True)
class PhoneTaken(Notice):
    """The number of the account has been proven by somebody else: a new one is needed."""

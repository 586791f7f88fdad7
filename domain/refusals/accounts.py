"""At the door of an account, and in its settings."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.refusals.refusal import Refusal


class WhyNotPassword(StrEnum):
    SHORT = "short"
    LONG = "long"
    COMMON = "common"  # of those that are guessed first
    OWN = "own"  # one's name, phone or birth date is in it
    PIN = "pin"  # not four to six digits
    PIN_SIMPLE = "pin_simple"


@dataclass(unsafe_hash=True)
class PasswordRefused(Refusal):
    reason: WhyNotPassword


@dataclass(unsafe_hash=True)
class TriesPaused(Refusal):
    """Too many wrong tries; `locked`: it is more than a pause."""

    until: datetime
    locked: bool


@dataclass(unsafe_hash=True)
class TryUnderWay(Refusal):
    """The last secret is still being checked."""


@dataclass(unsafe_hash=True)
class EntryOver(Refusal):
    """What was begun at the door was left too long, or was done elsewhere: begin anew."""


@dataclass(unsafe_hash=True)
class FinishFirst(Refusal):
    """An application of this chat is under way: nobody else is let in here meanwhile."""


@dataclass(unsafe_hash=True)
class AccountBlocked(Refusal):
    """By the staff. What is owed can still be paid."""


@dataclass(unsafe_hash=True)
class AccountNeeded(Refusal):
    """Only for who is signed in."""


@dataclass(unsafe_hash=True)
class AccountExists(Refusal):
    """This person has an account: the next loan is taken there."""


@dataclass(unsafe_hash=True)
class ConsentMissing(Refusal):
    """It was taken back, and what is asked for stands on it."""

    kind: str


@dataclass(unsafe_hash=True)
class DisputeUnderWay(Refusal):
    """Just this is disputed already and isn't answered yet; it is until the end of that day."""

    answer_by: date


@dataclass(unsafe_hash=True)
class ExportUnderWay(Refusal):
    """A copy of the data is being made."""


@dataclass(unsafe_hash=True)
class DataHeld(Refusal):
    """The way into the account has changed: what is personal isn't shown before `until`."""

    until: datetime


@dataclass(unsafe_hash=True)
class ExportsUsedUp(Refusal):
    """Enough copies for a day."""

    until: datetime


class WhyNotDelete(StrEnum):
    LOAN = "loan"
    APPLICATION = "application"
    NOTHING = "nothing"  # no loan was ever given: there is nothing to keep or to delete


@dataclass(unsafe_hash=True)
class DeletionRefused(Refusal):
    reason: WhyNotDelete


@dataclass(unsafe_hash=True)
class DeletionAsked(Refusal):
    """An earlier wish waits for its written answer."""

    number: str
    answer_by: date

"""About the number of an account, and accounts that staff close."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.refusals.refusal import Refusal


@dataclass(unsafe_hash=True)
class SamePhone(Refusal):
    """The new number is the old one."""


@dataclass(unsafe_hash=True)
class PhoneIsAnothers(Refusal):
    """Somebody else signs in with this number."""


@dataclass(unsafe_hash=True)
class ChangeUnderWay(Refusal):
    """A request to change the phone is with the staff. `change`: its id."""

    change: str


@dataclass(unsafe_hash=True)
class TooManyChanges(Refusal):
    """Requests to change the phone within a day."""

    most: int


@dataclass(unsafe_hash=True)
class ChangeOver(Refusal):
    """A request to change the phone that was left too long, or withdrawn: begin anew."""


class WhyNoChange(StrEnum):
    TAKEN = "taken"  # the new number is another account's by now
    BLOCKED = "blocked"


@dataclass(unsafe_hash=True)
class ChangeNotPossible(Refusal):
    """To the staff: the change can't be approved any more, only refused."""

    why: WhyNoChange


@dataclass(unsafe_hash=True)
class ChangeTooEarly(Refusal):
    """To the staff: a change can be approved from `since` on; it can be refused at once. `untold`:
    a word to the owner hasn't gone out yet, and `since` is the latest that it may be."""

    since: datetime
    untold: bool = False


@dataclass(unsafe_hash=True)
class PhotoGone(Refusal):
    """To the staff: the photo of a case isn't kept any more."""


@dataclass(unsafe_hash=True)
class NoAccountOfPhone(Refusal):
    """To the staff: nobody signs in with this number."""

    phone: str


@dataclass(unsafe_hash=True)
class BlockedAlready(Refusal):
    """To the staff."""


@dataclass(unsafe_hash=True)
class NotBlocked(Refusal):
    """To the staff."""


@dataclass(unsafe_hash=True)
class PhoneLost(Refusal):
    """The number of this account has come to somebody else: codes can't go there."""

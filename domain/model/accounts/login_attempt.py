"""What a chat is doing at the door of an account. Personal data: sealed at rest, and forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import BorrowerId, ChatId

KEPT = timedelta(hours=1)  # after its last step


class LoginWay(StrEnum):
    LOGIN = "login"
    RECOVERY = "recovery"
    PASSWORD = "password"  # a new one, signed in
    PIN = "pin"


@dataclass(frozen=True, kw_only=True)
class LoginAttempt:
    """One a chat. `phone` was named, whether or not it is anybody's login."""

    chat_id: ChatId
    way: LoginWay
    phone: str
    touched_at: datetime
    seen: bool = False  # this chat was signed in there before
    proven: bool = False  # recovery: the code was right
    passed: bool = False  # a new password, or PIN, may be set

    def over(self, now: datetime) -> bool:
        return now >= self.touched_at + KEPT


class What(StrEnum):
    """What is done with a secret that was typed; Argon2 is slow, so it is done afterwards."""

    LOGIN = "login"  # a password against the account of the named phone
    PROOF = "proof"  # the password or the PIN, before money moves
    OLD_PASSWORD = "old_password"  # before a new one is set
    NEW_PASSWORD = "new_password"
    NEW_PIN = "new_pin"


@dataclass(frozen=True, kw_only=True)
class SecretTry:
    """A secret on its way to Argon2; sealed at rest, and deleted with its outcome. At most one a
    chat. `borrower_id`: whose hash; None when nobody has this phone, and it is tried all the same.
    `first` ones are tried before others: of chats that were signed in before."""

    id: str
    chat_id: ChatId
    what: What
    borrower_id: BorrowerId | None
    secret: str
    asked_at: datetime
    first: bool
    name: str = ""  # of the Telegram account
    wish: str = ""  # the button that asked for a proof

"""One-time codes by SMS: bound to a purpose and to what they confirm (63-FZ art. 6, 9)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.ids import BorrowerId, CodeId

LIFETIME = timedelta(minutes=5)
RESEND = timedelta(seconds=60)
TRIES = 3
MOST_AN_HOUR = 5
MOST_A_DAY = 10
UNUSED_KEPT = timedelta(days=30)  # limits look back a day; «it never came» is asked within weeks


class Trust(StrEnum):
    """What is known of who had a code sent to a number. Strangers share one budget for a number;
    who has proven it, or shared it as their own contact, has their own."""

    STRANGER = "stranger"  # typed it, perhaps somebody else's
    CONTACT = "contact"  # Telegram says that it is theirs
    PROVEN = "proven"  # has typed a code from it, or has it in the account


class CodePurpose(StrEnum):
    PHONE = "phone"
    CONSENT = "consent"  # subject: a digest of the texts, domain/model/consents.py
    SIGN = "sign"
    PAY = "pay"  # subject: the repayment
    PROLONG = "prolong"  # subject: the SHA-256 of the agreement
    NEW_PHONE = "new_phone"  # subject: a digest of the request with both numbers
    RECOVER = "recover"  # subject: the phone


@dataclass(frozen=True, kw_only=True)
class Code:
    """A code that was sent. Only its keyed hash is kept.

    `subject` is what the code confirms: the phone itself, or the SHA-256 of the document, so a
    code sent for one document never signs another.
    """

    id: CodeId
    purpose: CodePurpose
    borrower_id: BorrowerId
    phone: str
    subject: str
    digest: str
    sent_at: datetime
    tries_left: int = TRIES
    used_at: datetime | None = None
    trust: Trust = Trust.PROVEN

    def lives(self, now: datetime) -> bool:
        return self.used_at is None and self.tries_left > 0 and now < self.sent_at + LIFETIME


class Check(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"  # used, or out of tries


def check(code: Code, digest: str, now: datetime) -> tuple[Check, Code]:
    """Try `digest` against the code; the code as it is after the try is to be saved."""
    if code.used_at is not None or code.tries_left == 0:
        return Check.SPENT, code
    if now >= code.sent_at + LIFETIME:
        return Check.EXPIRED, code
    if digest == code.digest:
        return Check.RIGHT, replace(code, used_at=now)
    return Check.WRONG, replace(code, tries_left=code.tries_left - 1)

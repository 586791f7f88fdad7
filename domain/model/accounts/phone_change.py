"""A change of phone when the old number is lost: asked for with a photo of the face and of a sheet
with both numbers, decided by a person."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from domain.ids import BorrowerId, ChatId
from domain.model.cases import Action

FORGOTTEN = timedelta(hours=1)  # after the last step, before a photo has come
DENIED_AFTER = timedelta(hours=1)  # when nobody's data match
APPROVED_AFTER = timedelta(hours=24)  # from when the old number and all devices were told of it
UNHEARD_AFTER = timedelta(hours=48)  # what has not gone out by then is as good as never heard
MOST_A_DAY = 3  # requests of one chat, and for one old number
LARGEST_PHOTO = 10 * 2**20  # bytes
JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


class PhoneChangeStatus(StrEnum):
    BEGUN = "begun"  # numbers are being asked for, then the photo
    LOADING = "loading"  # the photo is being fetched
    OPEN = "open"  # staff look at it; or it waits for its refusal, when nothing matches
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # nobody has decided


UNDER_WAY = frozenset({PhoneChangeStatus.LOADING, PhoneChangeStatus.OPEN})


class Question(StrEnum):
    """What is asked of the passport that a loan was given on, and was never shown in a chat. The
    values are names of the form."""

    ISSUED = "passport_issued"
    DEPARTMENT = "passport_code"


class Why(StrEnum):
    """Why a change was refused."""

    NO_FACE = "no_face"
    UNREADABLE = "unreadable"  # the numbers on the sheet
    OTHER_NUMBERS = "other_numbers"
    OTHER_PERSON = "other_person"
    MISMATCH = "mismatch"  # no such account, a wrong birth date, or other answers
    ANOTHER = "another"  # a request of another chat came first
    LAPSED = "lapsed"


REASONS = {
    Action.NO_FACE: Why.NO_FACE,
    Action.UNREADABLE: Why.UNREADABLE,
    Action.OTHER_NUMBERS: Why.OTHER_NUMBERS,
    Action.OTHER_PERSON: Why.OTHER_PERSON,
    Action.MISMATCH: Why.MISMATCH,
}


class WhyNotPhoto(StrEnum):
    LARGE = "large"
    FORMAT = "format"  # neither JPEG nor PNG, or it can't be had any more


@dataclass(frozen=True, kw_only=True)
class PhoneChange:
    """Personal data: sealed at rest.

    `speaker_id`: who spoke in the chat, by whom codes are counted. `borrower_id`: whose account it
    is; None as long as nothing matches, and then nobody of the staff ever sees the request.
    `answered`: never what was said, only whether it was right; that is for the staff. `told`: the
    words to the owner, and when each went out, or was known never to (`unheard`); None: it is on
    its way. `asked_at`: the last step of who asks, from the photo on when that was sent. `left`:
    the step of another conversation that was interrupted, to go back to.
    """

    id: str
    chat_id: ChatId
    speaker_id: BorrowerId
    signed_in: bool
    asked_at: datetime
    state: PhoneChangeStatus = PhoneChangeStatus.BEGUN
    borrower_id: BorrowerId | None = None
    old: str | None = None
    new: str | None = None
    proven: bool = False  # the new number, by a code
    birth_named: bool = False
    answered: dict[str, bool] = field(default_factory=dict)  # by Question: was it right?
    why: Why | None = None
    file_id: str | None = None  # of the photo, at Telegram
    message_id: int | None = None
    photo_until: datetime | None = None
    told: dict[str, datetime | None] = field(default_factory=dict)
    unheard: tuple[str, ...] = ()
    decided_at: datetime | None = None
    decided_by: str | None = None
    decided_by_id: int | None = None
    left_step: str | None = None
    left_data: dict[str, object] = field(default_factory=dict)

    @property
    def asks_birth_date(self) -> bool:
        return not self.signed_in and not self.birth_named

    @property
    def asks(self) -> Question | None:
        """The next question about the passport."""
        return next((one for one in Question if one not in self.answered), None)

    def subject(self) -> str:
        """What a code to the new number confirms: this change, of this request."""
        return sha256(f"{self.id}|{self.old}|{self.new}".encode()).hexdigest()

    def approved_from(self) -> datetime:
        """Until then the owner of the number has time to say «Это не я», counted from the last word
        to them that went out; nothing on its way holds it up for ever."""
        latest = self.asked_at + UNHEARD_AFTER
        return max((at or latest for at in self.told.values()), default=self.asked_at) + (
            APPROVED_AFTER
        )

    @property
    def untold(self) -> bool:
        """Is a word to the owner still on its way?"""
        return None in self.told.values()

    def due(self) -> datetime | None:
        """When something becomes of it by itself."""
        if self.state is PhoneChangeStatus.BEGUN:
            return self.asked_at + FORGOTTEN
        if self.state is PhoneChangeStatus.OPEN and self.borrower_id is None:
            return self.asked_at + DENIED_AFTER
        return self.photo_until


def is_picture(content: bytes) -> bool:
    return content.startswith((JPEG, PNG))

"""What a borrower may change of the questionnaire on their own, between applications."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.ids import BorrowerId, ChatId
from domain.model.questionnaire import OF_CONTACT

# By the names of the form; who somebody is (name, passport, birth, ИНН) is proven anew instead.
EDITABLE = (
    "registration",
    "residence",
    "home_phone",
    "email",
    "employer",
    "position",
    "service_months",
    "income",
    "advance_day",
    "salary_day",
    "contact_name",
    "contact_phone",
    "contact_may",
)
CONTACT = ("contact_name", *OF_CONTACT)


@dataclass(frozen=True, kw_only=True)
class Change:
    """Canonical texts of the form's field; "" is none. `before` is None when it was erased at the
    borrower's wish. Personal data: encrypted at rest."""

    borrower_id: BorrowerId
    field: str
    before: str | None
    after: str
    chat_id: ChatId
    at: datetime


def overlaid(answers: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """The answers of a form with later changes over them, the oldest first. What isn't known of a
    contact person is left out: the form asks for it."""
    said = dict(answers)
    for one in changes:
        said[one.field] = one.after
    for name in OF_CONTACT:
        if not said.get(name) or not said.get("contact_name"):
            said.pop(name, None)
    return said


class Wanted(StrEnum):
    """Notices that may be switched off."""

    SERVICE = "service"  # helpful words: neither money nor security nor the law asks for them
    ADS = "ads"  # only by a consent (38-FZ art. 18)


BY_DEFAULT = {Wanted.SERVICE: True, Wanted.ADS: False}


@dataclass(frozen=True, kw_only=True)
class NoticeChoice:
    kind: Wanted
    wanted: bool
    changed_at: datetime


EXPORTS_A_DAY = 3
EXPORT_TAKES = timedelta(hours=1)  # at most: what takes longer doesn't stand in the way of another


@dataclass(frozen=True, kw_only=True)
class Export:
    """A copy of all data that was asked for; `done_at`: when it was sent."""

    id: str
    borrower_id: BorrowerId
    asked_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """A wish to have one's data deleted. `number`: of the staff's case; `keep_until`: how long the
    law makes the lender keep the rest."""

    id: str
    borrower_id: BorrowerId
    asked_at: datetime
    keep_until: date
    answer_by: date
    number: str
    answered_at: datetime | None = None

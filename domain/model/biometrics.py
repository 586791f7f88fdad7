"""Who signs a remote contract is recognised by the Unified Biometric System (ЕБС).

For microcredit companies from 2027-03-01, by the date of the contract (41-FZ, mark B). An
agreement to prolong is no new contract of loan, so it isn't asked for there (decision 34).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.ids import ApplicationId, BorrowerId
from domain.rules.regulation import rule, rules

KEY = "biometrics.required.MKK"
LATE_AFTER = timedelta(minutes=1)
PAGE_LIVES = timedelta(minutes=15)
WARN_DAYS = 90
MOST_TRIES = 5  # of one application in a day: each costs, and a wrong face gets no more of them
TRIES_IN = timedelta(days=1)


class FaceCheckStatus(StrEnum):
    OPENING = "opening"  # the provider is asked for a page
    PAGE = "page"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    EXPIRED = "expired"


WAITING = frozenset({FaceCheckStatus.OPENING, FaceCheckStatus.PAGE})


@dataclass(frozen=True, kw_only=True)
class FaceCheck:
    """One try to be recognised, for one application and no other."""

    id: str
    application_id: ApplicationId
    borrower_id: BorrowerId
    state: FaceCheckStatus
    opened_at: datetime
    session: str | None = None
    page: str | None = None
    answered_at: datetime | None = None


def required(on: date) -> bool:
    """`on`: the contract's date."""
    return rule(KEY, on).in_force


def required_from() -> date:
    """The first day of the rule."""
    return next(one.valid_from for one in rules() if one.key == KEY and one.in_force)

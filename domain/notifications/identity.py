"""Being recognised before a signature."""

from dataclasses import dataclass
from enum import StrEnum

from domain.notifications.notice import Content, Notice


class WhyNoFace(StrEnum):
    """Why it can't be signed now."""

    OPENING = "opening"  # the page is being asked for
    LATE = "late"  # and doesn't come
    REFUSED = "refused"
    EXPIRED = "expired"
    TRIES = "tries"  # no more of them today
    AWAY = "away"  # the lender has no such service


@dataclass(frozen=True, kw_only=True)
class FaceWanted(Notice):
    """Somebody has to be recognised first, and what there is to do about it."""

    why: WhyNoFace


@dataclass(frozen=True, kw_only=True)
class FacePageReady(Notice):
    url: str
    again: bool = False  # shown once more: no answer has come from it yet
    content = Content.PERSONAL


@dataclass(frozen=True, kw_only=True)
class FaceConfirmed(Notice):
    """The face is that of the borrower: on to the signature."""

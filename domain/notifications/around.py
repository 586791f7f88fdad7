"""Around the conversations: our own faults, cases of the staff, the menu of commands."""

from dataclasses import dataclass
from enum import StrEnum

from domain.ids import CaseId
from domain.model.cases import Action, CaseKind
from domain.notifications.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class Unreadable(Notice):
    """A message of a kind that the bot doesn't know."""

    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class Apology(Notice):
    """Something of ours broke while an update was handled."""

    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class WelcomeBack(Notice):
    """To who couldn't be reached for a while: so many messages were not said."""

    missed: int
    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class FileTooLarge(Notice):
    """To whom a file was that the messenger doesn't take."""

    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Notice):
    """To the staff group. `photo`: the stored one that is to be looked at."""

    case: CaseId
    number: str
    kind: CaseKind
    facts: dict[str, str]
    photo: str | None = None


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Notice):
    """To the staff group: who has decided what, in the place of the photo."""

    case: CaseId
    number: str
    kind: CaseKind
    action: Action
    by: str
    photo: bool = False  # it is kept for a time, and can be shown


@dataclass(frozen=True, kw_only=True)
class PhotoPutAway(Notice):
    """To the staff group, in the place of the photo of an open case: it comes again when asked
    for."""

    case: CaseId
    number: str
    kind: CaseKind


@dataclass(frozen=True, kw_only=True)
class PhotoShown(Notice):
    """To the staff group: the photo of a case that has ended, since somebody asked for it."""

    case: CaseId
    number: str
    kind: CaseKind
    photo: str
    action: Action | None
    by: str


class Solved(StrEnum):
    """Why a case about a change of phone has ended by itself."""

    WITHDRAWN = "withdrawn"
    NOT_ME = "not_me"
    LAPSED = "lapsed"


@dataclass(frozen=True, kw_only=True)
class CaseSolved(Notice):
    """To the staff group: what the case was about has ended by itself. `case`: of one with a
    photo."""

    number: str
    kind: CaseKind
    case: CaseId | None = None
    why: Solved | None = None
    photo: bool = False  # it is kept for a time, and can be shown


@dataclass(frozen=True, kw_only=True)
class Commands(Notice):
    """Who speaks in a chat from now on: guest or borrower."""

    who: str
    content = Content.PUBLIC

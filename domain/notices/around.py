"""Around the conversations: our own faults, cases of the staff, the menu of commands."""

from dataclasses import dataclass

from domain.cases import Kind
from domain.ids import CaseId
from domain.notices.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class Apology(Notice):
    """Something of ours broke while an update was handled."""

    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Notice):
    """To the staff group."""

    case: CaseId
    number: str
    kind: Kind
    facts: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class CaseSolved(Notice):
    """To the staff group: what the case was about has ended by itself."""

    number: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class Commands(Notice):
    """The menu of commands for who now speaks in a chat: guest or borrower."""

    who: str
    content = Content.PUBLIC

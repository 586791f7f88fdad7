"""Of what a borrower asked for in the settings: a copy of their data, its deletion."""

from dataclasses import dataclass
from datetime import date

from domain.ids import DocumentId
from domain.notifications.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class ExportReady(Notice):
    """All that is kept about the borrower, as a file."""

    document: DocumentId
    content = Content.DOCUMENT


@dataclass(frozen=True, kw_only=True)
class DisputeAnswered(Notice):
    """What bureaus were told was doubted: it is told anew, or stays. `row` is its number."""

    number: str
    row: int | None
    corrected: bool
    content = Content.PERSONAL


@dataclass(frozen=True, kw_only=True)
class DeletionAnswered(Notice):
    """Staff have answered in writing; the rest is kept for as long as the law asks."""

    number: str
    keep_until: date

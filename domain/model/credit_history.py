"""Rows on their way to credit bureaus, and what borrowers dispute of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import BorrowerId, LoanId
from domain.ledger.reporting import Row


class RowStatus(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"  # the bureau refuses it: staff look
    BY_HAND = "by_hand"  # staff have settled it with the bureau


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A row for one bureau. `due_on` is its last day (218-FZ art. 5; a setting, in working days);
    `receipt` is the bureau's acknowledgement."""

    loan_id: LoanId
    number: int
    bureau: str
    state: RowStatus
    due_on: date
    settled_at: datetime | None = None
    receipt: str | None = None
    reason: str | None = None

    @property
    def id(self) -> str:
        """By which the bureau knows it: sent twice, it is one."""
        return f"{self.loan_id}-{self.number}"

    @property
    def lane(self) -> str:
        """Rows of one lane go in order."""
        return f"{self.loan_id}:{self.bureau}"

    @property
    def subject(self) -> str:
        return f"{self.id}:{self.bureau}"


def sending_of(subject: str) -> tuple[LoanId, int, str]:
    """The loan, the number and the bureau of a `subject`."""
    ident, _, bureau = subject.partition(":")
    loan_id, _, number = ident.rpartition("-")
    return LoanId(loan_id), int(number), bureau


@dataclass(frozen=True, kw_only=True)
class Told:
    """A row with when it was made and what each bureau said of it."""

    row: Row
    made_at: datetime
    sendings: tuple[Sending, ...]


class Answer(StrEnum):
    CORRECTED = "corrected"
    CONFIRMED = "confirmed"  # what was told is true


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """«Оспорить»: a borrower doubts what was told (218-FZ art. 8). `number` is the row, if one was
    named. Answered until the end of `answer_by`. The text is personal data, sealed at rest."""

    id: str
    borrower_id: BorrowerId
    loan_id: LoanId
    number: int | None
    text: str
    asked_at: datetime
    answer_by: date
    answer: Answer | None = None
    answered_at: datetime | None = None

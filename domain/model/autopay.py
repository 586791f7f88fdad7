"""A standing consent to charge a bound card on the days of the schedule. Off by default."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import BorrowerId, CardId, LoanId


@dataclass(frozen=True, kw_only=True)
class Autopay:
    """One loan's consent: which wording was agreed to, and when it ended."""

    loan_id: LoanId
    borrower_id: BorrowerId
    card_id: CardId
    given_at: datetime
    text_sha256: str
    ended_at: datetime | None = None

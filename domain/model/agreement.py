"""An agreement to prolong a loan: offered, signed by code, in force when paid."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.ids import AgreementId, BorrowerId, CardId, DocumentId, LoanId, RepaymentId
from domain.money import Money


class AgreementStatus(StrEnum):
    ASKED = "asked"  # the paper is being made
    OFFERED = "offered"  # the paper waits for the signature
    SIGNED = "signed"  # and now for the money
    IN_FORCE = "in_force"
    LAPSED = "lapsed"


LIVE = frozenset({AgreementStatus.ASKED, AgreementStatus.OFFERED, AgreementStatus.SIGNED})


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """Valid on the day `on`: unsigned or unpaid, it lapses at its end."""

    id: AgreementId
    loan_id: LoanId
    borrower_id: BorrowerId
    state: AgreementStatus
    on: date
    asked_at: datetime
    days: int
    due: date  # the new one
    price: Money  # interest and penalty to the end of `on`
    psk: Decimal
    card_id: CardId | None = None  # None: paid on the bank's page
    document: DocumentId | None = None
    signed_at: datetime | None = None
    repayment_id: RepaymentId | None = None  # the last try to pay for it

    @property
    def live(self) -> bool:
        return self.state in LIVE

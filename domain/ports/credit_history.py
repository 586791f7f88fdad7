"""Where it is kept what credit bureaus are told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.ids import BorrowerId, LoanId
from domain.ledger.reporting import Row
from domain.model.credit_history import Dispute, Sending, Told


class CreditHistory(Protocol):
    """Rows are only ever added; what changes is how far they have come."""

    async def rows(self, loan_id: LoanId) -> Sequence[Row]:
        """All, in order."""

    async def add(self, loan_id: LoanId, row: Row, at: datetime) -> None: ...
    async def send_to(self, bureau: str, loan_id: LoanId, due_on: date) -> None:
        """Each row of the loan that wasn't meant for this bureau yet is from now on."""

    async def next_for(self, loan_id: LoanId, bureau: str) -> Sending | None:
        """The first that is neither accepted nor settled by hand."""

    async def last_accepted(self, loan_id: LoanId, bureau: str) -> int | None: ...
    async def sending(self, loan_id: LoanId, number: int, bureau: str) -> Sending: ...
    async def save(self, sending: Sending) -> None: ...
    async def late(self, until: date) -> Sequence[tuple[str, int, date]]:
        """By bureau: how many unsettled rows are due by that day, and the earliest due day."""

    async def told(self, loan_id: LoanId) -> Sequence[Told]:
        """All rows with their answers, the newest first."""

    async def begun(self) -> set[str]:
        """Bureaus that know of the loans which were open before they were set."""

    async def begin(self, bureau: str, at: datetime) -> None: ...
    async def end(self, bureau: str) -> None:
        """It has left the settings: set again, it begins anew."""

    async def left_open(self, bureau: str, first: LoanId, last: LoanId) -> Sequence[LoanId]:
        """Of the loans from `first` to `last` the closed ones whose issue the bureau knows, and
        not all since."""

    async def dispute(self, dispute_id: str) -> Dispute: ...
    async def disputes(self, borrower_id: BorrowerId) -> Sequence[Dispute]:
        """The newest first."""

    async def disputes_due(self, until: date) -> tuple[int, date] | None:
        """How many have to be answered by that day, and the earliest such day."""

    async def save_dispute(self, dispute: Dispute) -> None: ...

"""Where a loan's ledger is kept, and what was agreed about paying it back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.ids import (
    AgreementId,
    LoanId,
    RepaymentId,
)
from domain.ledger.loan_events import LoanEvent
from domain.ledger.postings import Posting
from domain.model.agreement import Agreement
from domain.model.autopay import Autopay
from domain.model.credit_holidays import CreditHolidays
from domain.model.promise import Promise
from domain.model.repayment import Repayment


class Ledger(Protocol):
    """What has happened to loans, and their postings. Nothing in it is ever changed."""

    async def add_loan_event(self, loan_id: LoanId, loan_event: LoanEvent) -> bool:
        """False when it is known already (by its cause, or the day of holidays)."""

    async def loan_events(self, loan_id: LoanId) -> Sequence[LoanEvent]: ...
    async def postings(self, loan_id: LoanId) -> Sequence[Posting]: ...
    async def post(self, loan_id: LoanId, postings: Sequence[Posting], at: datetime) -> None: ...


class Repayments(Protocol):
    async def get(self, repayment_id: RepaymentId) -> Repayment: ...
    async def of_loan(self, loan_id: LoanId) -> Sequence[Repayment]:
        """All that were opened, the newest first."""

    async def in_motion(self, loan_id: LoanId) -> Sequence[Repayment]: ...
    async def save(self, repayment: Repayment) -> None: ...


class Agreements(Protocol):
    async def get(self, agreement_id: AgreementId) -> Agreement: ...
    async def last(self, loan_id: LoanId) -> Agreement | None: ...
    async def in_force_since(self, loan_id: LoanId, since: date) -> Sequence[Agreement]: ...
    async def save(self, agreement: Agreement) -> None: ...


class Promises(Protocol):
    async def last(self, loan_id: LoanId) -> Promise | None: ...
    async def count_broken(self, loan_ids: Sequence[LoanId]) -> int: ...
    async def save(self, promise: Promise) -> None: ...


class CreditHolidaysStore(Protocol):
    async def get(self, holidays_id: str) -> CreditHolidays: ...
    async def of_loan(self, loan_id: LoanId) -> Sequence[CreditHolidays]:
        """The newest first."""

    async def save(self, credit_holidays: CreditHolidays) -> None: ...


class Autopays(Protocol):
    async def get(self, loan_id: LoanId) -> Autopay | None:
        """The last consent, ended or not."""

    async def save(self, autopay: Autopay, text: str | None = None) -> None:
        """`text`: its wording, kept once under its hash."""

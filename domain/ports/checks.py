"""Where look-ups, reports to FinCERT and freezes are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import ApplicationId, BorrowerId, OperationId, RepaymentId
from domain.model.biometrics import FaceCheck
from domain.model.fincert import FraudReport, Lookup
from domain.model.fiscal import Receipt
from domain.model.freezing import Freeze


class Lookups(Protocol):
    async def of(self, operation_id: OperationId) -> Sequence[Lookup]:
        """The oldest first."""

    async def add(self, lookup: Lookup) -> None:
        """Append."""


class FraudReports(Protocol):
    async def get(self, report_id: str) -> FraudReport: ...
    async def of_move(self, operation_id: OperationId) -> FraudReport | None: ...
    async def save(self, report: FraudReport) -> None: ...


class FaceChecks(Protocol):
    async def get(self, ident: str) -> FaceCheck: ...
    async def last(self, application_id: ApplicationId) -> FaceCheck | None: ...
    async def opened_since(self, application_id: ApplicationId, since: datetime) -> int: ...
    async def save(self, check: FaceCheck) -> None: ...


class Receipts(Protocol):
    async def get(self, repayment_id: RepaymentId) -> Receipt: ...
    async def save(self, receipt: Receipt) -> None: ...


class Freezes(Protocol):
    async def standing(self, borrower_id: BorrowerId) -> Freeze | None: ...
    async def overruled(self, borrower_id: BorrowerId) -> bool:
        """Has staff lifted one by right?"""

    async def save(self, freeze: Freeze) -> None: ...

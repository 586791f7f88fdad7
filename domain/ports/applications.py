"""Where an application and all that proves it are kept."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.gateways import BureauReport
from domain.ids import (
    ApplicationId,
    BorrowerId,
    PersonId,
)
from domain.model.application import Application, Consent, Draft, IdentityCheck, ProgressStep
from domain.model.codes import Code, CodePurpose
from domain.rules.decision import Decision, Inputs


class Drafts(Protocol):
    async def get(self, borrower_id: BorrowerId) -> Draft | None: ...
    async def save(self, draft: Draft) -> None: ...
    async def drop(self, borrower_id: BorrowerId) -> None: ...


class Applications(Protocol):
    async def get(self, application_id: ApplicationId) -> Application: ...
    async def last(self, borrower_id: BorrowerId) -> Application | None: ...
    async def of(self, borrower_id: BorrowerId) -> Sequence[Application]:
        """All of a borrower's, the newest first."""

    async def of_person(self, person_id: PersonId) -> Sequence[Application]:
        """All of a person's, in whatever chat, the newest first."""

    async def page(self, after: str, most: int) -> Sequence[Application]:
        """In the order of their ids, from the first that is greater."""

    async def rejected_of_phone(self, phone: str, today: date) -> Sequence[Application]:
        """Those that were applied for with this number and are still rejected on that day."""

    async def save(self, application: Application) -> None: ...
    async def replace_phone(self, application: Application, phone: str) -> None:
        """Its form has this number from now on."""

    async def of_contract(self, number: str) -> Application | None: ...
    async def next_contract(self) -> int:
        """The number of one more contract, never given before."""


class Consents(Protocol):
    async def add(self, consent: Consent, text: str) -> None: ...
    async def kinds(self, borrower_id: BorrowerId) -> Mapping[str, Consent]:
        """The latest of each kind that stands."""

    async def of(self, borrower_id: BorrowerId) -> Sequence[Consent]:
        """All that were ever given, the oldest first."""

    async def revoke(self, borrower_id: BorrowerId, kind: str, at: datetime) -> None:
        """The latest of this kind stands no more."""

    async def wording(self, text_sha256: str) -> str:
        """KeyError when there is none."""


class Reports(Protocol):
    async def add(
        self, application_id: ApplicationId, bureau: str, report: BureauReport, at: datetime
    ) -> None: ...
    async def of(self, application_id: ApplicationId) -> Mapping[str, BureauReport]: ...
    async def times(self, application_id: ApplicationId) -> Mapping[str, datetime]:
        """When the latest answer of each bureau came."""


class Decisions(Protocol):
    async def add(
        self, application_id: ApplicationId, inputs: Inputs, decision: Decision, at: datetime
    ) -> None:
        """Keep a decision with all that it looked at."""


class IdentityChecks(Protocol):
    async def save(self, check: IdentityCheck) -> None: ...
    async def of(self, application_id: ApplicationId) -> Sequence[IdentityCheck]: ...


class StopLists(Protocol):
    """Who may not be served: the lender's own list («block») and that of 115-FZ («115fz»)."""

    async def list_with(self, kind: str, value: str) -> str | None:
        """The list that holds this phone, passport or inn."""


class ProgressSteps(Protocol):
    async def reached(
        self, application_id: ApplicationId, stage: ProgressStep, at: datetime
    ) -> None:
        """Keep the first time."""

    async def of(self, application_id: ApplicationId) -> Mapping[ProgressStep, datetime]: ...


class Codes(Protocol):
    async def last(
        self, borrower_id: BorrowerId, purpose: CodePurpose, phone: str | None = None
    ) -> Code | None:
        """The newest; with `phone` of those that went to this number."""

    async def sent_since(self, borrower_id: BorrowerId, since: datetime) -> int:
        """How many a chat, or a borrower, has had sent to whatever numbers."""

    async def to_strangers_since(self, phone: str, since: datetime) -> int:
        """How many went to a number for chats that had not proven it."""

    async def has_proven(self, borrower_id: BorrowerId, phone: str) -> bool:
        """Have they ever typed a code from this number?"""

    async def last_proven(self, phone: str, purpose: CodePurpose | None = None) -> datetime | None:
        """When a code from this number was typed last; of one purpose, or of any."""

    async def save(self, code: Code) -> None: ...
    async def is_newest(self, borrower_id: BorrowerId, phone: str, purpose: CodePurpose) -> bool:
        """Is the last code of this purpose to this phone one of theirs?"""

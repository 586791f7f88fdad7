"""What use cases need of the world: where things are kept, what is planned, who is told.

Everything here works inside the transaction that surrounds the use case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.application import Application, Consent, Draft, Form, IdentityCheck, Stage
from domain.cards import Binding
from domain.cases import Case, Kind
from domain.codes import Code, Purpose
from domain.decision import Decision, Inputs
from domain.gateways import BureauReport
from domain.ids import (
    ApplicationId,
    BindingId,
    CaseId,
    ChatId,
    DocumentId,
    LoanId,
    MoveId,
)
from domain.loan import Loan
from domain.money import Money
from domain.notices import Notice
from domain.payments import Move


class Secrets(Protocol):
    """Randomness fit for secrets, and the keyed hash of codes."""

    def code(self) -> str: ...  # six digits
    def digest(self, purpose: Purpose, phone: str, subject: str, digits: str) -> str: ...
    def hold_sum(self) -> Money: ...


class Drafts(Protocol):
    async def get(self, chat_id: ChatId) -> Draft | None: ...
    async def save(self, draft: Draft) -> None: ...
    async def drop(self, chat_id: ChatId) -> None: ...


class Applications(Protocol):
    async def get(self, application_id: ApplicationId) -> Application: ...
    async def last(self, chat_id: ChatId) -> Application | None: ...
    async def live_of_phone(self, phone: str) -> Application | None: ...
    async def live_of_inn(self, inn: str) -> Application | None: ...
    async def last_of_inn(self, inn: str) -> Application | None: ...
    async def save(self, application: Application) -> None: ...
    async def count_contracts(self) -> int: ...


class Consents(Protocol):
    async def add(self, consent: Consent, text: str) -> None: ...
    async def kinds(self, chat_id: ChatId) -> Mapping[str, Consent]: ...


class Reports(Protocol):
    async def add(
        self, application_id: ApplicationId, bureau: str, report: BureauReport, at: datetime
    ) -> None: ...
    async def of(self, application_id: ApplicationId) -> Mapping[str, BureauReport]: ...
    async def oldest(self, application_id: ApplicationId) -> datetime | None:
        """When the older of the latest answers came."""


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


class Stages(Protocol):
    async def reached(self, application_id: ApplicationId, stage: Stage, at: datetime) -> None:
        """Keep the first time."""

    async def of(self, application_id: ApplicationId) -> Mapping[Stage, datetime]: ...


class Anchors(Protocol):
    """Messages that edit themselves."""

    async def lift_anchor(self, chat_id: int, name: str) -> None:
        """The next one of this name is a new message."""


class Codes(Protocol):
    async def last(self, chat_id: ChatId, purpose: Purpose) -> Code | None: ...
    async def sent_since(self, phone: str, chat_id: ChatId, since: datetime) -> int: ...
    async def save(self, code: Code) -> None: ...


class Bindings(Protocol):
    async def get(self, binding_id: BindingId) -> Binding: ...
    async def last(self, application_id: ApplicationId) -> Binding | None: ...
    async def opened_since(self, chat_id: ChatId, since: datetime) -> int: ...
    async def save(self, binding: Binding) -> None: ...


class Moves(Protocol):
    async def get(self, move_id: MoveId) -> Move: ...
    async def live_payout(self, application_id: ApplicationId) -> Move | None:
        """The payout that has not certainly failed: while there is one, no other may start."""

    async def save(self, move: Move) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file that was shown to the borrower, exactly as shown."""

    id: DocumentId
    application_id: ApplicationId
    kind: str
    name: str
    content: bytes
    sha256: str
    made_at: datetime


class Papers(Protocol):
    async def get(self, document_id: DocumentId) -> Paper: ...
    async def add(self, paper: Paper) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Evidence of a simple electronic signature (63-FZ art. 6, 9; domain-rules 9.1)."""

    id: str
    application_id: ApplicationId
    chat_id: ChatId
    name: str
    phone: str
    document: DocumentId
    sha256: str
    code_digest: str
    code_sent_at: datetime
    signed_at: datetime


class Signatures(Protocol):
    async def add(self, signature: Signature) -> None:
        """Append; each record carries the hash of the one before it."""


class Loans(Protocol):
    async def get(self, loan_id: LoanId) -> Loan: ...
    async def open_in(self, chat_id: ChatId) -> Loan | None: ...
    async def open_of_phone(self, phone: str) -> Loan | None: ...
    async def open_of_inn(self, inn: str) -> Loan | None: ...
    async def of_inn(self, inn: str) -> Sequence[Loan]:
        """All loans of a person, the oldest first."""

    async def add(self, loan: Loan, form: Form) -> None: ...
    async def count_repaid(self, chat_id: ChatId) -> int: ...


class Accounts(Protocol):
    async def set_password(self, *, phone: str, chat_id: ChatId, password_hash: str) -> None: ...
    async def link(self, *, phone: str, chat_id: ChatId) -> None:
        """This chat is the borrower's own: it needs no login."""

    async def has_password(self, phone: str) -> bool: ...


class Cases(Protocol):
    async def get(self, case_id: CaseId) -> Case | None: ...
    async def open_about(self, kind: Kind, subject: str) -> Case | None: ...
    async def open(self, most: int) -> Sequence[Case]: ...
    async def save(self, case: Case) -> None: ...


class Jobs(Protocol):
    """Work to be done after the commit, outside any transaction."""

    async def plan(self, kind: str, subject: str, at: datetime | None = None) -> None:
        """Do `kind` for `subject` at the moment (now, when None); planned again, it moves."""

    async def drop(self, kind: str, subject: str) -> None: ...


class Notices(Protocol):
    """Queue something to be said after the commit."""

    async def tell(self, chat_id: ChatId, notice: Notice) -> None: ...
    async def tell_staff(self, notice: Notice) -> None: ...
    async def text(self, phone: str, notice: Notice) -> None: ...


class Chats(Protocol):
    """Which chats have blocked the bot."""

    async def block(self, chat_id: int, now: datetime) -> None: ...
    async def unblock(self, chat_id: int) -> None: ...

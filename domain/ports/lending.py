"""Where cards, movements of money, papers, signatures and loans are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.ids import (
    ApplicationId,
    BindingId,
    BorrowerId,
    CardId,
    ChatId,
    DocumentId,
    LoanId,
    OperationId,
    PersonId,
    RepaymentId,
)
from domain.model.application import Form
from domain.model.bank_operation import BankOperation
from domain.model.card_binding import Binding
from domain.model.cards import Card
from domain.model.loan import Loan
from domain.money import Money
from domain.rules.decision.shares import Bucket


class Bindings(Protocol):
    async def get(self, binding_id: BindingId) -> Binding: ...
    async def last(self, application_id: ApplicationId) -> Binding | None: ...
    async def opened_since(self, borrower_id: BorrowerId, since: datetime) -> int: ...
    async def save(self, binding: Binding) -> None: ...


class BankOperations(Protocol):
    async def get(self, operation_id: OperationId) -> BankOperation: ...
    async def live_payout(self, application_id: ApplicationId) -> BankOperation | None:
        """The payout that has not certainly failed: while there is one, no other may start."""

    async def last_payout(self, application_id: ApplicationId) -> BankOperation | None:
        """The newest one, whatever became of it."""

    async def has(self, operation_id: OperationId) -> bool: ...
    async def id_of_bank_object(self, bank_id: str) -> OperationId | None: ...
    async def of_repayment(self, repayment_id: RepaymentId) -> Sequence[BankOperation]: ...
    async def unsettled(self) -> Sequence[BankOperation]:
        """Those whose end isn't known: sent and not answered, pending, to be released."""

    async def bank_time(self) -> datetime | None:
        """The newest moment of which the bank has told, by its own clock: it is past."""

    async def save(self, operation: BankOperation) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file that was shown to the borrower, exactly as shown."""

    id: DocumentId
    application_id: ApplicationId
    kind: str
    name: str
    content: bytes
    sha256: str
    made_at: datetime


class DocumentStore(Protocol):
    async def get(self, document_id: DocumentId) -> Document: ...
    async def add(self, paper: Document) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Evidence of a simple electronic signature (63-FZ art. 6, 9)."""

    id: str
    application_id: ApplicationId
    borrower_id: BorrowerId
    chat_id: ChatId  # in which the code was typed
    name: str
    phone: str  # to which it was sent
    document: DocumentId
    sha256: str
    code_digest: str
    code_sent_at: datetime
    signed_at: datetime


class Signatures(Protocol):
    async def add(self, signature: Signature) -> None:
        """Append; each record carries the hash of the one before it."""


class Portfolio(Protocol):
    """Sums issued in a quarter («2026Q4»), by debt burden; None: under no limit."""

    async def add(self, quarter: str, bucket: Bucket | None, amount: Money) -> None: ...
    async def issued(self, quarter: str, *, signed: bool = False) -> Mapping[Bucket | None, Money]:
        """`signed`: with contracts whose money isn't there yet."""


class Loans(Protocol):
    async def get(self, loan_id: LoanId) -> Loan: ...
    async def open_in(self, borrower_id: BorrowerId) -> Loan | None: ...
    async def under(self, borrower_id: BorrowerId) -> Sequence[Loan]:
        """All loans under this account, the oldest first."""

    async def of_person(self, person_id: PersonId) -> Sequence[Loan]:
        """All loans of a person, whatever the account, the oldest first."""

    async def person_of(self, borrower_id: BorrowerId) -> PersonId | None:
        """Whose account this is, told by its latest loan; None when there was none."""

    async def add(self, loan: Loan, form: Form) -> None: ...
    async def save(self, loan: Loan) -> None:
        """What changes after the issue: its plans, closing, and the day to look at it again."""

    async def replace_phone(self, borrower_id: BorrowerId, phone: str) -> None:
        """All loans of a borrower are found by this number from now on."""

    async def watched(self, until: date, most: int) -> Sequence[LoanId]:
        """Open loans whose `watch_on` has come, found by an index."""

    async def after(self, loan_id: LoanId | None, most: int) -> Sequence[LoanId]:
        """All loans in the order of their ids, from the first that is greater."""

    async def open_after(self, loan_id: LoanId | None, most: int) -> Sequence[LoanId]:
        """Open loans in the order of their ids."""

    async def last_closed(self, borrower_id: BorrowerId) -> Loan | None: ...
    async def of_borrower(self, borrower_id: BorrowerId) -> Sequence[Loan]:
        """All loans of the person whose account this is, whatever the account, the oldest
        first."""

    async def without_delay(self, most: int) -> Sequence[LoanId]:
        """Loans whose worst delay nobody has counted."""

    async def count_repaid(self, borrower_id: BorrowerId) -> int:
        """By the person behind the borrower, under any account."""


class Cards(Protocol):
    async def get(self, card_id: CardId) -> Card: ...
    async def of(self, borrower_id: BorrowerId) -> Sequence[Card]:
        """Bound ones, the default first."""

    async def with_method(self, method_id: str) -> Card | None: ...
    async def save(self, card: Card) -> None:
        """A default card takes that from the others of its chat; a token that is given up is
        erased wherever it stands."""

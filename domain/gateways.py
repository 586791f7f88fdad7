"""The ports to the outer systems: what the lender asks of a bank, an SMS operator, bureaus."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from domain.money import ZERO, Money
from domain.reporting import Row


class GatewayUnclear(Exception):  # noqa: N818 — a fact, not a mistake
    """No answer, or one that says nothing: whether the call was carried out is not known.

    `retry_after` is the other side's wish in seconds, if it named one.
    """

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class GatewayRefused(Exception):  # noqa: N818 — a fact, not a mistake
    """The other side understood the call and refused it: nothing was done."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(f"{code}: {what}" if what else code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """What the bank tells of a card; the full number never passes through our code."""

    first6: str
    last4: str
    expiry_year: int
    expiry_month: int
    scheme: str  # «Mir», «MasterCard», «Visa» …
    issuer: str | None


@dataclass(frozen=True, kw_only=True)
class PaymentMethod:
    """A card that is being bound, or is bound, on the bank's page."""

    id: str
    status: str  # pending, active, inactive
    page: str | None  # the bank's page, while pending
    card: CardFacts | None  # once active


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Money from a card or an SBP account to the lender: held, then captured or cancelled; or
    captured at once."""

    id: str
    status: str  # pending, waiting_for_capture, succeeded, canceled
    amount: Money
    created_at: datetime
    captured_at: datetime | None
    cancel_reason: str | None  # the bank's own word, such as insufficient_funds
    page: str | None = None  # where the payer pays, while pending
    paid_with: str | None = None  # «•4477» for a card, «СБП»; None: not known
    refunded: Money = ZERO


@dataclass(frozen=True, kw_only=True)
class Refund:
    """Money of a captured payment that goes back to its payer."""

    id: str
    payment_id: str
    status: str  # pending, succeeded, canceled
    amount: Money
    created_at: datetime
    cancel_reason: str | None


@dataclass(frozen=True, kw_only=True)
class Payout:
    """Money from the lender to a card."""

    id: str
    status: str  # pending, succeeded, canceled
    amount: Money
    created_at: datetime
    succeeded_at: datetime | None
    cancel_party: str | None  # yoo_money (the gateway itself) or payout_network (the card's side)
    cancel_reason: str | None


class Bank(Protocol):
    """YooKassa v3. `key` is the Idempotence-Key, remembered by the bank for 24 hours; `reference`
    is our own id of the operation, kept in its metadata. Every call raises GatewayUnclear or
    GatewayRefused."""

    async def bind_card(self, *, key: str, return_url: str) -> PaymentMethod: ...
    async def payment_method(self, method_id: str) -> PaymentMethod: ...
    async def hold(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment: ...
    async def charge(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment:
        """A bound card, captured at once."""

    async def open_payment(
        self, *, key: str, amount: Money, reference: str, description: str, return_url: str
    ) -> Payment:
        """A page of the bank, where the payer chooses a card or SBP; captured at once."""

    async def payment(self, payment_id: str) -> Payment: ...
    async def cancel(self, payment_id: str, *, key: str) -> Payment: ...
    async def find_payments(self, *, reference: str, since: datetime) -> Sequence[Payment]: ...
    async def refund(
        self, *, key: str, payment_id: str, amount: Money, reference: str, description: str
    ) -> Refund: ...
    async def refund_of(self, refund_id: str) -> Refund: ...
    async def find_refunds(self, *, reference: str, since: datetime) -> Sequence[Refund]: ...
    async def pay_out(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payout: ...
    async def payout(self, payout_id: str) -> Payout: ...
    async def find_payouts(self, *, reference: str, since: datetime) -> Sequence[Payout]: ...


class Sms(Protocol):
    """An SMS operator. `message_id` is ours; sending the same message again within a minute is
    not a second message. Raises GatewayUnclear or GatewayRefused."""

    async def send(self, *, message_id: str, phone: str, text: str, by_call: bool = False) -> None:
        """`by_call`: a robot calls and reads the text aloud."""


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Whom a bureau is asked about."""

    name: str
    birth_date: date
    passport: str  # ten digits
    inn: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class OpenLoan:
    """`id` is the contract's own over all lenders and bureaus (УИД, 218-FZ); "" in what was
    stored before bureaus told it. `lender` is the lender's ИНН."""

    id: str = ""
    lender: str = ""
    psk: Decimal  # per cent a year
    balance: Money
    monthly_payment: Money


@dataclass(frozen=True, kw_only=True)
class ClosedLoan:
    id: str
    lender: str
    psk: Decimal  # per cent a year
    closed_on: date


@dataclass(frozen=True, kw_only=True)
class BureauReport:
    self_ban: bool
    open_loans: tuple[OpenLoan, ...]
    score: int  # 0 … 999, more is better
    closed_loans: tuple[ClosedLoan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowAnswer:
    """A bureau's answer to a row: its receipt, or why it refuses the row."""

    receipt: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TellRow:
    """A row of a credit history. `after` is the number of the last row of this loan that the bureau
    has accepted: rows go in order."""

    id: str
    after: int | None
    row: Row
    contract: str
    issued_on: date
    lent: Money
    psk: Decimal
    person: Applicant


class BureauReporting(Protocol):
    """Where a credit bureau takes rows. The same id is the same row. None: not decided yet. Raises
    GatewayUnclear or GatewayRefused."""

    async def tell(self, told: TellRow) -> RowAnswer | None: ...


class Bureau(Protocol):
    """A credit bureau (КБКИ). `request_id` makes asking again the same question. None: the
    report is not ready yet. Raises GatewayUnclear or GatewayRefused."""

    async def report(self, *, request_id: str, applicant: Applicant) -> BureauReport | None: ...


class Ownership(StrEnum):
    MATCH = "match"
    MISMATCH = "mismatch"
    UNKNOWN = "unknown"


class OwnerCheck(Protocol):
    """Does this card belong to this person (9-FZ, from 2025-09-01)? Raises as above."""

    async def ask(
        self, *, request_id: str, name: str, phone: str, card: CardFacts
    ) -> Ownership: ...


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """Whom money goes to, and by which card."""

    phone: str
    passport: str  # ten digits
    inn: str
    card: CardFacts


class Listing(StrEnum):
    CLEAN = "clean"
    HIT = "hit"
    UNCLEAR = "unclear"  # the base can't tell now: ask again


@dataclass(frozen=True, kw_only=True)
class Operation:
    """A payout that somebody else than its receiver wanted, or that was stopped before it went."""

    reference: str  # our id of the movement
    kind: str  # attempt: nothing was sent; transfer: the money arrived
    at: datetime
    amount: Money
    receiver: Receiver


class Fincert(Protocol):
    """The Bank of Russia's base of transfers without consent and tries of such (FinCERT).
    `request_id` and `report_id` make asking or telling again the same. Raises as above."""

    async def look_up(self, *, request_id: str, receiver: Receiver, amount: Money) -> Listing: ...
    async def report(self, *, report_id: str, operation: Operation) -> str:
        """The base's own number of the report, which says that it has it."""


@dataclass(frozen=True, kw_only=True)
class FacePage:
    """Where a person confirms who they are."""

    session: str  # the provider's id
    url: str


class Recognition(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"  # another face, or «не я»
    EXPIRED = "expired"  # nobody came to the page in its time


class Biometrics(Protocol):
    """The Unified Biometric System (ЕБС) behind a provider. Raises as above."""

    async def open(self, *, request_id: str, applicant: Applicant, return_url: str) -> FacePage:
        """The same `request_id` gets the same page."""

    async def outcome(self, session: str) -> Recognition: ...


@dataclass(frozen=True, kw_only=True)
class FiscalReceipt:
    """What the tax service has of a receipt (54-FZ)."""

    number: str
    url: str  # where the payer sees it


class FiscalRegister(Protocol):
    """An online cash register. `request_id` makes asking again the same receipt. None: not
    registered yet. Raises as above."""

    async def register(
        self, *, request_id: str, at: datetime, amount: Money, item: str, email: str
    ) -> FiscalReceipt | None: ...


class PhotoSource(Protocol):
    """Photos that people send in their chats. Raises GatewayUnclear; GatewayRefused with «large»
    for more than `most` bytes, and «gone» for what can't be had any more."""

    async def fetch(self, file_id: str, *, most: int) -> bytes: ...


class Documents(Protocol):
    """Turns facts into PDF files. Takes tens of milliseconds: call it in a thread."""

    def individual_terms(self, facts: dict[str, object]) -> bytes: ...
    def prolongation(self, facts: dict[str, object]) -> bytes: ...
    def schedule(self, facts: dict[str, object]) -> bytes: ...
    def confirmation(self, facts: dict[str, object]) -> bytes: ...

"""What the lender has to say when something has happened; screens word it.

`expects` names the step (a conversation's state) that waits for the borrower afterwards: None
leaves the conversation where it is, "" ends it. `content` is the class of what is said, for the
policy of channels (domain-rules 0).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from domain.application import Reason
from domain.cards import CardRefusal
from domain.cases import Kind
from domain.ids import CaseId, DocumentId
from domain.money import Money


class Content(StrEnum):
    PUBLIC = "public"
    ACCOUNT = "account"
    PERSONAL = "personal"
    PAYMENT = "payment"
    DOCUMENT = "document"
    SECRET = "secret"


@dataclass(frozen=True, kw_only=True)
class Notice:
    expects: ClassVar[str | None] = None
    content: ClassVar[Content] = Content.ACCOUNT


@dataclass(frozen=True, kw_only=True)
class DecisionLate(Notice):
    """The promised minute is over and a bureau has not answered yet."""


@dataclass(frozen=True, kw_only=True)
class UnderReview(Notice):
    """A person of the staff decides."""


@dataclass(frozen=True, kw_only=True)
class Approved(Notice):
    asked: Money
    amount: Money
    expects = "Card:page"


@dataclass(frozen=True, kw_only=True)
class Rejected(Notice):
    reason: Reason
    retry_on: date | None
    expects = ""


@dataclass(frozen=True, kw_only=True)
class CardPage(Notice):
    """The bank's page is ready."""

    url: str
    expects = "Card:page"
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class CardPageExpired(Notice):
    expects = "Card:page"


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Notice):
    last4: str
    tries: int
    minutes: int
    expects = "Card:amount"
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class HoldExpired(Notice):
    expects = "Card:page"


@dataclass(frozen=True, kw_only=True)
class CardRefused(Notice):
    refusal: CardRefusal
    last4: str | None
    expects = "Card:page"


@dataclass(frozen=True, kw_only=True)
class OwnerDoubt(Notice):
    """The owner check can't tell; staff look at it."""


@dataclass(frozen=True, kw_only=True)
class TermsReady(Notice):
    document: DocumentId
    amount: Money
    total: Money
    days: int
    psk: Decimal
    expects = "Signing:terms"
    content = Content.DOCUMENT


@dataclass(frozen=True, kw_only=True)
class PayoutDelayed(Notice):
    amount: Money
    expects = "Paying:out"


@dataclass(frozen=True, kw_only=True)
class LoanIssued(Notice):
    contract: str
    amount: Money
    last4: str
    due_on: date
    total: Money
    expects = ""
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class Apology(Notice):
    """Something of ours broke while an update was handled."""

    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Notice):
    """To the staff group."""

    case: CaseId
    number: str
    kind: Kind
    facts: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class CaseSolved(Notice):
    """To the staff group: what the case was about has ended by itself."""

    number: str
    kind: Kind


@dataclass(frozen=True, kw_only=True)
class PhoneCodeSms(Notice):
    digits: str
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class SigningCodeSms(Notice):
    digits: str
    amount: Money
    document: str  # first signs of its hash
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class PasswordSms(Notice):
    password: str
    content = Content.SECRET

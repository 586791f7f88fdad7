"""What the lender has to say when something has happened; screens word it.

`expects` names the step (a conversation's state) that waits for the borrower afterwards: None
leaves the conversation where it is, "" ends it. `content` is the class of what is said, for the
policy of channels (domain-rules 0).
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from domain.application import Reason, Stage, Status
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
    anchor: ClassVar[str | None] = None  # the one message of a chat that shows this
    content: ClassVar[Content] = Content.ACCOUNT


@dataclass(frozen=True, kw_only=True)
class DecisionLate(Notice):
    """The promised minute is over and a bureau has not answered yet."""


@dataclass(frozen=True, kw_only=True)
class Progress(Notice):
    """Shown in one message that edits itself."""

    status: Status
    amount: Money
    days: int
    times: dict[Stage, datetime]
    anchor = "progress"


@dataclass(frozen=True, kw_only=True)
class CounterOffer(Notice):
    """Less than asked: to be taken or left."""

    asked: Money
    amount: Money
    days: int
    total: Money
    due: date
    warning: int | None  # debt burden in per cent, when a warning is due
    expects = "Decided:counter"


@dataclass(frozen=True, kw_only=True)
class CoolingOff(Notice):
    """Signed; the law makes the money wait until `until`, and lets the borrower refuse."""

    amount: Money
    until: datetime
    expects = "Cooling:off"


@dataclass(frozen=True, kw_only=True)
class UnderReview(Notice):
    """A person of the staff decides."""


@dataclass(frozen=True, kw_only=True)
class Approved(Notice):
    asked: Money
    amount: Money
    warning: int | None  # debt burden in per cent, when a warning is due
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
    sha256: str  # of the very file that is shown
    amount: Money
    total: Money
    days: int
    psk: Decimal
    expects = "Signing:terms"
    content = Content.DOCUMENT


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(Notice):
    """Five working days have passed without a signature."""

    expects = ""


@dataclass(frozen=True, kw_only=True)
class PayoutDelayed(Notice):
    amount: Money
    expects = "Paying:out"


@dataclass(frozen=True, kw_only=True)
class LoanIssued(Notice):
    contract: str
    amount: Money
    last4: str
    due_on: date  # of the first payment
    payment: Money  # the first one
    payments: int
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
class Commands(Notice):
    """The menu of commands for who now speaks in a chat: guest or borrower."""

    who: str
    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class PhoneCodeSms(Notice):
    """`by_call`: dictated by a robot, when SMS does not come."""

    digits: str
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class SigningCodeSms(Notice):
    digits: str
    amount: Money
    document: str  # first signs of its hash
    by_call: bool = False
    content = Content.SECRET


@dataclass(frozen=True, kw_only=True)
class PasswordSms(Notice):
    password: str
    content = Content.SECRET

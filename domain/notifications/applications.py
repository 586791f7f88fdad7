"""From the application to the money on the card."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.ids import DocumentId
from domain.model.application import ApplicationStatus, ProgressStep, Reason
from domain.model.card_binding import CardRefusal
from domain.money import Money
from domain.notifications.notice import Content, Notice
from domain.rules.decision import MarketLimit


@dataclass(frozen=True, kw_only=True)
class DecisionLate(Notice):
    """The promised minute is over and a bureau has not answered yet."""


@dataclass(frozen=True, kw_only=True)
class ConsentGone(Notice):
    """The consent to ask bureaus stands no more, and the application went with it."""


@dataclass(frozen=True, kw_only=True)
class Progress(Notice):
    """Shown in one message that edits itself."""

    status: ApplicationStatus
    amount: Money
    days: int
    times: dict[ProgressStep, datetime]
    stuck: bool = False  # staff find out at the bank what became of the payout
    news = False


@dataclass(frozen=True, kw_only=True)
class CounterOffer(Notice):
    """Less than asked: to be taken or left."""

    asked: Money
    amount: Money
    days: int
    total: Money
    due: date
    warning: int | None  # debt burden in per cent, when a warning is due
    share: bool = False  # the quarter allows no more, whoever it is


@dataclass(frozen=True, kw_only=True)
class CoolingOff(Notice):
    """Signed; the law makes the money wait until `until`, and lets the borrower refuse."""

    amount: Money
    until: datetime


@dataclass(frozen=True, kw_only=True)
class UnderReview(Notice):
    """A person of the staff decides."""


@dataclass(frozen=True, kw_only=True)
class Approved(Notice):
    asked: Money
    amount: Money
    warning: int | None  # debt burden in per cent, when a warning is due
    last4: str | None = None  # a card of the wallet takes the money


@dataclass(frozen=True, kw_only=True)
class Rejected(Notice):
    reason: Reason
    retry_on: date | None
    limit: MarketLimit | None = None  # of expensive loans at once, on the day of the rejection


@dataclass(frozen=True, kw_only=True)
class CardPage(Notice):
    """The bank's page is ready."""

    url: str
    to_wallet: bool = False  # bound besides a loan or after one: there is a way back
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class CardPageExpired(Notice):
    to_wallet: bool = False


@dataclass(frozen=True, kw_only=True)
class HoldPlaced(Notice):
    last4: str
    tries: int
    minutes: int
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class HoldExpired(Notice):
    to_wallet: bool = False


@dataclass(frozen=True, kw_only=True)
class CardRefused(Notice):
    refusal: CardRefusal
    last4: str | None
    to_wallet: bool = False


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
    content = Content.DOCUMENT


@dataclass(frozen=True, kw_only=True)
class TermsAnew(Notice):
    """They were printed for an earlier day: others are on their way."""

    printed: date
    today: date


@dataclass(frozen=True, kw_only=True)
class OfferLapsed(Notice):
    """Five working days have passed without a signature."""


@dataclass(frozen=True, kw_only=True)
class CardCheckDelayed(Notice):
    """The bank doesn't take our requests; the card has nothing to do with it."""


@dataclass(frozen=True, kw_only=True)
class PayoutDiffers(Notice):
    """The bank has moved another sum than `amount`, which was asked for."""

    amount: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class PayoutUnknown(Notice):
    """Nobody can tell yet whether the money is with the borrower: a person looks."""

    amount: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class PayoutDelayed(Notice):
    amount: Money


@dataclass(frozen=True, kw_only=True)
class MoneyChecked(Notice):
    """Money to the borrower waits for a check; which one isn't told (115-FZ art. 4). `refund`: an
    overpayment, else the loan."""

    amount: Money
    refund: bool = False
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class SignatureChecked(Notice):
    """The contract can't be signed for now; why isn't told (115-FZ art. 4)."""


@dataclass(frozen=True, kw_only=True)
class PayoutUndone(Notice):
    """The signed contract is undone before any money went, or after all of it `came_back`: nothing
    is owed."""

    amount: Money
    came_back: bool = False


@dataclass(frozen=True, kw_only=True)
class LoanIssued(Notice):
    contract: str
    amount: Money
    last4: str
    due_on: date  # of the first payment
    payment: Money  # the first one
    payments: int
    total: Money
    content = Content.PAYMENT

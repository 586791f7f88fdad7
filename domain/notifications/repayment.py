"""Payments, cards, and the papers of repayment."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.ids import DocumentId
from domain.money import Money
from domain.notifications.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class CardBound(Notice):
    """One more card in the wallet; nothing else follows."""

    last4: str
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class CardExpiring(Notice):
    """`until` is the card's last day, about a month away."""

    last4: str
    until: date
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class PaymentPage(Notice):
    """The bank's page for one payment is open."""

    url: str
    amount: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class PaymentBooked(Notice):
    """A payment has come: what it went to, what is left. `late`: booked on an earlier day."""

    amount: Money
    interest: Money
    principal: Money
    penalty: Money
    forgiven: Money
    overpaid: Money
    left: Money
    booked_on: date
    late: bool
    next_day: date | None
    next_amount: Money | None
    payment: str  # id of the repayment, for its paper
    still_late: bool = False  # what comes next includes what is overdue
    closed_before: bool = False  # the loan was closed already: all of it goes back
    written_off_on: date | None = None  # what is left of this loan was given up then
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class ReceiptRegistered(Notice):
    """A fiscal receipt for interest, which the tax service has."""

    amount: Money
    number: str
    url: str
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class LoanClosed(Notice):
    contract: str
    on: date


@dataclass(frozen=True, kw_only=True)
class DebtWrittenOff(Notice):
    """The lender has given the debt up."""

    contract: str
    on: date
    amount: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class PaymentRefused(Notice):
    """`reason` is the bank's word; `auto`: the charge that was agreed upon beforehand, which may
    be tried again."""

    amount: Money
    reason: str
    last4: str | None
    page: bool
    auto: bool = False
    again_at: datetime | None = None
    prolongs: bool = False  # a signed agreement still waits for it today
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class ChargeAhead(Notice):
    """Tomorrow the card is charged, as agreed."""

    day: date
    amount: Money
    last4: str
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class ChargeMissed(Notice):
    """Today's charge could not be announced in time, so there is none."""

    amount: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class PaymentUnknown(Notice):
    """Nobody can tell yet whether the money was taken: a person looks."""

    amount: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class PaymentDelayed(Notice):
    """The bank doesn't take our requests: the payment waits. `page`: the bank's is open, and
    whether it was paid there can't be asked."""

    amount: Money
    page: bool = False
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class RefundSent(Notice):
    amount: Money
    content = Content.PAYMENT


class DocumentKind(StrEnum):
    """Papers of repayment."""

    CONFIRMATION = "payment_confirmation"
    SCHEDULE = "payment_schedule"
    HOLIDAYS = "holiday_schedule"  # the one that follows credit holidays


@dataclass(frozen=True, kw_only=True)
class PaperReady(Notice):
    document: DocumentId
    sheet: DocumentKind
    content = Content.DOCUMENT

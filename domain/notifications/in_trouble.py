"""Delay, and the ways out of it: prolongation, a promise, credit holidays."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.ids import AgreementId, DocumentId
from domain.money import Money
from domain.notifications.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class LoanOverdue(Notice):
    """The free notice of delay (353-FZ art. 10); who writes, that it is overdue, and a phone
    (230-FZ art. 7 p. 6)."""

    contract: str
    lender: str
    phone: str
    overdue: Money
    total: Money
    days: int
    prolongable: bool
    charge_paused: bool = False  # the automatic charge waits until this is paid
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class LoanProlonged(Notice):
    """Signed and paid: the new day, and what is to be returned then."""

    due: date
    total: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class ProlongationReady(Notice):
    """The agreement as a file, to be signed by code. `last4`: the card that is charged at once."""

    agreement: AgreementId
    document: DocumentId
    sha256: str  # of the very file that is shown
    price: Money
    due: date
    total: Money  # to be returned then
    last4: str | None
    content = Content.DOCUMENT


class WhyLapsed(StrEnum):
    UNPAID = "unpaid"  # signed, and not paid for by the end of its day
    LATE = "late"  # the money came when the day was over: it went to the debt
    CHECKED = "checked"  # a stop list holds the borrower, which isn't told
    CHANGED = "changed"  # the debt, while the paper was being made


@dataclass(frozen=True, kw_only=True)
class ProlongationLapsed(Notice):
    """`due`: as before."""

    why: WhyLapsed
    due: date


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Notice):
    """What was promised has been paid."""


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(Notice):
    """The promised day is over; with all that 230-FZ art. 7 p. 6 asks for."""

    day: date
    contract: str
    lender: str
    phone: str
    overdue: Money
    total: Money
    prolongable: bool
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class HolidaysGranted(Notice):
    """`daily_rate` until then, in per cent; `next_day` is the last one of the first payment, and
    `penalty` its part from before the holidays."""

    until: date
    daily_rate: Decimal
    next_day: date
    next_amount: Money
    penalty: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class HolidaysEnding(Notice):
    """Soon: what is to be paid after them, and by when."""

    until: date
    next_day: date
    next_amount: Money
    content = Content.PAYMENT


@dataclass(frozen=True, kw_only=True)
class HolidaysDenied(Notice):
    """Not granted; `prolongable`: what else may help."""

    prolongable: bool

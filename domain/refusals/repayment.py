"""About a loan that was given."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money
from domain.refusals.refusal import NothingToDo, Refusal


class WhyNotProlong(StrEnum):
    TERM = "term"  # the initial term was above 30 days
    COUNT = "count"
    CAP = "cap"
    LAW = "law"  # its full cost would be above what the law allows now
    MARKET = "market"  # the quarter's market average isn't known yet
    HOLIDAYS = "holidays"  # not before they end
    CHECKED = "checked"  # a stop list holds the borrower, which isn't told
    NOTHING = "nothing"  # today's interest is paid: there is nothing to pay for it


@dataclass(unsafe_hash=True)
class ProlongationRefused(Refusal):
    reason: WhyNotProlong


@dataclass(unsafe_hash=True)
class AgreementOld(Refusal):
    """An offer to prolong that holds no more: its day is over, or the debt has changed."""


@dataclass(unsafe_hash=True)
class NoOpenLoan(NothingToDo):
    """It has been repaid, or never was."""


@dataclass(unsafe_hash=True)
class PaymentOutOfRange(Refusal):
    """`most` is the whole debt."""

    least: Money
    most: Money


@dataclass(unsafe_hash=True)
class PaymentUnderWay(Refusal):
    """A charge whose end isn't known yet: another would take the money twice."""

    amount: Money


@dataclass(unsafe_hash=True)
class QuoteOld(Refusal):
    """The day for which the sum was told is over, or less is owed by now."""


@dataclass(unsafe_hash=True)
class CardInUse(Refusal):
    """A payment with this card is on its way."""


class WhyNoHolidays(StrEnum):
    AMOUNT = "amount"  # more was lent than the law lets rest
    ONCE = "once"  # that ground has been used
    ASKED = "asked"  # staff are looking at an application
    RUNNING = "running"  # they have been granted and last


@dataclass(unsafe_hash=True)
class HolidaysRefused(Refusal):
    reason: WhyNoHolidays


@dataclass(unsafe_hash=True)
class NothingOverdue(Refusal):
    """There is nothing to promise."""


@dataclass(unsafe_hash=True)
class PromiseTooFar(Refusal):
    latest: date


@dataclass(unsafe_hash=True)
class PromiseStands(Refusal):
    """An earlier promise holds: its day may only be moved nearer."""

    day: date


@dataclass(unsafe_hash=True)
class DayOver(Refusal):
    """What a debt was on a day that has passed can't be paid any more."""


@dataclass(unsafe_hash=True)
class DayTooFar(Refusal):
    """So far ahead no sum is told."""

    latest: date

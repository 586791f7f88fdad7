"""Refusals: facts that stop a use case. They carry data and never text; screens word them.

Not frozen: a traceback is written into an exception on its way through context managers.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.money import Money


class Refusal(Exception):  # noqa: N818 — a refusal is an answer, not a mistake
    """Raised by a use case that changes nothing; whoever raised it, everything is rolled back."""


@dataclass(unsafe_hash=True)
class AmountOutOfRange(Refusal):
    least: Money
    most: Money


@dataclass(unsafe_hash=True)
class TermOutOfRange(Refusal):
    """`every`: the term counts in whole intervals of so many days."""

    least: int  # days
    most: int
    every: int | None = None


@dataclass(unsafe_hash=True)
class PskAboveCap(Refusal):
    """No contract may be formed above the cap (353-FZ art. 6 p. 11)."""

    psk: str
    cap: str


@dataclass(unsafe_hash=True)
class RateAboveCap(Refusal):
    """The daily rate is above the law's (353-FZ art. 5 p. 23)."""

    rate: str
    cap: str


@dataclass(unsafe_hash=True)
class MarketUnknown(Refusal):
    """The quarter's market average of a category isn't loaded, and must be."""

    category: str


class WhyNotProlong(StrEnum):
    TERM = "term"  # the initial term was above 30 days
    COUNT = "count"
    CAP = "cap"
    LAW = "law"  # its full cost would be above what the law allows now
    MARKET = "market"  # the quarter's market average isn't known yet
    HOLIDAYS = "holidays"  # not before they end
    NOTHING = "nothing"  # today's interest is paid: there is nothing to pay for it


@dataclass(unsafe_hash=True)
class ProlongationRefused(Refusal):
    reason: WhyNotProlong


@dataclass(unsafe_hash=True)
class AgreementOld(Refusal):
    """An offer to prolong that holds no more: its day is over, or the debt has changed."""


@dataclass(unsafe_hash=True)
class TooYoung(Refusal):
    least_age: int


@dataclass(unsafe_hash=True)
class TooOld(Refusal):
    most_age: int


@dataclass(unsafe_hash=True)
class PassportTooEarly(Refusal):
    """Not before the 14th birthday, and not after today."""


@dataclass(unsafe_hash=True)
class PassportExpired(Refusal):
    """It had to be changed at 20 or 45; `until` was the last day."""

    until: date


@dataclass(unsafe_hash=True)
class Stopped(Refusal):
    """On a list: the lender's own, or that of 115-FZ. Which one isn't told."""


@dataclass(unsafe_hash=True)
class ApplicationUnderWay(Refusal):
    """One application at a time."""


@dataclass(unsafe_hash=True)
class LoanOpen(Refusal):
    """A new loan only after the previous one is repaid in full."""


@dataclass(unsafe_hash=True)
class NothingToDo(Refusal):
    """The step has been taken already, or isn't possible any more."""


@dataclass(unsafe_hash=True)
class NoOpenLoan(NothingToDo):
    """It has been repaid, or never was."""


@dataclass(unsafe_hash=True)
class CodeTooSoon(Refusal):
    wait: int  # seconds


@dataclass(unsafe_hash=True)
class CodesUsedUp(Refusal):
    """Too many codes for this phone or chat; `wait` in minutes."""

    wait: int


@dataclass(unsafe_hash=True)
class SamePhone(Refusal):
    """The new number is the old one."""


@dataclass(unsafe_hash=True)
class PhoneIsAnothers(Refusal):
    """Somebody else signs in with this number."""


@dataclass(unsafe_hash=True)
class ChangeUnderWay(Refusal):
    """A request to change the phone is with the staff. `change`: its id."""

    change: str


@dataclass(unsafe_hash=True)
class TooManyChanges(Refusal):
    """Requests to change the phone within a day."""

    most: int


@dataclass(unsafe_hash=True)
class ChangeOver(Refusal):
    """A request to change the phone that was left too long, or withdrawn: begin anew."""


class WhyNoChange(StrEnum):
    TAKEN = "taken"  # the new number is another account's by now
    BLOCKED = "blocked"


@dataclass(unsafe_hash=True)
class ChangeNotPossible(Refusal):
    """To the staff: the change can't be approved any more, only refused."""

    why: WhyNoChange


@dataclass(unsafe_hash=True)
class NoAccountOfPhone(Refusal):
    """To the staff: nobody signs in with this number."""

    phone: str


@dataclass(unsafe_hash=True)
class BlockedAlready(Refusal):
    """To the staff."""


@dataclass(unsafe_hash=True)
class NotBlocked(Refusal):
    """To the staff."""


@dataclass(unsafe_hash=True)
class NotYours(Refusal):
    """The person who pressed may not do this."""


@dataclass(unsafe_hash=True)
class TooManyCards(Refusal):
    """Too many tries to bind a card within a day."""


@dataclass(unsafe_hash=True)
class TryAgainOn(Refusal):
    """An earlier rejection still holds."""

    day: date


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


@dataclass(unsafe_hash=True)
class PauseAfterLoan(Refusal):
    """The law's pause between expensive loans; `day` is the first on which one may apply."""

    day: date


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


class WhyNotPassword(StrEnum):
    SHORT = "short"
    LONG = "long"
    COMMON = "common"  # of those that are guessed first
    OWN = "own"  # one's name, phone or birth date is in it
    PIN = "pin"  # not four to six digits
    PIN_SIMPLE = "pin_simple"


@dataclass(unsafe_hash=True)
class PasswordRefused(Refusal):
    reason: WhyNotPassword


@dataclass(unsafe_hash=True)
class TriesPaused(Refusal):
    """Too many wrong tries; `locked`: it is more than a pause."""

    until: datetime
    locked: bool


@dataclass(unsafe_hash=True)
class TryUnderWay(Refusal):
    """The last secret is still being checked."""


@dataclass(unsafe_hash=True)
class EntryOver(Refusal):
    """What was begun at the door was left too long, or was done elsewhere: begin anew."""


@dataclass(unsafe_hash=True)
class FinishFirst(Refusal):
    """An application of this chat is under way: nobody else is let in here meanwhile."""


@dataclass(unsafe_hash=True)
class AccountBlocked(Refusal):
    """By the staff. What is owed can still be paid."""


@dataclass(unsafe_hash=True)
class AccountNeeded(Refusal):
    """Only for who is signed in."""


@dataclass(unsafe_hash=True)
class AccountExists(Refusal):
    """This person has an account: the next loan is taken there."""


@dataclass(unsafe_hash=True)
class PhoneLost(Refusal):
    """The number of this account has come to somebody else: codes can't go there."""


@dataclass(unsafe_hash=True)
class ConsentMissing(Refusal):
    """It was taken back, and what is asked for stands on it."""

    kind: str


@dataclass(unsafe_hash=True)
class ExportUnderWay(Refusal):
    """A copy of the data is being made."""


@dataclass(unsafe_hash=True)
class ExportsUsedUp(Refusal):
    """Enough copies for a day."""

    until: datetime


class WhyNotDelete(StrEnum):
    LOAN = "loan"
    APPLICATION = "application"
    NOTHING = "nothing"  # no loan was ever given: there is nothing to keep or to delete


@dataclass(unsafe_hash=True)
class DeletionRefused(Refusal):
    reason: WhyNotDelete


@dataclass(unsafe_hash=True)
class DeletionAsked(Refusal):
    """An earlier wish waits for its written answer."""

    number: str
    answer_by: date

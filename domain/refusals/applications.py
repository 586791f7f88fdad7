"""On the way to a loan."""

from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.refusals.refusal import Refusal


@dataclass(unsafe_hash=True)
class NoPayoutOfContract(Refusal):
    """To staff: no money has gone out by a contract of this number."""

    contract: str


@dataclass(unsafe_hash=True)
class StillListed(Refusal):
    """To staff: a stop list holds this person still."""


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
class NumberOfZeros(Refusal):
    """Nobody has such a passport, department code, ИНН or СНИЛС; `field` of the form."""

    field: str


@dataclass(unsafe_hash=True)
class Stopped(Refusal):
    """On a list: the lender's own, or that of 115-FZ. Which one isn't told."""


@dataclass(unsafe_hash=True)
class ApplicationUnderWay(Refusal):
    """One application at a time. `elsewhere`: in another chat of the same person."""

    elsewhere: bool = False


@dataclass(unsafe_hash=True)
class LoanOpen(Refusal):
    """A new loan only after the previous one is repaid in full. `elsewhere`: it is in the account
    of the same person, and this chat isn't."""

    elsewhere: bool = False


@dataclass(unsafe_hash=True)
class TooManyCards(Refusal):
    """Too many tries to bind a card within a day."""


@dataclass(unsafe_hash=True)
class TryAgainOn(Refusal):
    """An earlier rejection still holds."""

    day: date


@dataclass(unsafe_hash=True)
class LateBefore(Refusal):
    """A very long delay, or a debt that was given up: no new loan until that day; None: no day
    can be told."""

    day: date | None


@dataclass(unsafe_hash=True)
class PauseAfterLoan(Refusal):
    """The law's pause between expensive loans; `day` is the first on which one may apply."""

    day: date

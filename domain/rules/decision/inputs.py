"""What a decision looks at."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.model.application import Reason
from domain.money import Money
from domain.rules.decision.history import NOTHING_YET, History
from domain.rules.decision.shares import Shares


@dataclass(frozen=True, kw_only=True)
class OpenElsewhere:
    psk: Decimal
    monthly_payment: Money


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """All that a decision looks at; kept with it, so that it can be proved later."""

    on: date  # on which the contract would be made
    applied_on: date | None = None  # None: on that day too
    asked: Money
    least: Money  # of the product
    days: int
    psk: Decimal  # of the loan asked for
    monthly_payment: Money  # of the loan asked for
    age: int
    income: Money  # declared, a month
    mean_income: Money | None = None  # of the region; None: no figure is known
    region: str | None = None  # None: the address doesn't tell it, and the lowest mean is taken
    score: int  # the lower of the bureaus'
    self_ban: bool
    open_elsewhere: tuple[OpenElsewhere, ...]
    open_here: int
    short_here_in_a_year: int
    last_closed_on: date | None  # of a loan here or elsewhere: an expensive one, if there is any
    last_closed_psk: Decimal | None
    stop_list: str | None
    unlawful: Reason | None = None  # why the day's law or market forbids such terms
    blocked: bool = False  # by staff
    history: History = NOTHING_YET  # with us
    shares: Shares | None = None  # of the quarter, by debt burden

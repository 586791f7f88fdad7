"""What a loan costs: its schedule, its full cost (ПСК), and whether the law allows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.dates import add_months
from domain.money import ZERO, Money
from domain.refusals import PskAboveCap, RateAboveCap
from domain.rules.psk import Flow, psk
from domain.rules.regulation import rule
from domain.rules.schedule import Payment, schedule


@dataclass(frozen=True, kw_only=True)
class Cost:
    """The cost of a loan given on `issued` and repaid as in `schedule`."""

    amount: Money
    daily_rate: Decimal  # per cent a day
    issued: date
    schedule: tuple[Payment, ...]
    psk: Decimal  # per cent a year, three decimals
    cap_percent: int | None  # the law's limit on all accruals; None for terms above a year

    @property
    def due(self) -> date:
        return self.schedule[-1].day

    @property
    def interest(self) -> Money:
        """ПСК in money: what is paid beside the sum itself; there are no paid services."""
        return sum((line.interest for line in self.schedule), ZERO)

    @property
    def monthly_payment(self) -> Money:
        """What a month carries on average; a loan of a month or less falls due within one."""
        term = (self.due - self.issued).days
        if term <= 31:
            return self.total
        return Money.half_up(Fraction(self.total.kopecks) * 365 / 12 / term)

    @property
    def total(self) -> Money:
        return self.amount + self.interest


def cost_of(amount: Money, daily_rate: Decimal, issued: date, days: Sequence[date]) -> Cost:
    """The cost of `amount` repaid on `days`, by the law of the contract's date `issued`.

    RateAboveCap (353-FZ art. 5 p. 23), PskAboveCap (art. 6 p. 11): such a contract can't be
    formed. The cap is compared after rounding to three decimals.
    """
    highest = rule("interest.daily_rate_max", issued)
    if highest.in_force and daily_rate > highest.number:
        raise RateAboveCap(str(daily_rate), str(highest.number))
    cost = untested_cost(amount, daily_rate, issued, days)
    cap = rule("psk.cap_absolute", issued).number
    if cost.psk > cap:
        raise PskAboveCap(f"{cost.psk:.3f}", f"{cap:.3f}")
    return cost


def untested_cost(amount: Money, daily_rate: Decimal, issued: date, days: Sequence[date]) -> Cost:
    """The same of a loan that the law may forbid: what a decision writes down of it."""
    lines = schedule(amount, daily_rate, issued, days)
    full = psk(amount, issued, [Flow(line.day, line.amount) for line in lines])
    short = (days[-1] - issued).days <= rule("overpay.max_initial_term", issued).number
    return Cost(
        amount=amount,
        daily_rate=daily_rate,
        issued=issued,
        schedule=lines,
        psk=full,
        cap_percent=int(rule("overpay.cap", issued).number) if short else None,
    )


@dataclass(frozen=True)
class MarketAverages:
    """The Bank of Russia's average PSK by quarter («2026Q4») and category, in per cent a year.

    `must_be_known`: a quarter without a figure blocks new contracts; else it only warns.
    """

    averages: Mapping[tuple[str, str], Decimal]
    must_be_known: bool = True
    test_data: bool = False

    def average(self, category: str, on: date) -> Decimal | None:
        """Of the quarter of a day; None when it isn't known."""
        return self.averages.get((quarter(on), category))

    def cap(self, category: str, on: date) -> Decimal | None:
        """The market's cap in a quarter: average × 4/3; None when the average isn't known."""
        average = self.average(category, on)
        if average is None:
            return None
        times = rule("psk.cap_market_multiplier", on).fraction
        exact = Fraction(average) * times
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.001"))


def quarter(day: date) -> str:
    """«2026Q4»"""
    return f"{day.year}Q{(day.month + 2) // 3}"


def last_quarter(day: date) -> str:
    """The quarter before that of a day."""
    return quarter(add_months(day.replace(day=1), -3))


def next_quarter(day: date) -> date:
    """The first day of the quarter after that of a day."""
    return add_months(day.replace(day=1), 3 - (day.month - 1) % 3)

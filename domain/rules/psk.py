"""The full cost of a loan (ПСК), 353-FZ art. 6 p. 2–2.2."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

from domain.money import Money
from domain.rules.regulation import rule

PRECISION = Context(prec=40)


@dataclass(frozen=True)
class Flow:
    """Money to the lender on a day; the sum given to the borrower is negative."""

    day: date
    amount: Money


@dataclass(frozen=True)
class BasePeriod:
    length: int
    months: bool  # else days
    year: int = 365  # days, leap years too

    @property
    def per_year(self) -> Fraction:
        """ЧБП, not rounded."""
        return Fraction(12, self.length) if self.months else Fraction(self.year, self.length)


def psk(given: Money, issued: date, payments: Sequence[Flow]) -> Decimal:
    """ПСК in per cent a year with three decimals (half up).

    `payments` are the borrower's, in order of date, after `issued`. ValueError when there are
    none, when they are not in order, or when they return less than was given.
    """
    if not payments or given.kopecks <= 0:
        raise ValueError("a loan needs a sum and at least one payment")
    days = [issued, *(p.day for p in payments)]
    if any(later <= earlier for earlier, later in itertools.pairwise(days)):
        raise ValueError("payments must follow the issue one after another")
    paid = sum(p.amount.kopecks for p in payments)
    if paid < given.kopecks:
        raise ValueError("the payments return less than was given")
    base = base_period(issued, [p.day for p in payments])
    with localcontext(PRECISION):
        rate = _root(given, [(p.amount, *_position(issued, p.day, base)) for p in payments])
        per_year = Decimal(base.per_year.numerator) / Decimal(base.per_year.denominator)
        decimals = int(rule("psk.decimals", issued).value)
        return (rate * per_year * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def base_period(issued: date, days: Sequence[date]) -> BasePeriod:
    """The most frequent interval; the smaller of equals; the mean when none repeats.

    A schedule of two or more payments all on the issue's day of month counts in months,
    anything else in days (353-FZ art. 6 p. 2-2.2; the wording was not seen).
    """
    months = len(days) > 1 and all(d.day == issued.day for d in days)
    marks = [issued, *days]
    pairs = list(itertools.pairwise(marks))
    steps = [_months(a, b) if months else (b - a).days for a, b in pairs]
    year = int(rule("psk.year_days", issued).value)
    longest = 12 if months else year
    counts = Counter(steps)
    most = max(counts.values())
    if most > 1 or len(steps) == 1:
        length = min(step for step, times in counts.items() if times == most)
    else:
        length = Money.half_up(Fraction(sum(steps), len(steps))).kopecks
    return BasePeriod(min(length, longest), months, year)


def _months(a: date, b: date) -> int:
    return (b.year - a.year) * 12 + b.month - a.month


def _position(issued: date, day: date, base: BasePeriod) -> tuple[int, Decimal]:
    """q: full base periods from the issue to the day; e: the rest as a part of one."""
    distance = _months(issued, day) if base.months else (day - issued).days
    return distance // base.length, Decimal(distance % base.length) / base.length


def _root(given: Money, flows: Sequence[tuple[Money, int, Decimal]]) -> Decimal:
    """The smallest i ≥ 0 with Σ flow / ((1 + e·i)(1 + i)^q) = given, by bisection."""

    def balance(i: Decimal) -> Decimal:
        worth = sum(
            (Decimal(a.kopecks) / ((1 + e * i) * (1 + i) ** q) for a, q, e in flows), Decimal(0)
        )
        return worth - given.kopecks

    low, high = Decimal(0), Decimal("0.01")
    if balance(low) == 0:
        return low
    while balance(high) > 0:
        low, high = high, high * 2
    while high - low > Decimal("1e-20"):
        middle = (low + high) / 2
        low, high = (middle, high) if balance(middle) > 0 else (low, middle)
    return (low + high) / 2

"""Products as data, and what a loan of one will cost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.dates import add_days
from domain.errors import AmountOutOfRange, PskAboveCap, TermOutOfRange
from domain.money import Money
from domain.psk import Flow, psk
from domain.regulation import rule


@dataclass(frozen=True, kw_only=True)
class Product:
    """A single-payment loan: principal and interest come back on one day."""

    code: str
    least: Money
    most: Money
    least_days: int
    most_days: int
    daily_rate: Decimal  # per cent a day


@dataclass(frozen=True, kw_only=True)
class Quote:
    """What a loan costs if it is given on `issued` and repaid on `due`."""

    amount: Money
    days: int
    daily_rate: Decimal
    issued: date
    due: date
    interest: Money
    psk: Decimal  # per cent a year, three decimals
    cap_percent: int  # the law's limit on all accruals, per cent of the sum

    @property
    def total(self) -> Money:
        return self.amount + self.interest


PAYDAY = Product(
    code="payday",
    least=Money.rubles(1_000),
    most=Money.rubles(30_000),
    least_days=7,
    most_days=30,
    daily_rate=Decimal("0.8"),
)


def simple_interest(principal: Money, daily_rate: Decimal, days: int) -> Money:
    """Interest for actual days, the day of issue not counted; cut to the kopeck
    (GK art. 191, 809; rounding up at 0.8 % would break the PSK cap)."""
    return Money.floor(Fraction(principal.kopecks) * Fraction(daily_rate) / 100 * days)


def quote(product: Product, amount: Money, days: int, issued: date) -> Quote:
    """The cost of a loan; AmountOutOfRange, TermOutOfRange, PskAboveCap (353-FZ art. 6 p. 11)."""
    if not product.least <= amount <= product.most:
        raise AmountOutOfRange(product.least, product.most)
    if not product.least_days <= days <= product.most_days:
        raise TermOutOfRange(product.least_days, product.most_days)
    interest = simple_interest(amount, product.daily_rate, days)
    due = add_days(issued, days)
    cost = psk(amount, issued, [Flow(due, amount + interest)])
    cap = rule("psk.cap_absolute", issued).number
    if cost > cap:
        raise PskAboveCap(f"{cost:.3f}", f"{cap:.3f}")
    return Quote(
        amount=amount,
        days=days,
        daily_rate=product.daily_rate,
        issued=issued,
        due=due,
        interest=interest,
        psk=cost,
        cap_percent=int(rule("overpay.cap", issued).number),
    )

"""Products as data: what may be asked for, and at what cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.money import Money
from domain.refusals import AmountOutOfRange, MarketUnknown, PskAboveCap, TermOutOfRange
from domain.rules.cost import Cost, MarketAverages, cost_of
from domain.rules.regulation import rule
from domain.rules.schedule import payment_days


@dataclass(frozen=True, kw_only=True)
class Product:
    """`every`: days between payments; None for a single payment at the end of the term."""

    code: str
    least: Money
    most: Money
    least_days: int
    most_days: int
    every: int | None
    daily_rate: Decimal  # per cent a day
    category: str  # row of the Bank of Russia's table of market averages

    def due_days(self, issued: date, days: int) -> tuple[date, ...]:
        every = self.every or days
        return payment_days(issued, count=days // every, every=every)


PAYDAY = Product(
    code="payday",
    least=Money.rubles(1_000),
    most=Money.rubles(30_000),
    least_days=7,
    most_days=30,
    every=None,
    daily_rate=Decimal("0.8"),
    category="2.3.1.1",
)
INSTALMENTS = Product(
    code="instalments",
    least=Money.rubles(30_000),
    most=Money.rubles(100_000),
    least_days=28,
    most_days=168,
    every=14,
    daily_rate=Decimal("0.6"),
    category="2.3.2.2",
)
PRODUCTS: Mapping[str, Product] = {product.code: product for product in (PAYDAY, INSTALMENTS)}

SMALL_BALANCE = Money.rubles(
    10
)  # what is left after a payment and isn't worth another one: forgiven

# What may be borrowed after so many loans repaid to us in time; the first is a single payment.
LIMITS = (
    (0, Money.rubles(30_000)),
    (1, Money.rubles(50_000)),
    (2, Money.rubles(70_000)),
    (3, Money.rubles(100_000)),
)


def personal_limit(steps: int) -> Money:
    """The most that somebody may borrow after so many loans that count: repaid to us in time
    (history.History.steps)."""
    return max(limit for loans, limit in LIMITS if loans <= steps)


def next_limit(steps: int) -> tuple[int, Money] | None:
    """How many more such loans raise the limit, and to what; None: it is the highest."""
    now = personal_limit(steps)
    higher = [(loans - steps, limit) for loans, limit in LIMITS if limit > now]
    return min(higher) if higher else None


def products_for(steps: int) -> tuple[Product, ...]:
    codes = ("payday",) if steps == 0 else ("payday", "instalments")
    return tuple(PRODUCTS[code] for code in codes)


def quote(
    product: Product,
    amount: Money,
    days: int,
    issued: date,
    *,
    market: MarketAverages,
    limit: Money | None = None,
) -> Cost:
    """The cost of a loan of a product. AmountOutOfRange, TermOutOfRange (instalments count in
    whole intervals), PskAboveCap by the law's cap or the market's (353-FZ art. 6 p. 11),
    MarketUnknown when the quarter's average must be known and isn't."""
    most = min(product.most, limit) if limit else product.most
    most = min(most, most_per_borrower(issued))
    if not product.least <= amount <= most:
        raise AmountOutOfRange(product.least, most)
    if not product.least_days <= days <= product.most_days or days % (product.every or 1):
        raise TermOutOfRange(product.least_days, product.most_days, product.every)
    cost = cost_of(amount, product.daily_rate, issued, product.due_days(issued, days))
    within_market(cost, product, market)
    return cost


def most_per_borrower(on: date) -> Money:
    """What a микрокредитная компания may lend to one person (151-FZ art. 12); nobody has two loans
    here at once."""
    return Money.rubles(rule("amount.max_per_borrower.MKK", on).value)


def within_market(cost: Cost, product: Product, market: MarketAverages) -> None:
    """The market's cap of the quarter in which terms are made or changed (353-FZ art. 6 p. 11).
    PskAboveCap; MarketUnknown when the quarter's average must be known and isn't."""
    cap = market.cap(product.category, cost.issued)
    if cap is None and market.must_be_known:
        raise MarketUnknown(product.category)
    if cap is not None and cost.psk > cap:
        raise PskAboveCap(f"{cost.psk:.3f}", f"{cap:.3f}")


def simple_interest(principal: Money, daily_rate: Decimal, days: int) -> Money:
    """Interest for actual days, the day of issue not counted; cut to the kopeck
    (GK art. 191, 809)."""
    return Money.floor(Fraction(principal.kopecks) * Fraction(daily_rate) / 100 * days)

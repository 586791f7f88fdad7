"""What somebody may borrow, and what it costs them today."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.application import Application, Reason
from domain.money import Money
from domain.refusals import (
    AmountOutOfRange,
    MarketUnknown,
    PskAboveCap,
    RateAboveCap,
    TermOutOfRange,
)
from domain.rules.cost import Cost, MarketAverages, untested_cost
from domain.rules.decision.history import History
from domain.rules.product import PRODUCTS, Product, personal_limit, products_for, quote
from domain.usecases.ledger.looking_back import LookBack


@dataclass(frozen=True, kw_only=True)
class Offered:
    """The products open to somebody, and the most they may borrow."""

    products: tuple[Product, ...]
    limit: Money
    history: History

    @property
    def returning(self) -> bool:
        return self.history.repaid > 0

    def product_for(self, amount: Money) -> Product:
        """The product whose range holds the sum: the first that does, else the nearest."""
        fitting = [p for p in self.products if p.least <= amount <= min(p.most, self.limit)]
        return fitting[0] if fitting else self.products[-1 if amount > self.limit else 0]


@dataclass(frozen=True, kw_only=True)
class Price:
    look_back: LookBack
    market: MarketAverages
    clock: Clock

    async def offered(self, borrower_id: BorrowerId) -> Offered:
        history = await self.look_back(borrower_id)
        steps = history.steps
        return Offered(products=products_for(steps), limit=personal_limit(steps), history=history)

    async def __call__(
        self, *, borrower_id: BorrowerId, product: Product, amount: Money, days: int
    ) -> Cost:
        """AmountOutOfRange, TermOutOfRange, PskAboveCap, MarketUnknown."""
        limit = (await self.offered(borrower_id)).limit
        today = self.clock.today()
        return quote(product, amount, days, today, market=self.market, limit=limit)

    def of(self, application: Application) -> Cost:
        """The cost of an approved application, if the money comes today. AmountOutOfRange,
        TermOutOfRange, PskAboveCap, RateAboveCap, MarketUnknown."""
        assert application.approved is not None
        return quote(
            PRODUCTS[application.product],
            application.approved,
            application.days,
            self.clock.today(),
            market=self.market,
        )

    def tested(self, application: Application) -> tuple[Cost, Reason | None]:
        """The same with why such a contract can't be made today, if it can't."""
        try:
            return self.of(application), None
        except MarketUnknown:
            against = Reason.MARKET_UNKNOWN
        except (PskAboveCap, RateAboveCap):
            against = Reason.PSK_CAP
        except (AmountOutOfRange, TermOutOfRange):
            against = Reason.RANGE
        assert application.approved is not None
        product, today = PRODUCTS[application.product], self.clock.today()
        days = product.due_days(today, max(application.days, product.every or 1))
        return untested_cost(application.approved, product.daily_rate, today, days), against

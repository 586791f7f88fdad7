"""Terms that may be had today where those that were offered may not: another product, or another
sum and term of the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.gateways import BureauReport
from domain.model.application import Application, Reason
from domain.money import Money
from domain.rules.decision import Decision, Inputs, Verdict, decide
from domain.rules.product import Product, most_per_borrower
from domain.usecases.applications.gathering import GatherInputs
from domain.usecases.applications.pricing import Price

# What another product may be free of: its full cost, its category and its term are others.
OF_THE_TERMS = frozenset(
    {
        Reason.LOANS_AT_ONCE,
        Reason.YEAR_LIMIT,
        Reason.MARKET_UNKNOWN,
        Reason.RANGE,
        Reason.PSK_CAP,
    }
)


@dataclass(frozen=True, kw_only=True)
class OtherTerms:
    price: Price
    gather_inputs: GatherInputs
    clock: Clock

    async def __call__(
        self, application: Application, reason: Reason | None, reports: Sequence[BureauReport]
    ) -> tuple[Application, Inputs, Decision] | None:
        """The application for another product of the borrower's, for no more money, or for a sum
        and term of the same one that are lent; None when no such loan may be made today."""
        if reason not in OF_THE_TERMS:
            return None
        offered = await self.price.offered(application.borrower_id)
        for product in offered.products:
            if product.code == application.product and reason is not Reason.RANGE:
                continue
            most = min(offered.limit, most_per_borrower(self.clock.today()))
            other = on_terms_of(product, application, most)
            if other is None:
                continue
            inputs = await self.gather_inputs(other, reports)
            decision = decide(inputs)
            if decision.verdict in (Verdict.APPROVE, Verdict.LESS):
                return other, inputs, decision
        return None


def on_terms_of(product: Product, application: Application, limit: Money) -> Application | None:
    """The sum as near to the wished one as the product allows, and the term too."""
    amount = min(application.approved or application.amount, product.most, limit)
    if amount < product.least:
        return None
    days = min(max(application.days, product.least_days), product.most_days)
    days -= days % (product.every or 1)
    return replace(application, product=product.code, days=days, approved=amount, terms=None)

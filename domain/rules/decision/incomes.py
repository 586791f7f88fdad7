"""Mean incomes of regions by Rosstat: a file of the lender's (MEAN_INCOMES).

Income that nobody has confirmed counts for the debt burden up to the mean of the borrower's
region (Bank of Russia, from 2026-01-01).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.money import Money
from domain.rules.decision.regions import region_of


@dataclass(frozen=True)
class MeanIncome:
    """A month, in that region; None when no address tells one, or the file doesn't know it: the
    lowest of all."""

    amount: Money
    region: str | None


@dataclass(frozen=True)
class MeanIncomes:
    """`rows`: by region and the day from which a figure holds."""

    rows: Mapping[tuple[str, date], Money]
    test_data: bool = False

    def on(self, day: date) -> Mapping[str, Money]:
        """What holds in each region on a day."""
        known = sorted((since, region) for region, since in self.rows if since <= day)
        return {region: self.rows[region, since] for since, region in known}

    def of(self, addresses: tuple[str, ...], day: date) -> MeanIncome | None:
        """The mean of the region of the first address that tells it; of an unknown one the lowest
        of the file. None when no figure holds on that day."""
        holds = self.on(day)
        if not holds:
            return None
        told = (region_of(address) for address in addresses)
        region = next((one for one in told if one is not None), None)
        if region is None or region not in holds:
            return MeanIncome(min(holds.values()), None)
        return MeanIncome(holds[region], region)

"""What an insufficient payment covers first (353-FZ art. 5 p. 20), by the contract's date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.money import ZERO, Money
from domain.rules.editions import Edition

PARTS = (
    "overdue_interest",
    "overdue_principal",
    "current_interest",
    "current_principal",
    "penalty",
    "other",
)


@dataclass(frozen=True)
class Allocation:
    """How a payment was divided; what was too much is `left`."""

    parts: Mapping[str, Money]
    left: Money

    def __getitem__(self, part: str) -> Money:
        return self.parts.get(part, ZERO)


def allocate(
    payment: Money, debt: Mapping[str, Money], contract_date: date, law: Edition
) -> Allocation:
    """Divide `payment` over the parts of `debt` in the law's order; nothing is lost. `law` is the
    edition of the contract."""
    left, parts = payment, {}
    for part in law.rule("allocation.order", contract_date).value.split(">"):
        taken = min(left, debt.get(part, ZERO))
        parts[part] = taken
        left -= taken
    return Allocation(parts, left)

"""A borrower's bound cards."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.gateways import CardFacts
from domain.ids import BorrowerId, CardId

SOON = timedelta(days=45)  # before its last day a card is marked in the list


@dataclass(frozen=True, kw_only=True)
class Card:
    """A card that was proven to be the borrower's. `method_id` is the bank's token: erased when
    the card is unbound, for the bank itself offers no deletion."""

    id: CardId
    borrower_id: BorrowerId
    facts: CardFacts
    bound_at: datetime
    method_id: str | None
    name: str | None = None
    default: bool = False
    unbound_at: datetime | None = None

    @property
    def last4(self) -> str:
        return self.facts.last4

    def last_month(self) -> date:
        """The first day of the month after which the card is no longer valid."""
        return date(self.facts.expiry_year, self.facts.expiry_month, 1)

    def last_day(self) -> date:
        year, month = self.facts.expiry_year, self.facts.expiry_month
        return date(year, month, monthrange(year, month)[1])

    def expires_soon(self, today: date) -> bool:
        return self.last_day() - today <= SOON

    def is_same(self, facts: CardFacts) -> bool:
        """The same plastic, as far as the bank tells."""
        mine = self.facts
        if not (mine.told and facts.told):
            return False  # four digits are many people's
        return (mine.first6, mine.last4, mine.expiry_year, mine.expiry_month) == (
            facts.first6,
            facts.last4,
            facts.expiry_year,
            facts.expiry_month,
        )

"""A loan that was given: its contract, and what is owed on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.dates import add_days
from domain.ids import ApplicationId, BindingId, ChatId, LoanId
from domain.money import ZERO, Money
from domain.product import PRODUCTS, simple_interest
from domain.schedule import Payment, schedule


@dataclass(frozen=True, kw_only=True)
class Loan:
    id: LoanId
    application_id: ApplicationId
    binding_id: BindingId  # the card that took the money
    chat_id: ChatId
    contract: str
    product: str  # code
    principal: Money
    daily_rate: Decimal  # per cent a day
    issued_at: datetime  # when the bank confirmed the payout
    issued_on: date  # the same in the lender's day: the term counts from it
    days: int
    law: str  # version of the regulation table at signing
    closed_on: date | None = None

    @property
    def due_on(self) -> date:
        return add_days(self.issued_on, self.days)

    def schedule(self) -> tuple[Payment, ...]:
        days = PRODUCTS[self.product].due_days(self.issued_on, self.days)
        return schedule(self.principal, self.daily_rate, self.issued_on, days)

    @property
    def total(self) -> Money:
        """All payments of the schedule."""
        return sum((line.amount for line in self.schedule()), ZERO)

    def interest_on(self, day: date) -> Money:
        """Interest accrued by the end of `day`, when nothing has been paid."""
        return simple_interest(self.principal, self.daily_rate, max(0, (day - self.issued_on).days))

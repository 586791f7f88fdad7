"""A loan that was given: its contract, and the plans by which it is paid back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from domain.ids import ApplicationId, BindingId, BorrowerId, LoanId, PersonId
from domain.money import ZERO, Money
from domain.rules.accrual import Terms
from domain.rules.editions import Edition, edition
from domain.rules.plan import Plan, contract_plan
from domain.rules.prolongation import LONGEST_INITIAL_TERM
from domain.rules.schedule import Payment


@dataclass(frozen=True, kw_only=True)
class Loan:
    """`later_plans` are those that followed the contract's schedule, the oldest first."""

    id: LoanId
    application_id: ApplicationId
    binding_id: BindingId  # the card that took the money
    borrower_id: BorrowerId
    contract: str
    product: str  # code
    principal: Money
    daily_rate: Decimal  # per cent a day
    issued_at: datetime  # when the bank confirmed the payout
    issued_on: date  # the same in the lender's day: the term counts from it
    days: int  # at signing
    law: str  # the edition of the law that it was made with
    closed_on: date | None = None  # repaid, or written off
    written_off_on: date | None = None  # the lender gave the debt up: it was not repaid
    worst_delay: int | None = None  # days past due at most so far; None: not counted yet
    later_plans: tuple[Plan, ...] = ()
    watch_on: date | None = None  # the next lender's day on which something falls due
    person_id: PersonId | None = None  # whose it is, whatever the account

    @property
    def edition(self) -> Edition:
        return edition(self.law)

    @property
    def psk(self) -> Decimal:
        """Per cent a year, by the daily rate: what the law's pause looks at."""
        return self.daily_rate * 365

    @property
    def prolongable(self) -> bool:
        """One payment, and a short term: what the law lets be extended at all."""
        return (
            self.edition.product(self.product).every is None and self.days <= LONGEST_INITIAL_TERM
        )

    @property
    def contract_terms(self) -> Terms:
        """As it was signed."""
        days = self.edition.product(self.product).due_days(self.issued_on, self.days)
        plan = contract_plan(self.principal, self.daily_rate, self.issued_on, days, self.law)
        return self._terms((plan,))

    @property
    def terms(self) -> Terms:
        """Plans that were stored before they named their edition have the contract's."""
        later = tuple(one if one.law else replace(one, law=self.law) for one in self.later_plans)
        return self._terms(self.contract_terms.plans + later)

    def _terms(self, plans: tuple[Plan, ...]) -> Terms:
        return Terms(
            principal=self.principal,
            daily_rate=self.daily_rate,
            issued=self.issued_on,
            plans=plans,
            law=self.law,
        )

    @property
    def plan(self) -> Plan:
        """The one in force now."""
        return self.terms.plans[-1]

    @property
    def due_on(self) -> date:
        return self.plan.due

    def schedule(self) -> tuple[Payment, ...]:
        return self.plan.lines

    @property
    def total(self) -> Money:
        """All payments of the schedule."""
        return sum((line.amount for line in self.schedule()), ZERO)

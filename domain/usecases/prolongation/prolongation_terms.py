"""What an extension would mean today: its price, its new day, and what stands against it."""

from dataclasses import dataclass

from domain.dates import a_year_before
from domain.model.loan import Loan
from domain.money import ZERO, Money
from domain.ports import Agreements
from domain.refusals import (
    MarketUnknown,
    NothingToDo,
    ProlongationRefused,
    PskAboveCap,
    RateAboveCap,
    TermOutOfRange,
    WhyNotProlong,
)
from domain.rules.cost import Cost, MarketAverages, cost_of
from domain.rules.product import simple_interest, within_market
from domain.rules.prolongation import (
    LONGEST_INITIAL_TERM,
    Extension,
    extend,
    keeps_principal,
    least_days,
    most_days,
    most_extensions,
)
from domain.usecases.checks.freezing import FrozenBy
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger

LEAST_PRICE = Money.rubles(1)  # the bank takes nothing smaller
SHARE = 4  # the part payment that is shown beside lowers the principal by a quarter


@dataclass(frozen=True, kw_only=True)
class PartPayment:
    """What a part payment would do instead: less principal, the same day of return."""

    amount: Money
    principal: Money  # that would be left
    daily: Money
    total: Money  # to be returned on the due day


@dataclass(frozen=True, kw_only=True)
class Conditions:
    """An extension agreed on today. `cost` is that of the principal from today to the new due
    day; `room` is what the law will still let accrue after that."""

    loan_state: LoanState
    extension: Extension
    cost: Cost
    count: int  # which one it is within a year
    room: Money
    part: PartPayment | None


@dataclass(frozen=True, kw_only=True)
class ProlongationChoice:
    """How long it may be, in days; `price` is to be paid today, whatever the days."""

    loan_state: LoanState
    price: Money
    least: int
    most: int
    left: int  # extensions that are left, this one included
    lapsed: bool = False  # the last agreement was signed, and not paid for on its day


@dataclass(frozen=True, kw_only=True)
class QuoteProlongation:
    """The terms by today's law and debt."""

    agreements: Agreements
    read_ledger: ReadLedger
    frozen_by: FrozenBy
    market: MarketAverages

    async def range(self, loan: Loan) -> ProlongationChoice:
        """ProlongationRefused, also when even the shortest one is impossible."""
        loan_state = await self.read_ledger(loan)
        if not loan_state.debt.principal:
            raise NothingToDo
        if await self.frozen_by(borrower_id=loan.borrower_id):
            raise ProlongationRefused(WhyNotProlong.CHECKED)
        used = await self._used(loan_state)
        least, most = least_days(loan_state.today), _most(loan_state)
        self._extend(loan_state, max(least, most), used)
        price = loan_state.debt.interest + loan_state.debt.penalty
        left = most_extensions(loan_state.today) - used
        return ProlongationChoice(
            loan_state=loan_state, price=price, least=least, most=most, left=left
        )

    async def __call__(self, loan: Loan, days: int) -> Conditions:
        """ProlongationRefused, TermOutOfRange."""
        choice = await self.range(loan)
        if not choice.least <= days <= choice.most:
            raise TermOutOfRange(choice.least, choice.most)
        loan_state = choice.loan_state
        used = await self._used(loan_state)
        extension, cost = self._extend(loan_state, days, used)
        return Conditions(
            loan_state=loan_state,
            extension=extension,
            cost=cost,
            count=used + 1,
            room=_room(loan_state) - cost.interest,
            part=part_instead(loan_state),
        )

    async def _used(self, loan_state: LoanState) -> int:
        since = a_year_before(loan_state.today)
        return len(await self.agreements.in_force_since(loan_state.loan.id, since))

    def _extend(self, loan_state: LoanState, days: int, used: int) -> tuple[Extension, Cost]:
        """The PSK is tested anew, on today's terms: those of a loan of the principal given today
        and returned on the new day."""
        loan, debt, today = loan_state.loan, loan_state.debt, loan_state.today
        product = loan.edition.product(loan.product)
        until = loan.plan.holiday_until
        if until is not None and today <= until:
            raise ProlongationRefused(WhyNotProlong.HOLIDAYS)
        extension = extend(
            initial_days=loan.days if product.every is None else LONGEST_INITIAL_TERM + 1,
            principal=debt.principal,
            daily_rate=loan.daily_rate,
            due=loan.due_on,
            interest=debt.interest,
            penalty=debt.penalty,
            cap_room=_room(loan_state),
            count=used,
            days=days,
            on=today,
        )
        try:
            cost = cost_of(debt.principal, loan.daily_rate, today, (extension.due,))
            within_market(cost, product, self.market)
        except (PskAboveCap, RateAboveCap):
            raise ProlongationRefused(WhyNotProlong.LAW) from None
        except MarketUnknown:
            raise ProlongationRefused(WhyNotProlong.MARKET) from None
        if not keeps_principal(cost.amount, debt.principal, today):
            raise ProlongationRefused(WhyNotProlong.LAW)
        free = not extension.price and loan.due_on <= today  # tomorrow it would be late
        if extension.price < LEAST_PRICE and not free:
            raise ProlongationRefused(WhyNotProlong.NOTHING)
        return extension, cost


def _room(loan_state: LoanState) -> Money:
    """Loans above a year have no cap, and can't be extended anyway."""
    return loan_state.debt.cap_room or ZERO


def _most(loan_state: LoanState) -> int:
    loan = loan_state.loan
    return most_days(
        principal=loan_state.debt.principal,
        daily_rate=loan.daily_rate,
        due=loan.due_on,
        cap_room=_room(loan_state),
        longest=loan.edition.product(loan.product).most_days,
        on=loan_state.today,
    )


def part_instead(loan_state: LoanState) -> PartPayment | None:
    """The price of an extension and a quarter of the principal, paid without extending; None
    when it is late, or when the term ends today."""
    loan, debt = loan_state.loan, loan_state.debt
    if debt.days_overdue or loan.due_on <= loan_state.today:
        return None
    lowers = Money(debt.principal.kopecks // SHARE)
    left = debt.principal - lowers
    coming = simple_interest(left, loan.daily_rate, (loan.due_on - loan_state.today).days)
    return PartPayment(
        amount=debt.interest + debt.penalty + lowers,
        principal=left,
        daily=simple_interest(left, loan.daily_rate, 1),
        total=left + coming,
    )

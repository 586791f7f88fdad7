"""What is owed on a day: interest and penalty up to the law's cap.

Interest is simple, on the outstanding principal, for actual days: the day of issue isn't
counted, the day of repayment is. Penalty is on overdue principal only (151-FZ art. 12.1 p. 2),
from the day after the due day, which for this purpose moves to the next working day (GK
art. 193). Both stop for good when together they reach the cap (353-FZ art. 5 p. 24); the last
accrual is cut so that the sum equals it, interest first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from domain.money import Money
from domain.rules.editions import Edition, edition, version
from domain.rules.plan import Plan, single
from domain.rules.regulation import BadTable

DAY_COUNT = "actual days; first day after issue .. day of repayment"
PENALTY_BASE = "unpaid principal only"
MICRO = 10**6  # rates are counted in millionths of a per cent
INTEREST_UNIT = 100 * MICRO  # of a kopeck
PENALTY_UNIT = INTEREST_UNIT * 365 * 366  # days of both kinds of year divide it


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What accrual needs of a contract; caps and penalty come from the law of its date, in the
    edition `law` with which it was made.

    `plans` are its schedule and the later ones, the oldest first.
    """

    principal: Money
    daily_rate: Decimal  # per cent a day
    issued: date
    plans: tuple[Plan, ...]
    law: str = field(default_factory=version)

    @property
    def edition(self) -> Edition:
        return edition(self.law)

    @property
    def contract(self) -> "Terms":
        """As it was signed."""
        return replace(self, plans=self.plans[:1])

    def plan(self, day: date) -> Plan:
        """The plan in force at the end of `day`."""
        return next((p for p in reversed(self.plans) if p.since <= day), self.plans[0])

    @cached_property
    def cap(self) -> Money | None:
        """All that may ever be accrued; None for terms above a year at signing."""
        longest = self.edition.rule("overpay.max_initial_term", self.issued).number
        if (self.plans[0].due - self.issued).days > longest:
            return None
        percent = self.edition.rule("overpay.cap", self.issued).number
        return Money.floor(Fraction(self.principal.kopecks) * Fraction(percent) / 100)

    @cached_property
    def interest_rate(self) -> int:
        """A day, in millionths of a per cent. BadTable for another count of days than ours."""
        count = self.edition.rule("interest.day_count", self.issued)
        if count.value != DAY_COUNT:
            raise BadTable(f"interest.day_count from {count.valid_from}: «{count.value}»")
        return _micro(self.daily_rate)

    @cached_property
    def penalty_rate(self) -> int:
        """A year, in millionths of a per cent, of the base that the law names (151-FZ art. 12.1
        p. 2). BadTable for a base that nobody here can count."""
        base = self.edition.rule("penalty.base", self.issued)
        if base.in_force and base.value != PENALTY_BASE:
            raise BadTable(f"penalty.base from {base.valid_from}: «{base.value}» isn't known")
        return _micro(self.edition.rule("penalty.max_with_interest", self.issued).number)


def single_payment(principal: Money, daily_rate: Decimal, issued: date, due: date) -> Terms:
    """The terms of a loan with one payment."""
    plan = single(principal, daily_rate, issued, due, version())
    return Terms(principal=principal, daily_rate=daily_rate, issued=issued, plans=(plan,))


def _micro(rate: Decimal) -> int:
    """ValueError for a rate finer than a millionth of a per cent."""
    scaled = rate * MICRO
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{rate} has too many decimals")
    return int(scaled)


class AccrualCalculator:
    """A loan's accrual, followed day by day. Sums are kopecks; exact ones are in their units.

    Whoever walks it lowers `principal` at the end of the day at which it stands.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.day = terms.issued
        self.principal = terms.principal.kopecks
        self.plan = terms.plans[0]
        self.interest = 0  # accrued so far, paid or not
        self.penalty = 0
        self._due_interest: list[int] = []  # accrued by the day of each line that has come
        self.capped = False
        self._exact_interest = 0
        self._exact_penalty = 0

    def advance(self, to: date) -> None:
        """Accrue up to the end of `to`."""
        for until in self._stretches(to):
            self._accrue(until)
            self.day = until
            if any(line.day == until for line in self.plan.lines):
                self._due_interest.append(self.interest)
        self.day = max(self.day, to)

    def follow(self, plan: Plan) -> None:
        """From now on another plan is in force."""
        self.plan = plan
        self._due_interest = []

    @property
    def overdue_principal(self) -> int:
        return self._overdue_principal(self.day)

    @property
    def overdue_interest(self) -> int:
        """Accrued interest whose day has passed, paid or not."""
        passed = self.plan.passed(self.day)
        if passed == len(self.plan.lines):
            return self.interest
        return self._due_interest[passed - 1] if passed else 0

    def daily_interest(self) -> Fraction:
        """Exact kopecks that the next day accrues, the cap aside."""
        return Fraction(0 if self.capped else self.principal * self._rate(self.day), INTEREST_UNIT)

    def _rate(self, day: date) -> int:
        plan = self.plan
        if plan.holiday_until is not None and day < plan.holiday_until and plan.holiday_rate:
            return _micro(plan.holiday_rate)
        return self.terms.interest_rate

    def _overdue_principal(self, day: date) -> int:
        passed = self.plan.passed(day)
        if not passed:
            return 0
        return max(0, self.principal - self.plan.lines[passed - 1].balance.kopecks)

    def _stretches(self, to: date) -> Iterator[date]:
        """Ends of stretches in which every day accrues the same."""
        plan, start = self.plan, self.day
        ends = {to, *plan.last_days, *(line.day for line in plan.lines)}
        ends |= {date(year, 12, 31) for year in range(start.year, to.year)}
        if plan.holiday_until is not None:
            ends.add(plan.holiday_until)
        yield from sorted(day for day in ends if start < day <= to)

    def _accrue(self, until: date) -> None:
        if self.capped or not self.principal:
            return
        days = (until - self.day).days
        by_day = self.principal * self._rate(self.day)
        leap = (date(until.year, 12, 31) - date(until.year - 1, 12, 31)).days == 366
        fine = self._overdue_principal(until) * self.terms.penalty_rate * (365 if leap else 366)

        def after(n: int) -> tuple[int, int]:
            return (
                (self._exact_interest + by_day * n) // INTEREST_UNIT,
                (self._exact_penalty + fine * n) // PENALTY_UNIT,
            )

        interest, penalty = after(days)
        cap = self.terms.cap
        if cap is not None and interest + penalty >= cap.kopecks:
            first = _first_day(days, lambda n: sum(after(n)) >= cap.kopecks)
            interest, penalty = after(first)
            interest = min(interest, cap.kopecks - after(first - 1)[1])
            penalty = cap.kopecks - interest
            self.capped = True
        self._exact_interest += by_day * days
        self._exact_penalty += fine * days
        self.interest, self.penalty = interest, penalty


def _first_day(days: int, reached: Callable[[int], bool]) -> int:
    """The smallest n of 1 … days for which the growing condition holds."""
    low, high = 1, days
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle + 1, high)
    return low

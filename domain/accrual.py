"""What is owed on a day: interest and penalty of a single-payment loan, up to the law's cap.

Interest is simple, on the outstanding principal, for actual days: the day of issue isn't
counted, the day of repayment is. Penalty is on overdue principal only (151-FZ art. 12.1 p. 2),
from the day after the due day, which for this purpose moves to the next working day (GK
art. 193). Both stop for good when together they reach the cap (353-FZ art. 5 p. 24); the last
accrual is cut so that the sum equals it, interest first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from domain.allocation import allocate
from domain.money import ZERO, Money
from domain.regulation import rule
from domain.workdays import next_working_day


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What accrual needs of a contract; caps and penalty come from the law of its date."""

    principal: Money
    daily_rate: Decimal  # per cent a day
    issued: date
    due: date

    @property
    def last_day(self) -> date:
        """The last day without delay."""
        return next_working_day(self.due)

    @property
    def cap(self) -> Money | None:
        """All that may ever be accrued; None for terms above a year."""
        longest = rule("overpay.max_initial_term", self.issued).number
        if (self.due - self.issued).days > longest:
            return None
        percent = rule("overpay.cap", self.issued).number
        return Money.floor(Fraction(self.principal.kopecks) * Fraction(percent) / 100)

    @property
    def yearly_penalty(self) -> Fraction:
        """A part of one, such as 1/5 for 20 % a year."""
        return Fraction(rule("penalty.max_with_interest", self.issued).number) / 100


@dataclass(frozen=True, kw_only=True)
class Debt:
    """Unpaid amounts at the end of a day; `cap_room` is what may still be accrued."""

    principal: Money
    interest: Money
    penalty: Money
    cap_room: Money | None
    days_overdue: int
    overpaid: Money

    @property
    def total(self) -> Money:
        return self.principal + self.interest + self.penalty


@dataclass(frozen=True, kw_only=True)
class _Account:
    """The loan at the end of `day`. Accrued sums are exact; posted ones are their floors."""

    day: date
    principal: Money
    exact_interest: Fraction = Fraction(0)
    exact_penalty: Fraction = Fraction(0)
    interest: Money = ZERO  # accrued so far, paid or not
    penalty: Money = ZERO
    paid_interest: Money = ZERO
    paid_penalty: Money = ZERO
    overpaid: Money = ZERO
    capped: bool = False


def debt_on(terms: Terms, payments: Iterable[tuple[date, Money]], on: date) -> Debt:
    """The debt at the end of `on`; payments after that day don't count.

    ValueError for a day before the issue, or a payment on or before it.
    """
    if on < terms.issued:
        raise ValueError("the loan has not been given by that day")
    account = _Account(day=terms.issued, principal=terms.principal)
    for day, amount in sorted(payments):
        if day <= terms.issued or amount <= ZERO:
            raise ValueError("a payment is a positive sum after the day of issue")
        if day > on:
            break
        account = _pay(terms, _advance(terms, account, day), amount)
    account = _advance(terms, account, on)
    accrued = account.interest + account.penalty
    late = (on - terms.last_day).days if account.principal else 0
    return Debt(
        principal=account.principal,
        interest=account.interest - account.paid_interest,
        penalty=account.penalty - account.paid_penalty,
        cap_room=None if terms.cap is None else terms.cap - accrued,
        days_overdue=max(0, late),
        overpaid=account.overpaid,
    )


def _advance(terms: Terms, account: _Account, to: date) -> _Account:
    for until in _stretches(terms, account.day, to):
        account = _accrue(terms, account, until)
    return account


def _stretches(terms: Terms, start: date, to: date) -> Iterator[date]:
    """Ends of stretches in which every day accrues the same: cut where delay or a year begins."""
    ends = {to, terms.last_day, *(date(y, 12, 31) for y in range(start.year, to.year))}
    yield from sorted(day for day in ends if start < day <= to)


def _accrue(terms: Terms, account: _Account, until: date) -> _Account:
    """Accrue up to the end of `until`, every day alike."""
    days = (until - account.day).days
    if account.capped or not account.principal:
        return replace(account, day=until)
    by_day = account.principal.kopecks * Fraction(terms.daily_rate) / 100
    late = until > terms.last_day
    leap = (date(until.year, 12, 31) - date(until.year - 1, 12, 31)).days
    fine = account.principal.kopecks * terms.yearly_penalty / leap if late else Fraction(0)

    def after(n: int) -> tuple[Money, Money]:
        return (
            Money.floor(account.exact_interest + by_day * n),
            Money.floor(account.exact_penalty + fine * n),
        )

    interest, penalty = after(days)
    cap = terms.cap
    if cap is None or interest + penalty < cap:
        return replace(
            account,
            day=until,
            exact_interest=account.exact_interest + by_day * days,
            exact_penalty=account.exact_penalty + fine * days,
            interest=interest,
            penalty=penalty,
        )
    first = _first_day(days, lambda n: sum(after(n), ZERO) >= cap)
    interest, penalty = after(first)
    _, penalty_before = after(first - 1)
    interest = min(interest, cap - penalty_before)
    penalty = min(penalty, cap - interest)
    return replace(account, day=until, interest=interest, penalty=penalty, capped=True)


def _first_day(days: int, reached: Callable[[int], bool]) -> int:
    """The smallest n of 1 … days for which the growing condition holds."""
    low, high = 1, days
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle + 1, high)
    return low


def _pay(terms: Terms, account: _Account, amount: Money) -> _Account:
    """Divide a payment at the end of its day; principal is lower from the next day."""
    when = "overdue" if account.day > terms.last_day else "current"
    debt = {
        f"{when}_interest": account.interest - account.paid_interest,
        f"{when}_principal": account.principal,
        "penalty": account.penalty - account.paid_penalty,
    }
    paid = allocate(amount, debt, terms.issued)
    return replace(
        account,
        principal=account.principal - paid[f"{when}_principal"],
        paid_interest=account.paid_interest + paid[f"{when}_interest"],
        paid_penalty=account.paid_penalty + paid["penalty"],
        overpaid=account.overpaid + paid.left,
    )

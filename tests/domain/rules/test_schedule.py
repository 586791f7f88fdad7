"""Schedules: whatever the sum, rate and days, the borrower pays back exactly what was lent."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.money import ZERO, Money
from domain.rules.product import simple_interest
from domain.rules.psk import Flow, psk
from domain.rules.schedule import annuity_payment, payment_days, schedule

BEGINS = some.dates(date(2023, 7, 1), date(2032, 12, 31))
SUMS = some.integers(1_000_00, 500_000_00).map(Money)
RATES = some.integers(0, 80).map(lambda hundredths: Decimal(hundredths) / 100)  # up to 0.8 % a day
EVEN = some.tuples(some.integers(1, 12), some.integers(7, 30))  # payments, days between them
# Days between payments. A sixth of the sum is more than twenty days' interest at 0.8 %.
UNEVEN = some.lists(some.integers(10, 20), min_size=1, max_size=6)
quick = settings(max_examples=100, deadline=None, database=None)


def days_of(issued: date, steps: list[int]) -> tuple[date, ...]:
    days = [issued]
    for step in steps:
        days.append(days[-1] + timedelta(days=step))
    return tuple(days[1:])


@quick
@given(SUMS, RATES, BEGINS, UNEVEN)
def test_the_last_payment_closes_the_loan_and_each_kopeck_is_paid_once(
    amount: Money, rate: Decimal, issued: date, steps: list[int]
) -> None:
    days = days_of(issued, steps)
    lines = schedule(amount, rate, issued, days)

    assert tuple(line.day for line in lines) == days
    assert sum((line.principal for line in lines), ZERO) == amount
    assert lines[-1].balance == ZERO
    left = [amount, *(line.balance for line in lines)]
    assert all(a - line.principal == b for (a, b), line in zip(pairwise(left), lines, strict=True))
    assert all(line.interest >= ZERO and line.principal > ZERO for line in lines)


@quick
@given(SUMS, RATES, BEGINS, UNEVEN)
def test_interest_is_never_above_the_exact_one_and_behind_it_by_less_than_a_kopeck(
    amount: Money, rate: Decimal, issued: date, steps: list[int]
) -> None:
    lines = schedule(amount, rate, issued, days_of(issued, steps))

    exact, posted, balance, before = Fraction(0), ZERO, amount, issued
    for line in lines:
        exact += Fraction(balance.kopecks) * Fraction(rate) / 100 * (line.day - before).days
        posted += line.interest
        assert 0 <= exact - posted.kopecks < 1
        balance, before = line.balance, line.day


@quick
@given(SUMS, RATES, BEGINS, EVEN)
def test_all_payments_but_the_last_are_equal_and_the_last_differs_by_kopecks(
    amount: Money, rate: Decimal, issued: date, even: tuple[int, int]
) -> None:
    count, every = even
    days = payment_days(issued, count=count, every=every)
    lines = schedule(amount, rate, issued, days)

    annuity = annuity_payment(amount, rate, issued, days)
    assert {line.amount for line in lines[:-1]} <= {annuity}
    # Half a kopeck of rounding a payment grows with interest till the end.
    grown = (1 + Fraction(rate) / 100 * every) ** count
    assert abs(lines[-1].amount.kopecks - annuity.kopecks) <= count * grown + 1


@quick
@given(SUMS, RATES, BEGINS, EVEN)
def test_the_full_cost_of_equal_day_intervals_is_the_rate_times_365_and_never_more(
    amount: Money, rate: Decimal, issued: date, even: tuple[int, int]
) -> None:
    """Domain-rules 1.2: up to rounding of kopecks; floored interest keeps it below the cap."""
    count, every = even
    lines = schedule(amount, rate, issued, payment_days(issued, count=count, every=every))
    full = psk(amount, issued, [Flow(line.day, line.amount) for line in lines])

    yearly = rate * 365
    a_kopeck_a_day = Decimal(36_500) / amount.kopecks
    assert yearly - a_kopeck_a_day <= full <= yearly


@quick
@given(SUMS, RATES, BEGINS, some.integers(1, 365))
def test_a_single_payment_is_the_sum_and_simple_interest(
    amount: Money, rate: Decimal, issued: date, days: int
) -> None:
    (line,) = schedule(amount, rate, issued, (issued + timedelta(days=days),))

    assert line.amount == amount + simple_interest(amount, rate, days)


def test_a_payment_that_would_not_cover_its_interest_is_refused() -> None:
    """34 days of interest, then five payments a day apart: principal would grow."""
    issued = date(2026, 11, 23)
    days = days_of(issued, [34, 1, 1, 1, 1, 1])

    with pytest.raises(ValueError, match="doesn't cover its interest"):
        schedule(Money.rubles(10_000), Decimal("0.8"), issued, days)


@quick
@given(SUMS, BEGINS, UNEVEN)
def test_a_loan_without_interest_returns_what_was_lent(
    amount: Money, issued: date, steps: list[int]
) -> None:
    lines = schedule(amount, Decimal(0), issued, days_of(issued, steps))

    assert sum((line.amount for line in lines), ZERO) == amount
    flows = [Flow(line.day, line.amount) for line in lines]
    assert psk(amount, issued, flows) == Decimal("0.000")

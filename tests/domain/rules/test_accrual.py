"""What is owed on a day, whatever was paid before it: caps, order, and nothing below zero."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from domain.ledger.debt import Debt
from domain.ledger.postings import PostingKind
from domain.money import ZERO, Money
from domain.rules.accrual import Terms, single_payment
from tests.support.paid import booked
from tests.support.paid import debt_after as debt_on

R = Money.rubles
Payments = list[tuple[date, Money]]
quick = settings(max_examples=150, deadline=None, database=None)


@some.composite
def terms(draw: some.DrawFn) -> Terms:
    issued = draw(some.dates(date(2024, 7, 1), date(2027, 12, 31)))
    return single_payment(
        Money(draw(some.integers(1_000_00, 100_000_00))),
        Decimal(draw(some.integers(0, 80))) / 100,
        issued,
        issued + timedelta(days=draw(some.integers(1, 180))),
    )


@some.composite
def histories(draw: some.DrawFn) -> tuple[Terms, Payments, date]:
    """A loan, what was paid, and a day on or after the issue."""
    loan = draw(terms())
    on = loan.issued + timedelta(days=draw(some.integers(0, 500)))
    day = some.integers(1, 500).map(lambda n: loan.issued + timedelta(days=n))
    paid = some.lists(some.tuples(day, some.integers(1, 50_000_00).map(Money)), max_size=5)
    return loan, draw(paid), on


def paid_by(payments: Payments, on: date) -> Money:
    return sum((amount for day, amount in payments if day <= on), ZERO)


@quick
@given(histories())
def test_no_component_is_ever_negative(history: tuple[Terms, Payments, date]) -> None:
    debt = debt_on(*history)

    parts = (debt.principal, debt.interest, debt.penalty, debt.overpaid, debt.cap_room)
    assert all(part is not None and part >= ZERO for part in parts)
    assert debt.days_overdue >= 0
    assert debt.total == debt.principal + debt.interest + debt.penalty


@quick
@given(histories())
def test_all_that_was_ever_accrued_stays_within_the_cap(
    history: tuple[Terms, Payments, date],
) -> None:
    loan, payments, on = history
    debt = debt_on(loan, payments, on)

    # Paid, forgiven or unpaid: what there was beside principal was accrued.
    made = booked(loan, payments, on)
    forgiven = sum((one.amount for one in made.postings if one.entry is PostingKind.WAIVED), ZERO)
    accrued = debt.total + paid_by(payments, on) - forgiven - debt.overpaid - loan.principal
    assert loan.cap is not None
    assert ZERO <= accrued <= loan.cap
    assert debt.cap_room == loan.cap - accrued


@quick
@given(histories())
def test_paying_all_closes_the_loan_for_good(history: tuple[Terms, Payments, date]) -> None:
    loan, payments, on = history
    earlier = [(day, amount) for day, amount in payments if day <= on]
    debt = debt_on(loan, earlier, on)
    assume(on > loan.issued and debt.total)

    closed = [*earlier, (on, debt.total)]
    for later in (0, 1, 30, 1_000):
        after = debt_on(loan, closed, on + timedelta(days=later))
        assert (after.total, after.days_overdue) == (ZERO, 0)
        assert after.overpaid == debt.overpaid


@quick
@given(histories(), some.integers(1, 500), some.integers(1, 10_000_00))
def test_paying_more_never_means_owing_more(
    history: tuple[Terms, Payments, date], after: int, kopecks: int
) -> None:
    loan, payments, on = history
    more = [*payments, (loan.issued + timedelta(days=after), Money(kopecks))]

    assert debt_on(loan, more, on).total <= debt_on(loan, payments, on).total


@quick
@given(histories(), some.integers(1, 60))
def test_paying_the_same_earlier_never_means_owing_more(
    history: tuple[Terms, Payments, date], days: int
) -> None:
    loan, payments, on = history
    assume(payments)
    (day, amount), *rest = payments
    earlier = max(loan.issued + timedelta(days=1), day - timedelta(days=days))

    assert debt_on(loan, [(earlier, amount), *rest], on).total <= debt_on(loan, payments, on).total


@quick
@given(histories())
def test_debt_grows_from_day_to_day_unless_something_is_paid(
    history: tuple[Terms, Payments, date],
) -> None:
    loan, payments, on = history
    tomorrow = on + timedelta(days=1)
    assume(all(day != tomorrow for day, _ in payments))

    today, then = debt_on(loan, payments, on), debt_on(loan, payments, tomorrow)
    assert then.total >= today.total
    assert (then.principal, then.overpaid) == (today.principal, today.overpaid)


@quick
@given(histories())
def test_the_order_in_which_payments_are_listed_means_nothing(
    history: tuple[Terms, Payments, date],
) -> None:
    loan, payments, on = history

    assert debt_on(loan, payments[::-1], on) == debt_on(loan, payments, on)


@quick
@given(terms(), some.integers(0, 500))
def test_looking_day_by_day_is_looking_at_once(loan: Terms, days: int) -> None:
    """Every debt follows from the loan alone: nothing is added up on the way."""
    on = loan.issued + timedelta(days=days)
    tiny = [(loan.issued + timedelta(days=501), Money(1))]  # after the day: does not count

    assert debt_on(loan, tiny, on) == debt_on(loan, [], on)


DUE = date(2026, 12, 23)
LOAN = single_payment(R(10_000), Decimal("0.8"), date(2026, 11, 23), DUE)


def on(day: date, *payments: tuple[date, Money]) -> Debt:
    return debt_on(LOAN, payments, day)


def test_nothing_is_owed_beside_the_sum_on_the_day_of_issue() -> None:
    assert on(LOAN.issued).total == R(10_000)


def test_on_the_due_day_there_is_no_delay_yet() -> None:
    assert (on(DUE).days_overdue, on(DUE).penalty) == (0, ZERO)
    assert on(date(2026, 12, 24)).days_overdue == 1


def test_the_penalty_of_a_leap_years_day_is_a_366th() -> None:
    loan = single_payment(R(36_600), Decimal(0), date(2027, 12, 1), date(2027, 12, 30))
    penalties = [
        debt_on(loan, [], date(2027, 12, 31)).penalty,  # 36 600 × 20 % / 365
        debt_on(loan, [], date(2028, 1, 10)).penalty,  # and ten days of 36 600 × 20 % / 366
    ]

    assert penalties == [R("20.05"), R("220.05")]


def test_a_term_above_a_year_has_no_cap() -> None:
    loan = single_payment(R(10_000), Decimal("0.8"), date(2026, 11, 23), date(2027, 11, 24))

    assert loan.cap is None
    assert debt_on(loan, [], date(2028, 11, 23)).interest == R(58_480)  # 731 days


def test_what_is_paid_too_much_is_told() -> None:
    debt = on(date(2026, 12, 24), (date(2026, 12, 23), R("12400.01")))

    assert (debt.total, debt.overpaid) == (ZERO, R("0.01"))


@pytest.mark.parametrize(
    ("day", "payments"),
    [
        (date(2026, 11, 22), []),
        (date(2026, 12, 1), [(date(2026, 11, 22), R(1))]),
        (date(2026, 12, 1), [(date(2026, 12, 1), ZERO)]),
        (date(2026, 12, 1), [(date(2026, 12, 1), R(-1))]),
    ],
)
def test_what_cannot_be_is_refused(day: date, payments: Payments) -> None:
    with pytest.raises(ValueError, match=r"not been given|before it is given|positive sum"):
        debt_on(LOAN, payments, day)

"""What closing costs on another day, and what a payment would change."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from domain.ledger.ahead import closing, interest_to_come, preview
from domain.ledger.debt import debt_on
from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.postings import PostingKind
from domain.ledger.replay import replay
from domain.money import ZERO, Money
from domain.rules.accrual import Terms
from tests.domain.ledger.test_booking import (
    BY_PARTS,
    ISSUED,
    LOAN,
    R,
    loan_events,
    loans,
    pay,
    quick,
)

TENTH = date(2026, 12, 3)  # ten days after the issue


def test_closing_early_saves_the_interest_of_the_days_that_are_left() -> None:
    today, due = closing(LOAN, [], TENTH), closing(LOAN, [], date(2026, 12, 23))

    assert (today.total, today.saves, today.late) == (R(10_800), R(1_600), False)
    assert (due.total, due.saves) == (R(12_400), ZERO)
    assert today.total + today.saves == due.total


def test_closing_in_delay_saves_nothing_against_a_plan_that_is_over() -> None:
    late = closing(LOAN, [], date(2026, 12, 31))

    assert late.late
    assert late.saves == ZERO
    assert late.total == R("13083.83")


def test_closing_instalments_saves_the_interest_of_the_lines_that_are_left() -> None:
    plan = BY_PARTS.plans[0]
    saves = closing(BY_PARTS, [], ISSUED).saves

    assert saves == sum((line.interest for line in plan.lines), ZERO)
    assert interest_to_come(BY_PARTS, [], plan.lines[0].day) == sum(
        (line.interest for line in plan.lines[1:]), ZERO
    )


def test_a_part_of_a_single_loan_saves_interest_until_the_due_day() -> None:
    seen = preview(LOAN, [], pay(TENTH, R(5_800)))

    assert (seen.interest, seen.principal, seen.penalty) == (R(800), R(5_000), ZERO)
    assert seen.left == R(5_000)
    assert seen.saves == R(40) * 20
    assert seen.plans is not None
    assert [plan.lines[-1].amount for plan in seen.plans] == [R(12_400), R(5_800)]


def test_a_part_of_instalments_lowers_the_payments() -> None:
    seen = preview(BY_PARTS, [], pay(date(2026, 12, 1), R(20_000)))

    assert seen.plans is not None
    old, new = seen.plans
    assert [line.day for line in old.lines] == [line.day for line in new.lines]
    assert new.lines[0].amount < old.lines[0].amount
    assert seen.saves > ZERO


def test_the_payment_of_the_plan_changes_no_plan() -> None:
    first = BY_PARTS.plans[0].lines[0]
    seen = preview(BY_PARTS, [], pay(first.day, first.amount, PaymentPurpose.NEXT))

    assert seen.plans is None
    assert seen.saves == ZERO


def test_a_part_in_delay_covers_interest_first_and_penalty_last() -> None:
    seen = preview(LOAN, [], pay(date(2026, 12, 31), R(3_000)))

    assert (seen.interest, seen.principal, seen.penalty) == (R(3_000), ZERO, ZERO)
    assert seen.plans is None


def test_a_tail_is_told_as_forgiven() -> None:
    seen = preview(LOAN, [], pay(TENTH, R(10_795)))

    assert (seen.forgiven, seen.left) == (R(5), ZERO)


@quick
@given(some.data(), loans, some.integers(201, 260), some.integers(1, 5_000_000))
def test_a_preview_tells_what_booking_does(
    data: some.DataObject, loan: Terms, days: int, kopecks: int
) -> None:
    happened = data.draw(loan_events(loan))
    paid = pay(ISSUED + timedelta(days=days), Money(kopecks))
    seen = preview(loan, happened, paid)
    made = replay(loan, [*happened, paid], paid.day)
    parts = [one for one in made.postings if one.cause == paid.cause]

    assert debt_on(made.terms, made.postings, paid.day).total == seen.left
    taken = seen.interest + seen.principal + seen.penalty
    assert taken <= paid.amount
    assert seen.forgiven == ZERO - sum(
        (one.amount for one in parts if one.entry is PostingKind.WAIVED), ZERO
    )

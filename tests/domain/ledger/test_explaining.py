"""«Почему столько?»: the rows add up to the debt, and each has its ground."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from domain.ledger.debt import debt_on
from domain.ledger.debt_history import (
    Accrued,
    Change,
    Forgiven,
    Given,
    Ground,
    PaidIn,
    Recounted,
    Replanned,
    Row,
    Stopped,
)
from domain.ledger.explaining import explain
from domain.ledger.loan_events import Holidays, LoanEvent, PaymentPurpose
from domain.ledger.postings import Posting, corrections
from domain.ledger.replay import replay
from domain.money import ZERO, Money
from domain.rules.accrual import Terms, single_payment
from domain.rules.plan import Cause
from domain.rules.regulation import rule
from tests.domain.ledger.test_booking import (
    BY_PARTS,
    ISSUED,
    LOAN,
    R,
    loan_events,
    loans,
    pay,
    quick,
    saved,
)


def told(loan: Terms, happened: list[LoanEvent], on: date) -> tuple[Row, ...]:
    made = replay(loan, happened, on)
    return explain(made.terms, saved(list(made.postings), []), on)


@quick
@given(some.data(), loans, some.integers(0, 300))
def test_the_rows_add_up_to_the_debt(data: some.DataObject, loan: Terms, days: int) -> None:
    on = ISSUED + timedelta(days=days)
    known: list[LoanEvent] = []
    ledger: list[Posting] = []
    made = replay(loan, known, on)
    for loan_event in data.draw(loan_events(loan)):
        known.append(loan_event)
        made = replay(loan, known, ISSUED + timedelta(days=data.draw(some.integers(200, 250))))
        ledger = saved(corrections(ledger, made.postings), ledger)
    rows = explain(made.terms, ledger, on)
    debt = debt_on(made.terms, ledger, on)

    assert sum((row.change.principal for row in rows), ZERO) == debt.principal
    assert sum((row.change.interest for row in rows), ZERO) == debt.interest
    assert sum((row.change.penalty for row in rows), ZERO) == debt.penalty
    assert sum((row.change.overpaid for row in rows), ZERO) == ZERO - debt.overpaid
    assert sum((row.change.total for row in rows), ZERO) == debt.total


@quick
@given(some.data(), loans)
def test_every_row_has_a_posting_or_a_rule(data: some.DataObject, loan: Terms) -> None:
    rows = told(loan, data.draw(loan_events(loan)), ISSUED + timedelta(days=250))

    assert all(row.seqs or row.grounds for row in rows)
    days = [row.day for row in rows]
    assert days == sorted(days)


@quick
@given(some.data(), loans)
def test_stretches_of_days_neither_overlap_nor_leave_a_gap(
    data: some.DataObject, loan: Terms
) -> None:
    rows = told(loan, data.draw(loan_events(loan)), ISSUED + timedelta(days=250))
    day = ISSUED
    for row in rows:
        if isinstance(row, Accrued):
            assert row.first == day + timedelta(days=1)
            day = row.day


def test_every_rule_stands_in_the_table_of_the_law() -> None:
    keys = [one for one in Ground if "." in one]
    assert all(rule(key, ISSUED).in_force for key in keys)


def test_ten_days_are_one_row() -> None:
    first, days = told(LOAN, [], date(2026, 12, 3))

    assert isinstance(first, Given)
    assert first.seqs == (1,)
    assert isinstance(days, Accrued)
    assert (days.first, days.day, days.days) == (date(2026, 11, 24), date(2026, 12, 3), 10)
    assert (days.principal, days.daily_rate) == (R(10_000), Decimal("0.8"))
    assert days.change.interest == R(800)
    assert (days.seqs, days.grounds) == ((), (Ground.INTEREST,))


def test_a_payment_tells_its_parts_and_its_order() -> None:
    _, before, paid, plan, after = told(LOAN, [pay(date(2026, 12, 3), R(3_000))], date(2026, 12, 4))

    assert isinstance(before, Accrued)
    assert before.seqs == (2,)
    assert isinstance(paid, PaidIn)
    assert (paid.amount, paid.seqs, paid.grounds) == (R(3_000), (3, 4), (Ground.ORDER,))
    assert (paid.change.interest, paid.change.principal) == (R(-800), R(-2_200))
    assert isinstance(plan, Replanned)
    assert plan.plan.cause is Cause.PREPAYMENT
    assert isinstance(after, Accrued)
    assert after.change.interest == R("62.40")


def test_delay_is_a_row_with_its_penalty_and_every_posting_of_its_days() -> None:
    """Due on Wednesday 23 December 2026; the penalty begins on the next day."""
    _, in_time, late = told(LOAN, [], date(2026, 12, 31))

    assert isinstance(in_time, Accrued)
    assert in_time.change == Change(interest=R(2_400))
    assert isinstance(late, Accrued)
    assert (late.first, late.days) == (date(2026, 12, 24), 8)
    assert (late.overdue, late.penalty_rate, late.year) == (R(10_000), Decimal(20), 365)
    assert late.change.penalty == Money(4383)  # 10 000 × 20 % × 8 / 365
    assert late.seqs == tuple(range(3, 19))  # sixteen postings, two a day
    assert Ground.PENALTY in late.grounds


def test_the_days_for_which_a_day_off_moves_the_due_day_are_told_apart() -> None:
    """14 days from 21 November end on Saturday 5 December: due on Monday."""
    loan = single_payment(R(10_000), Decimal("0.8"), date(2026, 11, 21), date(2026, 12, 5))
    rows = told(loan, [], date(2026, 12, 8))
    shown = [(one.day, one.moved, bool(one.overdue)) for one in rows if isinstance(one, Accrued)]

    assert shown == [
        (date(2026, 12, 5), False, False),
        (date(2026, 12, 7), True, False),
        (date(2026, 12, 8), False, True),
    ]


def test_a_loan_left_alone_ends_at_the_cap() -> None:
    rows = told(LOAN, [], ISSUED + timedelta(days=130))
    cut, stop = rows[-2:]

    assert isinstance(stop, Stopped)
    assert (stop.cap, stop.grounds) == (R(10_000), (Ground.CAP,))
    assert isinstance(cut, Accrued)
    assert (cut.days, cut.cut) == (1, True)
    assert cut.seqs
    assert len(rows) < 8


def test_a_tail_that_was_forgiven_is_told() -> None:
    rows = told(
        LOAN, [pay(date(2026, 12, 23), R("12390.01"), PaymentPurpose.FULL)], date(2026, 12, 30)
    )

    assert isinstance(rows[-1], Forgiven)
    assert rows[-1].change.total == R("-9.99")


def test_a_prolongation_and_holidays_are_told_as_agreed() -> None:
    day = date(2026, 12, 23)
    longer = pay(day, R(2_400), PaymentPurpose.PROLONG, extends_to=date(2027, 1, 6))
    rows = told(LOAN, [longer], day)
    assert isinstance(rows[-1], Replanned)
    assert (rows[-1].plan.due, rows[-1].grounds) == (date(2027, 1, 6), (Ground.AGREED,))

    at = datetime(2026, 12, 1, tzinfo=UTC)
    until = date(2027, 1, 31)
    rest = Holidays(day=at.date(), at=at, until=until, daily_rate=Decimal("0.5"))
    *_, plan, days = told(LOAN, [rest], date(2026, 12, 11))
    assert isinstance(plan, Replanned)
    assert plan.plan.holiday_until == until
    assert isinstance(days, Accrued)
    assert (days.daily_rate, days.change.interest) == (Decimal("0.5"), R(500))


def test_late_news_tells_what_was_taken_back() -> None:
    """Paid on the due day; the bank tells on the fourth day of delay."""
    ledger = saved(corrections([], replay(LOAN, [], date(2026, 12, 27)).postings), [])
    wrong = debt_on(LOAN, ledger, date(2026, 12, 27)).total
    closing = pay(date(2026, 12, 23), R(12_400), PaymentPurpose.FULL)
    now = replay(LOAN, [closing], date(2026, 12, 27))
    ledger = saved(corrections(ledger, now.postings), ledger)

    rows = explain(now.terms, ledger, date(2026, 12, 27))
    recounted = rows[-1]
    assert isinstance(recounted, Recounted)
    assert (recounted.day, recounted.until) == (date(2026, 12, 23), date(2026, 12, 27))
    assert recounted.less == wrong - R(12_400)
    assert recounted.change.total == ZERO
    assert sum((row.change.total for row in rows), ZERO) == ZERO


def test_instalments_are_told_payment_by_payment() -> None:
    lines = BY_PARTS.plans[0].lines
    happened: list[LoanEvent] = [
        pay(line.day, line.amount, PaymentPurpose.NEXT) for line in lines[:2]
    ]
    kinds = [type(row).__name__ for row in told(BY_PARTS, happened, lines[1].day)]

    assert kinds == ["Given", "Accrued", "PaidIn", "Accrued", "PaidIn"]

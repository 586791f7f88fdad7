"""What bureaus must learn of a loan: from the ledger alone, corrected when news comes late."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from domain.ledger.debt import debt_on
from domain.ledger.loan_events import LoanEvent, PaymentPurpose
from domain.ledger.postings import Part, balance
from domain.ledger.replay import replay
from domain.ledger.reporting import Event, Fact, Row, changes, facts, standing
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
    write_off,
)

AT = datetime(2026, 11, 22, 22, tzinfo=UTC)
DUE = date(2026, 12, 23)


def told_of(loan: Terms, happened: Sequence[LoanEvent], through: date) -> tuple[Fact, ...]:
    made = replay(loan, happened, through)
    return facts(loan, made.terms, happened, made.postings, issued_at=AT, through=through)


def essence(found: Sequence[Fact]) -> list[tuple[Event, date, Money]]:
    return [(one.event, one.day, one.debt) for one in found]


def test_a_loan_that_is_paid_in_time_is_issued_paid_and_closed() -> None:
    found = told_of(LOAN, [pay(DUE, R(12_400))], date(2027, 1, 31))

    assert essence(found) == [
        (Event.ISSUED, ISSUED, R(10_000)),
        (Event.PAID, DUE, ZERO),
        (Event.CLOSED, DUE, ZERO),
    ]
    assert (found[0].amount, found[1].amount) == (R(10_000), R(12_400))
    assert [one.day for one in found[0].payments] == [DUE]


def test_a_delay_is_told_when_it_begins_and_then_in_steps() -> None:
    found = told_of(LOAN, [], date(2027, 12, 31))

    late = [(one.day, one.days_overdue) for one in found if one.event is Event.DELAY]
    assert [days for _, days in late] == [1, 30, 60, 90, 120, 210, 300]
    assert late[0][0] == date(2026, 12, 24)
    assert found[1].overdue == found[1].debt == R(12_480) + Money(547)


def test_a_delay_is_told_once_its_first_day_is_over() -> None:
    assert [one.event for one in told_of(LOAN, [], DUE)] == [Event.ISSUED]
    assert [one.event for one in told_of(LOAN, [], date(2026, 12, 24))] == [
        Event.ISSUED,
        Event.DELAY,
    ]
    paid = told_of(LOAN, [pay(date(2026, 12, 24), R(12_500))], date(2026, 12, 24))
    assert [one.event for one in paid] == [Event.ISSUED, Event.PAID, Event.CLOSED]


def test_a_prolongation_is_a_payment_and_a_new_schedule() -> None:
    day, due = date(2026, 12, 20), date(2027, 1, 19)
    found = told_of(LOAN, [pay(day, R(2_160), PaymentPurpose.PROLONG, due)], DUE)

    assert [one.event for one in found[1:]] == [Event.PAID, Event.CHANGED]
    assert (found[2].due, found[2].debt) == (due, R(10_000))
    assert [one.day for one in found[2].payments] == [due]


def test_an_early_part_of_an_instalment_loan_changes_its_schedule() -> None:
    found = told_of(BY_PARTS, [pay(date(2026, 12, 1), R(10_000))], date(2026, 12, 2))

    assert [one.event for one in found[1:]] == [Event.PAID, Event.CHANGED]
    assert found[1].payments == ()
    assert len(found[2].payments) == 4


def test_a_write_off_and_money_that_comes_after_it_are_told() -> None:
    later = pay(date(2027, 3, 1), R(3_000))
    found = told_of(LOAN, [write_off(), later], date(2027, 6, 1))

    assert [one.event for one in found[-2:]] == [Event.WRITTEN_OFF, Event.PAID]
    assert (found[-2].amount, found[-2].debt) == (R(16_320) + Money(26_849), ZERO)
    assert (found[-1].amount, found[-1].debt) == (R(3_000), ZERO)
    assert Event.CLOSED not in {one.event for one in found}


def test_what_is_paid_too_much_is_no_payment_of_the_loan() -> None:
    twice = [pay(DUE, R(12_400)), pay(date(2026, 12, 25), R(500))]
    assert [one.event for one in told_of(LOAN, twice, date(2027, 1, 31))] == [
        Event.ISSUED,
        Event.PAID,
        Event.CLOSED,
    ]


def test_late_news_withdraws_a_delay_that_never_was() -> None:
    told = changes([], told_of(LOAN, [], date(2026, 12, 27)))
    assert [row.fact.event for row in told] == [Event.ISSUED, Event.DELAY]

    late = changes(told, told_of(LOAN, [pay(DUE, R(12_400))], date(2026, 12, 27)))

    assert [(row.number, row.corrects, row.withdrawn) for row in late] == [
        (3, 2, True),
        (4, None, False),
        (5, None, False),
    ]
    assert standing([*told, *late]).keys() == {1, 4, 5}


def test_late_news_corrects_the_balance_that_was_told_after_it() -> None:
    second = pay(date(2026, 12, 10), R(1_000))
    told = changes([], told_of(LOAN, [second], date(2026, 12, 11)))
    first = pay(date(2026, 12, 5), R(2_000))

    late = changes(told, told_of(LOAN, [second, first], date(2026, 12, 11)))

    assert [(row.corrects, row.fact.day) for row in late if row.corrects] == [
        (2, second.day),
    ]
    again = changes([*told, *late], told_of(LOAN, [second, first], date(2026, 12, 11)))
    assert again == []


def test_nothing_is_told_twice() -> None:
    true = told_of(LOAN, [pay(DUE, R(12_400))], date(2027, 1, 31))
    told = changes([], true)
    assert changes(told, true) == []
    assert changes(told, told_of(LOAN, [pay(DUE, R(12_400))], date(2027, 3, 31))) == []


@quick
@given(some.data(), loans)
def test_in_whatever_order_the_news_comes_what_stands_is_what_the_ledger_says(
    data: some.DataObject, loan: Terms
) -> None:
    happened = data.draw(loan_events(loan))
    end = ISSUED + timedelta(days=250)
    known: list[LoanEvent] = []
    told: list[Row] = []
    for loan_event in data.draw(some.permutations(happened)):
        known.append(loan_event)
        through = ISSUED + timedelta(days=data.draw(some.integers(0, 250)))
        told += changes(told, told_of(loan, known, max(through, loan_event.day)))
    told += changes(told, told_of(loan, happened, end))

    made = replay(loan, happened, end)
    stands = sorted(standing(told).items(), key=lambda one: (one[1].day, one[1].at, one[0]))
    last = stands[-1][1]
    assert [row.number for row in told] == list(range(1, len(told) + 1))
    assert last.debt == debt_on(made.terms, made.postings, last.day).total
    assert last.principal == balance(made.postings, Part.PRINCIPAL)
    kinds = {fact.event for _, fact in stands}
    assert (Event.WRITTEN_OFF in kinds) == (made.written_off_on is not None)
    assert (kinds & {Event.CLOSED, Event.WRITTEN_OFF} != set()) == (made.closed_on is not None)

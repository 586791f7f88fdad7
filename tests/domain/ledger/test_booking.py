"""The ledger: money is conserved; late news is reversed and posted anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from domain.ledger.debt import debt_on
from domain.ledger.loan_events import Agreed, Holidays, LoanEvent, Paid, PaymentPurpose, WrittenOff
from domain.ledger.postings import Part, Posting, PostingKind, balance, corrections, standing
from domain.ledger.replay import replay
from domain.money import ZERO, Money
from domain.rules.accrual import Terms, single_payment
from domain.rules.plan import Cause, contract_plan
from domain.rules.schedule import payment_days

R = Money.rubles
ISSUED = date(2026, 11, 23)
LOAN = single_payment(R(10_000), Decimal("0.8"), ISSUED, date(2026, 12, 23))
LINES = payment_days(ISSUED, count=4, every=14)
BY_PARTS = Terms(
    principal=R(40_000),
    daily_rate=Decimal("0.6"),
    issued=ISSUED,
    plans=(contract_plan(R(40_000), Decimal("0.6"), ISSUED, LINES),),
)
quick = settings(max_examples=100, deadline=None, database=None)


def pay(
    day: date,
    amount: Money,
    purpose: PaymentPurpose = PaymentPurpose.PART,
    extends_to: date | None = None,
) -> Paid:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Paid(
        cause=f"{day}:{amount}",
        day=day,
        at=at,
        amount=amount,
        purpose=purpose,
        extends_to=extends_to,
    )


def saved(postings: list[Posting], ledger: list[Posting]) -> list[Posting]:
    """As a database would keep them."""
    start = len(ledger) + 1
    return ledger + [replace(one, seq=start + n) for n, one in enumerate(postings)]


@some.composite
def loan_events(draw: some.DrawFn, loan: Terms) -> list[LoanEvent]:
    made: list[LoanEvent] = []
    for number in range(draw(some.integers(0, 5))):
        day = ISSUED + timedelta(days=draw(some.integers(0, 200)))
        at = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=number)
        if draw(some.integers(0, 5)) == 0:
            until = day + timedelta(days=draw(some.integers(1, 60)))
            made.append(Holidays(day=day, at=at, until=until, daily_rate=Decimal("0.5")))
            continue
        if draw(some.integers(0, 7)) == 0:
            made.append(WrittenOff(cause=f"case {number}", day=day, at=at))
            continue
        amount = Money(draw(some.integers(1, loan.principal.kopecks)))
        due = day + timedelta(days=14) if draw(some.booleans()) else None
        purpose = (
            PaymentPurpose.PROLONG if due else draw(some.sampled_from(list(PaymentPurpose)[:4]))
        )
        cause = f"move {number}"
        made.append(
            Paid(cause=cause, day=day, at=at, amount=amount, purpose=purpose, extends_to=due)
        )
    return made


loans = some.sampled_from([LOAN, BY_PARTS])


@quick
@given(some.data(), loans)
def test_money_is_conserved(data: some.DataObject, loan: Terms) -> None:
    happened = data.draw(loan_events(loan))
    made = replay(loan, happened, ISSUED + timedelta(days=250))

    came = sum((one.amount for one in happened if isinstance(one, Paid)), ZERO)
    gone = sum((one.amount for one in made.postings if one.entry is PostingKind.PAYMENT), ZERO)
    assert gone == ZERO - came
    assert all(balance(made.postings, part) >= ZERO for part in list(Part)[:3])
    assert balance(made.postings, Part.OVERPAID) <= ZERO


@quick
@given(some.data(), loans)
def test_the_debt_follows_from_the_postings_on_every_day_of_a_deed(
    data: some.DataObject, loan: Terms
) -> None:
    happened = data.draw(loan_events(loan))
    made = replay(loan, happened, ISSUED + timedelta(days=250))
    for day in {one.day for one in happened}:
        upto = [one for one in made.postings if one.day <= day]
        debt = debt_on(made.terms, made.postings, day)
        assert debt.principal == balance(upto, Part.PRINCIPAL)
        assert debt.interest == balance(upto, Part.INTEREST)
        assert debt.penalty == balance(upto, Part.PENALTY)
        assert ZERO - debt.overpaid == balance(upto, Part.OVERPAID)


@quick
@given(some.data(), loans, some.integers(0, 300))
def test_no_part_is_negative_and_the_cap_is_never_passed(
    data: some.DataObject, loan: Terms, days: int
) -> None:
    made = replay(loan, data.draw(loan_events(loan)), ISSUED + timedelta(days=250))
    debt = debt_on(made.terms, made.postings, ISSUED + timedelta(days=days))

    assert all(part >= ZERO for part in (*debt.parts.values(), debt.overpaid, debt.daily))
    assert debt.cap_room is not None
    assert debt.cap_room >= ZERO
    accrued = (
        one for one in made.postings if one.entry in (PostingKind.INTEREST, PostingKind.PENALTY)
    )
    assert sum((one.amount for one in accrued), ZERO) <= loan.principal


@quick
@given(some.data(), loans)
def test_in_whatever_order_the_news_comes_the_ledger_ends_the_same(
    data: some.DataObject, loan: Terms
) -> None:
    happened = data.draw(loan_events(loan))
    through = ISSUED + timedelta(days=250)
    known: list[LoanEvent] = []
    ledger: list[Posting] = []
    for loan_event in data.draw(some.permutations(happened)):
        known.append(loan_event)
        wanted = replay(loan, known, through).postings
        ledger = saved(corrections(ledger, wanted), ledger)
        assert corrections(ledger, wanted) == []
    final = replay(loan, happened, through)
    if happened:
        stands = [one.essence for one in standing(ledger)]
        assert stands == [one.essence for one in final.postings]
    assert debt_on(final.terms, ledger, through) == debt_on(final.terms, final.postings, through)


@quick
@given(some.data(), loans, some.integers(0, 400))
def test_a_closed_loan_stays_at_zero(data: some.DataObject, loan: Terms, later: int) -> None:
    day = ISSUED + timedelta(days=210)
    happened = data.draw(loan_events(loan))
    before = replay(loan, happened, day)
    rest = debt_on(before.terms, before.postings, day).total
    if rest:
        happened = [*happened, pay(day, rest, PaymentPurpose.FULL)]
    made = replay(loan, happened, day + timedelta(days=later))
    debt = debt_on(made.terms, made.postings, day + timedelta(days=later))

    assert (debt.total, debt.days_overdue, debt.daily) == (ZERO, 0, ZERO)
    assert made.closed_on is not None


def test_the_last_accrual_before_the_cap_is_posted_on_its_day() -> None:
    made = replay(LOAN, [], ISSUED + timedelta(days=200))

    accrued = [one.amount for one in made.postings if one.entry is not PostingKind.ISSUED]
    assert sum(accrued, ZERO) == R(10_000)


def test_late_news_reverses_what_was_accrued_since() -> None:
    """Paid in full on the due day; the bank tells on the fourth day of delay."""
    late = replay(LOAN, [], date(2026, 12, 27))
    ledger = saved(corrections([], late.postings), [])
    assert balance(ledger, Part.PENALTY) > ZERO

    closing = pay(date(2026, 12, 23), R(12_400), PaymentPurpose.FULL)
    now = replay(LOAN, [closing], date(2026, 12, 27))
    added = corrections(ledger, now.postings)

    assert {one.entry for one in added} == {PostingKind.REVERSAL, PostingKind.PAYMENT}
    ledger = saved(added, ledger)
    assert all(balance(ledger, part) == ZERO for part in Part)
    assert now.closed_on == date(2026, 12, 23)


def test_a_prolongation_pays_interest_and_penalty_and_moves_the_due_day() -> None:
    day = date(2026, 12, 28)
    price = debt_on(LOAN, [], day)
    loan_event = pay(
        day,
        price.interest + price.penalty,
        PaymentPurpose.PROLONG,
        extends_to=date(2027, 1, 11),
    )
    made = replay(LOAN, [loan_event], day)
    debt = debt_on(made.terms, made.postings, date(2027, 1, 11))

    assert (debt.principal, debt.penalty, debt.days_overdue) == (R(10_000), ZERO, 0)
    assert debt.interest == R(80) * 14
    assert made.terms.plans[-1].cause is Cause.PROLONGATION


def test_a_prolongation_paid_too_little_changes_nothing_but_the_debt() -> None:
    loan_event = pay(
        date(2026, 12, 23), R(2_399), PaymentPurpose.PROLONG, extends_to=date(2027, 1, 6)
    )
    made = replay(LOAN, [loan_event], date(2026, 12, 24))

    assert made.terms.plans == LOAN.plans
    assert debt_on(made.terms, made.postings, date(2026, 12, 24)).days_overdue == 1


def test_a_part_of_an_instalment_loan_keeps_the_days_and_lowers_the_payments() -> None:
    made = replay(BY_PARTS, [pay(date(2026, 12, 1), R(20_000))], date(2026, 12, 1))
    before, after = made.terms.plans

    assert [line.day for line in after.lines] == [line.day for line in before.lines]
    assert all(new.amount < old.amount for new, old in zip(after.lines, before.lines, strict=True))


def test_the_coming_payment_paid_early_is_paid() -> None:
    first = BY_PARTS.plans[0].lines[0]
    made = replay(BY_PARTS, [pay(date(2026, 12, 1), first.amount, PaymentPurpose.NEXT)], first.day)

    assert [line.day for line in made.terms.plans[-1].lines] == list(LINES[1:])
    assert debt_on(made.terms, made.postings, date(2026, 12, 20)).days_overdue == 0


def test_a_payment_by_the_schedule_leaves_the_schedule_alone() -> None:
    first = BY_PARTS.plans[0].lines[0]
    made = replay(BY_PARTS, [pay(first.day, first.amount, PaymentPurpose.NEXT)], first.day)

    assert made.terms.plans == BY_PARTS.plans
    assert debt_on(made.terms, made.postings, first.day).principal == first.balance


def test_a_missed_instalment_is_overdue_alone() -> None:
    first = BY_PARTS.plans[0].lines[0]
    debt = debt_on(BY_PARTS, [], first.day + timedelta(days=1))

    assert debt.overdue_principal == first.principal
    assert debt.overdue_interest == first.interest
    assert debt.days_overdue == 1


def test_a_tail_of_kopecks_is_forgiven() -> None:
    made = replay(
        LOAN, [pay(date(2026, 12, 23), R("12390.01"), PaymentPurpose.FULL)], date(2026, 12, 30)
    )

    assert balance(made.postings, Part.PRINCIPAL) == ZERO
    forgiven = [one for one in made.postings if one.entry is PostingKind.WAIVED]
    assert [(one.part, one.amount) for one in forgiven] == [(Part.PRINCIPAL, R("-9.99"))]
    assert made.closed_on == date(2026, 12, 23)


def test_nothing_is_late_during_credit_holidays() -> None:
    day, until = date(2026, 12, 28), date(2027, 3, 28)
    at = datetime(2026, 12, 28, tzinfo=UTC)
    rest = Holidays(day=day, at=at, until=until, daily_rate=Decimal("0.5"))
    made = replay(LOAN, [rest], until)

    before, on = (debt_on(made.terms, made.postings, one) for one in (day, until))
    assert before.penalty > ZERO
    assert (on.days_overdue, on.penalty) == (0, before.penalty)
    assert on.interest - before.interest == R(50) * 90
    assert made.terms.plans[-1].due > until


def test_a_part_paid_during_long_holidays_is_booked() -> None:
    day, until = date(2026, 11, 25), date(2027, 5, 25)
    at = datetime(2026, 11, 25, tzinfo=UTC)
    rest = Holidays(day=day, at=at, until=until, daily_rate=Decimal("0.5"))
    part = pay(date(2026, 11, 30), R(20_000))
    plan = replay(BY_PARTS, [rest, part], part.day).terms.plans[-1]

    assert plan.holiday_until == until
    assert all(line.principal > ZERO for line in plan.lines)
    left = debt_on(BY_PARTS, [], day).principal - (R(20_000) - R(480) - R(1_000))
    assert sum((line.principal for line in plan.lines), ZERO) == left
    meanwhile = left.kopecks * 5 * (until - part.day).days // 1000
    assert plan.lines[0].interest > Money(meanwhile)


def test_payments_of_the_plan_made_all_at_once_are_booked() -> None:
    lines = payment_days(ISSUED, count=12, every=14)
    plan = contract_plan(R(90_000), Decimal("0.6"), ISSUED, lines)
    loan = replace(BY_PARTS, principal=R(90_000), plans=(plan,))
    sums = [R(9_000) + Money(number) for number in range(9)]
    made = replay(loan, [pay(ISSUED, amount, PaymentPurpose.NEXT) for amount in sums], ISSUED)

    assert [line.day for line in made.terms.plans[-1].lines] == list(lines[9:])


def test_holidays_within_holidays_change_nothing() -> None:
    day = date(2026, 11, 25)
    at = datetime(2026, 11, 25, tzinfo=UTC)
    long = Holidays(day=day, at=at, until=date(2027, 3, 25), daily_rate=Decimal("0.5"))
    short = replace(long, day=date(2026, 12, 1), until=date(2026, 12, 31))
    once, twice = (replay(BY_PARTS, some, date(2026, 12, 31)) for some in ([long], [long, short]))

    assert once.terms.plans == twice.terms.plans


def test_what_was_paid_too_much_is_owed_to_the_borrower() -> None:
    once = pay(date(2026, 12, 23), R(12_400))
    made = replay(LOAN, [once, replace(once, cause="another device")], date(2026, 12, 23))

    assert debt_on(made.terms, made.postings, date(2026, 12, 23)).overpaid == R(12_400)


def test_agreed_without_a_price_the_term_ends_later_and_nothing_is_posted() -> None:
    due = date(2026, 12, 23)
    paid = pay(due, R(3_400))
    agreed = Agreed(
        cause="agreement",
        day=due,
        at=paid.at + timedelta(hours=1),
        extends_to=date(2027, 1, 6),
    )
    without = replay(LOAN, [paid], due)
    made = replay(LOAN, [paid, agreed], due)

    assert made.postings == without.postings
    assert made.terms.plans[-1].cause is Cause.PROLONGATION
    assert made.terms.plans[-1].due == date(2027, 1, 6)


GIVEN_UP = date(2027, 2, 10)


def write_off(day: date = GIVEN_UP) -> WrittenOff:
    return WrittenOff(cause="case", day=day, at=datetime(day.year, day.month, day.day, tzinfo=UTC))


@quick
@given(some.data(), loans)
def test_what_was_given_up_is_what_nobody_paid(data: some.DataObject, loan: Terms) -> None:
    """Issued and accrued = paid, less what is overpaid + forgiven + written off + owed."""
    happened = data.draw(loan_events(loan))
    made = replay(loan, happened, ISSUED + timedelta(days=250))

    def booked(*entries: PostingKind) -> Money:
        real = (one for one in made.postings if one.part is not Part.OVERPAID)
        return sum((one.amount for one in real if one.entry in entries), ZERO)

    owed = sum((balance(made.postings, part) for part in list(Part)[:3]), ZERO)
    gone = booked(
        PostingKind.PAYMENT, PostingKind.WAIVED, PostingKind.WRITTEN_OFF, PostingKind.RESTORED
    )
    assert booked(PostingKind.ISSUED, PostingKind.INTEREST, PostingKind.PENALTY) == owed - gone
    assert booked(PostingKind.WRITTEN_OFF, PostingKind.RESTORED) <= ZERO
    if made.written_off_on is not None:
        assert owed == ZERO
        assert made.closed_on == made.written_off_on


def test_a_debt_that_is_written_off_is_gone_and_grows_no_more() -> None:
    made = replay(LOAN, [write_off()], date(2027, 6, 1))
    before = debt_on(made.terms, made.postings, date(2027, 2, 9))
    after = debt_on(made.terms, made.postings, date(2027, 6, 1))

    assert before.total > R(10_000)
    assert (after.total, after.daily, after.days_overdue) == (ZERO, ZERO, 0)
    assert (made.closed_on, made.written_off_on) == (GIVEN_UP, GIVEN_UP)
    lost = [one for one in made.postings if one.entry is PostingKind.WRITTEN_OFF]
    assert {one.day for one in lost} == {GIVEN_UP}
    # 0.8 % a day for 79 days, and 20 % a year of penalty for 49 days, floored.
    assert sorted(ZERO - one.amount for one in lost) == [
        Money(26_849),
        R(6_320),
        R(10_000),
    ]
    assert not [one for one in made.postings if one.entry is PostingKind.WAIVED]


def test_money_that_comes_after_a_write_off_is_booked_in_the_order_of_the_law() -> None:
    later = pay(date(2027, 3, 1), R(7_000))
    made = replay(LOAN, [write_off(), later], date(2027, 6, 1))

    paid = [one for one in made.postings if one.cause == later.cause]
    assert [(one.entry, one.part, one.amount) for one in paid] == [
        (PostingKind.RESTORED, Part.INTEREST, R(6_320)),
        (PostingKind.RESTORED, Part.PRINCIPAL, R(680)),
        (PostingKind.PAYMENT, Part.INTEREST, ZERO - R(6_320)),
        (PostingKind.PAYMENT, Part.PRINCIPAL, ZERO - R(680)),
    ]
    assert made.written_off_on == GIVEN_UP
    assert debt_on(made.terms, made.postings, date(2027, 6, 1)).total == ZERO


def test_more_than_was_written_off_is_owed_back() -> None:
    made = replay(LOAN, [write_off(), pay(date(2027, 3, 1), R(17_000))], date(2027, 6, 1))

    lost = R(10_000) + R(6_320) + Money(26_849)
    assert balance(made.postings, Part.OVERPAID) == lost - R(17_000)


def test_a_payment_of_an_earlier_day_leaves_less_or_nothing_to_give_up() -> None:
    part = replay(LOAN, [write_off(), pay(date(2027, 2, 1), R(9_000))], date(2027, 6, 1))
    whole = replay(LOAN, [write_off(), pay(date(2026, 12, 23), R(12_400))], date(2027, 6, 1))

    assert part.written_off_on == GIVEN_UP
    assert not [one for one in part.postings if one.entry is PostingKind.RESTORED]
    assert (whole.closed_on, whole.written_off_on) == (date(2026, 12, 23), None)

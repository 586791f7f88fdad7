"""Every vector of tests/data/law/servicing_vectors.csv, by its id."""

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.dates import MOSCOW
from domain.ledger.debt import Debt
from domain.money import Money
from domain.refusals import ProlongationRefused, WhyNotProlong
from domain.rules.accrual import Terms, single_payment
from domain.rules.allocation import allocate
from domain.rules.contact_limits import WhyNot, may_message
from domain.rules.cooling import transfer_not_before
from domain.rules.early import no_notice_until
from domain.rules.editions import newest
from domain.rules.prolongation import Extension, extend
from domain.rules.workdays import next_working_day
from tests.support.paid import debt_after

ROWS = {
    row["id"]: row
    for row in csv.DictReader(
        (Path(__file__).parents[2] / "data/law/servicing_vectors.csv").open(encoding="utf-8")
    )
}
R = Money.rubles
ISSUED = date(2026, 11, 23)
LOAN = single_payment(R(10_000), Decimal("0.8"), ISSUED, date(2026, 12, 23))


def after(days: int, terms: Terms = LOAN, *payments: tuple[date, Money]) -> Debt:
    return debt_after(terms, payments, terms.issued + timedelta(days=days))


def test_every_vector_has_a_test_here() -> None:
    tested = {name for name in globals() if name.startswith("test_")}
    for ident in ROWS:
        assert any(f"_{ident.lower().replace('-', '_')}_" in name for name in tested), ident


def test_int_1_thirty_days() -> None:
    assert after(30).interest == R("2400.00")


def test_int_3_a_part_payment_on_day_ten() -> None:
    paid = (date(2026, 12, 3), R("4000.00"))
    on_day_ten = after(10, LOAN, paid)
    assert (on_day_ten.interest, on_day_ten.principal) == (R(0), R("6800.00"))
    assert after(30, LOAN, paid).interest == R("1088.00")


def test_cap_1_accrual_stops_at_exactly_the_sum_lent() -> None:
    day_118, day_119 = after(118), after(119)
    assert (day_118.interest, day_118.penalty) == (R("9440.00"), R("482.19"))
    assert (day_119.interest, day_119.penalty) == (R("9517.81"), R("482.19"))
    assert day_119.total == R(20_000)
    assert after(1000).total == R(20_000)


def test_cap_3_the_old_contract_has_the_old_cap() -> None:
    old = single_payment(R(10_000), Decimal("0.8"), date(2026, 3, 31), date(2026, 4, 30))
    assert old.cap == R(13_000)
    assert after(154, old).total < R(23_000)
    assert after(155, old).total == after(400, old).total == R(23_000)


def test_cap_4_what_was_paid_still_counts_as_accrued() -> None:
    paid = (date(2026, 12, 23), R("2400.00"))
    debt = after(30, LOAN, paid)
    assert debt.cap_room == R("7600.00")
    daily = after(31, LOAN, paid).interest
    assert debt.cap_room.kopecks // daily.kopecks == 95


def test_pro_1_five_extensions_and_not_a_sixth() -> None:
    principal, rate, due, room = R(10_000), Decimal("0.8"), date(2026, 12, 7), R(8880)
    paid = R(0)

    def extension(count: int) -> Extension:
        return extend(
            initial_days=14,
            principal=principal,
            daily_rate=rate,
            due=due,
            interest=R("1120.00"),
            penalty=R(0),
            cap_room=room,
            count=count,
            days=14,
            on=due,
        )

    for count in range(5):
        agreed = extension(count)
        assert (agreed.price, agreed.left) == (R("1120.00"), 4 - count)
        paid, due, room = paid + agreed.price, agreed.due, room - agreed.price
    assert paid + R("1120.00") == R("6720.00")
    with pytest.raises(ProlongationRefused) as refused:
        extension(5)
    assert refused.value.reason is WhyNotProlong.COUNT


def test_pro_1_and_none_when_the_cap_is_near() -> None:
    with pytest.raises(ProlongationRefused) as refused:
        extend(
            initial_days=14,
            principal=R(10_000),
            daily_rate=Decimal("0.8"),
            due=ISSUED,
            interest=R(1120),
            penalty=R(0),
            cap_room=R("1119.99"),
            count=0,
            days=14,
            on=ISSUED,
        )
    assert refused.value.reason is WhyNotProlong.CAP


def test_pen_1_twelve_days_of_delay() -> None:
    assert after(42).days_overdue == 12
    assert after(42).penalty == R("65.75")


PAYMENT = R("5000.00")
DEBT = {
    "overdue_interest": R("700.00"),
    "overdue_principal": R("2000.00"),
    "current_interest": R("300.00"),
    "current_principal": R("2500.00"),
    "penalty": R("50.00"),
}


def expected(ident: str) -> dict[str, Money]:
    parts = (one.split("=") for one in ROWS[ident]["expected"].split("; "))
    return {name: R(amount) for name, amount in parts}


@pytest.mark.parametrize("ident", ["ALL-1", "ALL-2"])
def test_all_1_and_all_2_the_order_of_the_contract_date(ident: str) -> None:
    made = date(2024, 7, 1) if ident == "ALL-1" else date(2024, 6, 30)
    divided = allocate(PAYMENT, DEBT, made, newest())
    wanted = expected(ident)
    assert divided.left == wanted.pop("left")
    assert {name: divided[name] for name in wanted} == wanted


def test_dat_1_fourteen_days_without_notice() -> None:
    assert no_notice_until(ISSUED, newest()) == date(2026, 12, 7)


def test_dat_2_a_due_day_on_sunday() -> None:
    terms = single_payment(R(10_000), Decimal("0.8"), date(2026, 11, 22), date(2026, 12, 6))
    assert next_working_day(terms.plans[0].due) == date(2026, 12, 7)
    overdue = [debt_after(terms, (), date(2026, 12, day)).days_overdue for day in (6, 7, 8)]
    assert overdue == [0, 0, 1]
    assert debt_after(terms, (), date(2026, 12, 8)).penalty == R("5.47")  # one day, not two


def test_dat_4_the_cooling_off_hours() -> None:
    signed = datetime(2026, 11, 23, 10, tzinfo=MOSCOW)
    moments = {
        49_999: signed,
        50_000: datetime(2026, 11, 23, 14, tzinfo=MOSCOW),
        200_000: datetime(2026, 11, 23, 14, tzinfo=MOSCOW),
        200_001: datetime(2026, 11, 25, 10, tzinfo=MOSCOW),
    }
    assert {n: transfer_not_before(R(n), signed) for n in moments} == moments


def moscow(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=MOSCOW)


def test_msg_1_two_a_day_four_a_week_sixteen_a_month() -> None:
    monday, tuesday = [moscow(23, 10), moscow(23, 15)], [moscow(24, 10)]
    assert may_message(monday[:1], moscow(23, 15), MOSCOW).allowed
    assert may_message(monday, moscow(23, 16), MOSCOW).reason is WhyNot.DAY
    week = [*monday, *tuesday, moscow(25, 10)]
    assert may_message(week[:3], moscow(25, 10), MOSCOW).allowed
    assert may_message(week, moscow(26, 10), MOSCOW).reason is WhyNot.WEEK
    month = [moscow(26, 12) - timedelta(days=2 * n + 7) for n in range(11)]
    month += [one - timedelta(minutes=30) for one in month[:5]]
    assert len(month) == 16
    assert may_message(month[:15], moscow(26, 12), MOSCOW).allowed
    assert may_message(month, moscow(26, 12), MOSCOW).reason is WhyNot.MONTH


def test_msg_1_the_next_time_is_one_at_which_a_message_may_go() -> None:
    """Of days, weeks and months, by calendar and sliding, whichever holds the longest."""
    month = [moscow(10, 12) + timedelta(days=n // 2) for n in range(16)]  # 10 to 17 November
    for sent, now in (
        (month, moscow(26, 12)),
        ([moscow(23, 10), moscow(23, 15)], moscow(23, 16)),
        ([moscow(23, 10), moscow(23, 15), moscow(24, 10), moscow(25, 10)], moscow(26, 10)),
    ):
        refused = may_message(sent, now, MOSCOW)
        assert refused.next_time is not None
        assert refused.next_time > now
        assert may_message(sent, refused.next_time, MOSCOW).allowed
        day_before = refused.next_time - timedelta(days=1)
        assert day_before <= now or not may_message(sent, day_before, MOSCOW).allowed


def test_msg_2_hours_are_the_debtors() -> None:
    vladivostok = ZoneInfo("Asia/Vladivostok")
    late = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # 15:00 in Moscow, 22:00 there
    refused = may_message([], late, vladivostok)
    assert refused.reason is WhyNot.HOURS
    assert refused.next_time == datetime(2026, 11, 25, 8, tzinfo=vladivostok)
    assert may_message([], late - timedelta(minutes=1), vladivostok).allowed
    sunday = datetime(2026, 11, 29, 8, 30, tzinfo=MOSCOW)
    assert may_message([], sunday, MOSCOW).next_time == sunday.replace(hour=9, minute=0)

"""Every PSK vector of tests/data/law/psk_vectors.csv."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.money import Money
from domain.refusals import PskAboveCap, RateAboveCap
from domain.rules.cost import cost_of
from domain.rules.product import simple_interest
from domain.rules.psk import BasePeriod, Flow, base_period, psk
from domain.rules.schedule import payment_days

ROWS = list(
    csv.DictReader((Path(__file__).parents[2] / "data/law/psk_vectors.csv").open(encoding="utf-8"))
)
COMPUTED = [row for row in ROWS if row["kind"] == "computed"]
PUBLISHED = {row["id"]: row for row in ROWS if row["kind"] == "published"}
SINGLE = [row for row in COMPUTED if row["id"].startswith("S")]


def flows(row: dict[str, str]) -> tuple[date, Money, list[Flow]]:
    parts = (one.split("=") for one in row["schedule"].split(";"))
    payments = [Flow(date.fromisoformat(day), Money.rubles(amount)) for day, amount in parts]
    given = Money.rubles(row["net_flow_day0"].removeprefix("-"))
    return date.fromisoformat(row["issue_date"]), given, payments


def by_id(row: dict[str, str]) -> str:
    return row["id"]


def test_there_are_as_many_vectors_as_were_given() -> None:
    assert len(COMPUTED) == 16
    assert set(PUBLISHED) == {"PUB-1", "PUB-2", "PUB-5"}


@pytest.mark.parametrize("row", COMPUTED, ids=by_id)
def test_psk_of_the_given_flows(row: dict[str, str]) -> None:
    issued, given, payments = flows(row)
    assert psk(given, issued, payments) == Decimal(row["psk_3dp"])


@pytest.mark.parametrize("row", COMPUTED, ids=by_id)
def test_the_base_period(row: dict[str, str]) -> None:
    length, unit = row["base_period"].split()
    issued, _, payments = flows(row)
    found = base_period(issued, [flow.day for flow in payments])
    assert found == BasePeriod(int(length), months=unit.startswith("month"))


@pytest.mark.parametrize("row", COMPUTED, ids=by_id)
def test_psk_in_money_is_what_is_paid_beside_the_sum(row: dict[str, str]) -> None:
    _, given, payments = flows(row)
    paid = sum((flow.amount.kopecks for flow in payments), 0)
    assert Money(paid) == Money.rubles(row["total_payments"])
    assert Money(paid) - given == Money.rubles(row["psk_money"])


@pytest.mark.parametrize(
    "row",
    [row for row in SINGLE if row["id"] not in ("S08-7-ODD-UP", "SVC-30", "S10-30-PRE2023")],
    ids=by_id,
)
def test_a_single_payment_costs_what_the_vector_says(row: dict[str, str]) -> None:
    issued, given, payments = flows(row)
    cost = cost_of(given, Decimal(row["daily_rate_pct"]), issued, [payments[0].day])
    assert (cost.psk, cost.total) == (Decimal(row["psk_3dp"]), payments[0].amount)


@pytest.mark.parametrize("row", [row for row in COMPUTED if row["exceeds_292"] == "yes"], ids=by_id)
def test_flows_above_the_cap_are_told_from_those_below(row: dict[str, str]) -> None:
    issued, given, payments = flows(row)
    assert psk(given, issued, payments) > Decimal("292.000")


def test_rounding_interest_up_would_break_the_cap_and_the_floor_does_not() -> None:
    """S08-7-ODD-UP: 56.056 roubles of interest."""
    assert simple_interest(Money.rubles(1001), Decimal("0.8"), 7) == Money.rubles("56.05")
    cost = cost_of(Money.rubles(1001), Decimal("0.8"), date(2026, 11, 23), [date(2026, 11, 30)])
    assert cost.psk <= Decimal("292.000")


def test_calendar_months_at_the_top_rate_are_refused() -> None:
    """M08-6-JUL: 295.204."""
    days = [date(2026, month, 1) for month in range(8, 13)] + [date(2027, 1, 1)]
    with pytest.raises(PskAboveCap) as refused:
        cost_of(Money.rubles(30_000), Decimal("0.8"), date(2026, 7, 1), days)
    assert refused.value == PskAboveCap("295.204", "292.000")


def test_a_rate_above_the_law_of_the_day_is_refused() -> None:
    """S10-30-PRE2023: 1 % a day was lawful on 2023-06-30 and not a day later."""
    sum_, rate = Money.rubles(10_000), Decimal("1.0")
    cost = cost_of(sum_, rate, date(2023, 6, 1), [date(2023, 7, 1)])
    assert cost.psk == Decimal(PUBLISHED["PUB-2"]["psk_3dp"])
    with pytest.raises(RateAboveCap):
        cost_of(sum_, rate, date(2023, 7, 1), [date(2023, 7, 31)])


def test_the_published_pairs() -> None:
    issued = date(2026, 11, 23)
    cost = cost_of(Money.rubles(10_000), Decimal("0.8"), issued, [date(2026, 12, 23)])
    assert cost.psk == Decimal(PUBLISHED["PUB-1"]["psk_3dp"])
    overpaid = simple_interest(Money.rubles(15_000), Decimal("0.8"), 90)
    assert overpaid == Money.rubles(PUBLISHED["PUB-5"]["published_value"].split()[0])


def test_the_schedule_is_an_annuity_with_floored_interest() -> None:
    """I08-4x14 and I06-12x14 but for their last payment: the vectors round interest half up."""
    for row, count, rate in (("I08-4x14", 4, "0.8"), ("I06-12x14", 12, "0.6")):
        issued, given, payments = flows(next(r for r in COMPUTED if r["id"] == row))
        days = payment_days(issued, count=count, every=14)
        lines = cost_of(given, Decimal(rate), issued, days).schedule
        assert [line.amount for line in lines[:-1]] == [flow.amount for flow in payments[:-1]]
        assert Money(0) <= payments[-1].amount - lines[-1].amount <= Money(5)
        assert lines[-1].balance == Money(0)


def test_psk_is_zero_when_nothing_is_paid_beside_the_sum() -> None:
    flow = [Flow(date(2026, 12, 23), Money.rubles(10_000))]
    assert psk(Money.rubles(10_000), date(2026, 11, 23), flow) == Decimal("0.000")


@pytest.mark.parametrize(
    ("payments", "why"),
    [
        ([], "a loan needs a sum and at least one payment"),
        ([Flow(date(2026, 11, 23), Money(100_00))], "must follow the issue"),
        ([Flow(date(2026, 12, 1), Money(50_00))], "return less than was given"),
    ],
)
def test_flows_that_are_no_loan_are_refused(payments: list[Flow], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        psk(Money(100_00), date(2026, 11, 23), payments)

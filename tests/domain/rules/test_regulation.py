"""The dated table of the law: one row a day for every key, and never a default."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from domain.rules.regulation import NoRule, Rule, rule, rules, version

DAY = timedelta(days=1)
BEGINNING = date(1900, 1, 1)


def by_key() -> dict[str, list[Rule]]:
    found = defaultdict(list)
    for one in rules():
        found[one.key].append(one)
    return dict(found)


KEYS = sorted(by_key())
# The table that was given at the start; ours adds the days on which there was no rule yet.
# What became known later (rules of 30 November 2026).
ADDED = {"fincert.lookup", "fincert.report_workdays"}
GIVEN = Path(__file__).parents[2] / "data/law/regulation_params.csv"


@pytest.mark.parametrize("key", KEYS)
def test_periods_of_a_key_follow_one_another_without_overlap_or_hole(key: str) -> None:
    periods = by_key()[key]

    for earlier, later in pairwise(periods):
        assert earlier.valid_to is not None, f"{earlier} has no end and is not the last"
        assert later.valid_from == earlier.valid_to + DAY, f"{later} does not follow {earlier}"
    assert all(p.valid_to is None or p.valid_from <= p.valid_to for p in periods)


@pytest.mark.parametrize("key", KEYS)
def test_every_row_names_its_basis_and_its_source(key: str) -> None:
    assert all(row.basis and row.source for row in by_key()[key])


@pytest.mark.parametrize(
    ("key", "last_without"),
    [
        ("loans.market_limit.stage1", date(2026, 9, 30)),
        ("loans.market_limit.stage2", date(2027, 3, 31)),
        ("loans.pause_after_closing", date(2026, 12, 31)),
        ("loans.same_mfo_per_year", date(2018, 12, 31)),
        ("selfban.check", date(2025, 2, 28)),
        ("payout.owner_check", date(2025, 8, 31)),
        ("identity.min_checks", date(2023, 4, 23)),
        ("pdn.min_amount", date(2019, 9, 30)),
        ("pdn.income_rule_small", date(2025, 12, 31)),
        ("passport.grace_days", date(2021, 7, 15)),
        ("cooling.hours.50000_to_200000", date(2025, 8, 31)),
        ("terms.no_capitalisation", date(2026, 12, 31)),
        ("fincert.lookup", date(2025, 8, 31)),
        ("fincert.report_workdays", date(2026, 2, 28)),
        ("biometrics.required.MKK", date(2027, 2, 28)),
        ("interest.daily_rate_max", date(2019, 1, 27)),
    ],
)
def test_before_its_first_day_a_rule_has_an_explicit_none(key: str, last_without: date) -> None:
    for day in (BEGINNING, last_without):
        assert not rule(key, day).in_force
    assert rule(key, last_without + DAY).in_force


def test_the_first_stage_of_the_market_limit_ends_where_the_second_begins() -> None:
    assert rule("loans.market_limit.stage1", date(2027, 3, 31)).in_force
    assert not rule("loans.market_limit.stage1", date(2027, 4, 1)).in_force
    assert rule("loans.market_limit.stage2", date(2027, 4, 1)).in_force


@pytest.mark.parametrize(
    ("key", "day", "value"),
    [
        ("interest.daily_rate_max", date(2019, 6, 30), "1.5"),
        ("interest.daily_rate_max", date(2023, 6, 30), "1.0"),
        ("interest.daily_rate_max", date(2023, 7, 1), "0.8"),
        ("psk.cap_absolute", date(2023, 6, 30), "365.000"),
        ("psk.cap_absolute", date(2026, 11, 23), "292.000"),
        ("overpay.cap", date(2026, 3, 31), "130"),
        ("overpay.cap", date(2026, 4, 1), "100"),
        ("overpay.cap", date(2023, 6, 30), "150"),
    ],
)
def test_the_caps_by_contract_date(key: str, day: date, value: str) -> None:
    found = rule(key, day)

    assert (found.value, found.number) == (value, Decimal(value))
    assert found.basis == "contract_date"


def test_a_date_without_a_row_is_an_error_and_no_default() -> None:
    with pytest.raises(NoRule, match=r"psk\.cap_absolute on 2019-06-30"):
        rule("psk.cap_absolute", date(2019, 6, 30))
    with pytest.raises(NoRule):
        rule("nothing.of.the.kind", date(2026, 11, 23))


def test_a_fraction_stays_exact() -> None:
    assert rule("psk.cap_market_multiplier", date(2026, 11, 23)).fraction == Fraction(4, 3)


def test_the_version_is_that_of_the_file() -> None:
    text = files("domain.rules.law").joinpath("regulation_params.csv").read_text(encoding="utf-8")

    assert len(version()) == 12
    assert len(list(csv.DictReader(text.splitlines()))) == len(rules())


def test_every_row_that_was_given_is_there_as_it_was_given() -> None:
    """Market averages are a table of their own; a row without a first day has always held."""
    given = list(csv.DictReader(GIVEN.read_text(encoding="utf-8").splitlines()))
    ours = {(one.key, one.valid_from.isoformat()): one for one in rules() if one.in_force}

    ours = {key: one for key, one in ours.items() if one.key not in ADDED}

    assert {row["key"] for row in given} - {"psk.market_average"} == {key for key, _ in ours}
    for row in given:
        if row["key"] != "psk.market_average":
            found = ours.pop((row["key"], row["valid_from"] or BEGINNING.isoformat()))
            assert (found.value, found.basis) == (row["value"], row["basis"] or found.basis)
            assert (found.valid_to.isoformat() if found.valid_to else "") == row["valid_to"]
    assert ours == {}

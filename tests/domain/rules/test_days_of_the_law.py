"""Every dated rule on the day before, on, and after the day on which it begins, as its own gate
tells it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest

from domain.dates import MOSCOW, add_months
from domain.ids import BorrowerId
from domain.model import fincert
from domain.model.application import Consent, Reason
from domain.model.biometrics import required
from domain.model.card_binding import owner_must_match
from domain.model.consents import stands
from domain.money import Money
from domain.refusals import HolidaysRefused, PskAboveCap, RateAboveCap
from domain.rules import decision
from domain.rules.accrual import MICRO, Terms
from domain.rules.allocation import allocate
from domain.rules.contact_limits import may_message
from domain.rules.cooling import transfer_not_before
from domain.rules.cost import MarketAverages, cost_of, quarter
from domain.rules.decision.shares import Bucket, ShareLimits
from domain.rules.early import no_notice_until
from domain.rules.editions import newest
from domain.rules.passport import OLD_GRACE, valid_until
from domain.rules.plan import single
from domain.rules.product import most_per_borrower
from domain.rules.prolongation import keeps_principal, least_days, most_extensions
from domain.rules.psk import base_period
from domain.rules.regulation import NoRule, Rule, rule, rules
from domain.rules.workdays import add_working_days
from domain.usecases.applications.rechecking import PlanLapse
from domain.usecases.credit_holidays.asking import LookAtHolidays
from domain.usecases.identity.identifying import EnoughChecks
from tests.domain.rules.test_decision import GOOD
from tests.domain.rules.test_law_is_read import read_keys

R = Money.rubles
DAY = timedelta(days=1)
NEVER = date(1900, 1, 1)  # a row since then has always held
Gate = Callable[[date], object]
Told = Callable[[Rule], object]


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), MOSCOW)


def clock(day: date) -> Mock:
    return Mock(today=lambda: day, now=lambda: noon(day))


def run(doing: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(doing)


def terms(day: date, days: int = 14) -> Terms:
    plan = single(R(10_000), Decimal("0.8"), day, day + timedelta(days=days))
    return Terms(principal=R(10_000), daily_rate=Decimal("0.8"), issued=day, plans=(plan,))


def rate_cap(day: date) -> str | None:
    try:
        cost_of(R(1_000), Decimal(9), day, (day + 7 * DAY,))
    except RateAboveCap as refused:
        return str(refused.cap)
    except NoRule:  # no cap on the rate, and none on the full cost yet
        return None
    raise AssertionError


def psk_cap(day: date) -> str:
    """Months of 31 days cost more than the daily rate tells."""
    rate = Decimal(rule("interest.daily_rate_max", day).value)
    with pytest.raises(PskAboveCap) as refused:
        cost_of(R(30_000), rate, day, [add_months(day, month) for month in range(1, 7)])
    return str(refused.value.cap)


def market_limit(most: int) -> Gate:
    def gate(day: date) -> object:
        limit = decision.market_limit(day)
        return limit is not None and limit.most == most

    return gate


def stops(reason: Reason, **inputs: Any) -> Gate:
    def gate(day: date) -> object:
        found = decision.hard_stop(replace(GOOD, on=day, **inputs))
        return found is not None and found.reason is reason

    return gate


def burden(day: date) -> int | None:
    """Of somebody who says they earn ten times what the region does."""
    inputs = replace(GOOD, on=day, income=R(1_000_000), mean_income=R(100_000))
    return decision.pdn(inputs)


def first_paid(day: date) -> str:
    debt = {"penalty": R(1), "current_interest": R(1)}
    divided = allocate(R(1), debt, day, newest())
    return next(part for part in debt if divided[part])


def cooling(amount: int) -> Gate:
    return lambda day: transfer_not_before(R(amount), noon(day)) - noon(day)


def hours(one: Rule) -> timedelta:
    return timedelta(hours=int(one.value) if one.in_force else 0)


def messages(*ago: timedelta) -> Gate:
    """Why one more isn't allowed to whom others were sent so long ago."""
    return lambda day: may_message([noon(day) - one for one in ago], noon(day), UTC).reason


def enough_checks(day: date) -> bool:
    """Four of the law's five."""
    passed = [SimpleNamespace(kind=f"kind {n}", passed=True) for n in range(4)]
    application: Any = SimpleNamespace(id="x", created_at=noon(day))
    checks = Mock(of=AsyncMock(return_value=passed))
    return bool(run(EnoughChecks(checks=checks)(application)))


def holidays(day: date, kopecks: int = 1) -> LookAtHolidays:
    loan = SimpleNamespace(id="x", principal=Money(kopecks))
    loans = Mock(open_in=AsyncMock(return_value=loan))
    credit_holidays_store = Mock(of_loan=AsyncMock(return_value=[]))
    return LookAtHolidays(
        loans=loans, credit_holidays_store=credit_holidays_store, clock=clock(day)
    )


def too_large_for_holidays(day: date) -> bool:
    try:
        run(holidays(day, 450_000_01)(borrower_id=BorrowerId(1)))
    except HolidaysRefused:
        return True
    return False


def offer_ends(day: date) -> object:
    jobs = Mock(plan=AsyncMock())
    run(PlanLapse(jobs=jobs, clock=clock(day))("x"))  # type: ignore[arg-type]
    return (jobs.plan.call_args.args[2] - DAY).astimezone(MOSCOW).date()


def bureau_consent(day: date) -> tuple[bool, bool]:
    """Does one of five months stand, and one of seven?"""

    def given(months: int) -> bool:
        at = noon(add_months(day, -months))
        one = Consent(
            borrower_id=BorrowerId(1),
            kind="bureau",
            version="1",
            text_sha256="",
            given_at=at,
            signature="signed",
        )
        return stands(one, clock(day))

    return given(5), given(7)


def same(value: object) -> Told:
    return lambda _: value


def in_force(one: Rule) -> bool:
    return one.in_force


def number(one: Rule) -> object:
    return int(one.value)


BORN, PASSPORT = date(1990, 5, 5), date(2004, 6, 1)
# The gate, and what it has to tell under a row.
GATES: dict[str, tuple[Gate, Told]] = {
    "age.min": (decision.least_age, number),
    "allocation.order": (
        first_paid,
        lambda one: min(("penalty", "current_interest"), key=one.value.split(">").index),
    ),
    "amount.max_per_borrower.MKK": (most_per_borrower, lambda one: R(one.value)),
    "biometrics.required.MKK": (required, in_force),
    "bki.consent_valid_months": (bureau_consent, same((True, False))),
    "contact.msg.per_day": (messages(DAY / 8, DAY / 4), same("day")),
    "contact.msg.per_month": (
        messages(DAY / 8, *(n * DAY for n in range(8, 23))),
        same("month"),
    ),
    "contact.msg.per_week": (messages(*(n * DAY for n in range(4))), same("week")),
    "cooling.hours.50000_to_200000": (cooling(50_000), hours),
    "cooling.hours.above_200000": (cooling(200_001), hours),
    "cooling.hours.below_50000": (cooling(49_999), hours),
    "early.full_no_notice_days": (
        lambda day: (no_notice_until(day, newest()) - day).days,
        number,
    ),
    "fincert.lookup": (fincert.must_be_asked, in_force),
    "fincert.report_workdays": (
        lambda day: fincert.report_until(noon(day)) is not None,
        in_force,
    ),
    "holidays.max_amount_other": (too_large_for_holidays, in_force),
    "holidays.max_months": (
        lambda day: holidays(day).longest(),
        lambda one: int(one.value) if one.in_force else 0,
    ),
    "identity.min_checks": (lambda day: not enough_checks(day), in_force),
    "interest.daily_rate_max": (rate_cap, lambda one: one.value if one.in_force else None),
    "interest.day_count": (lambda day: terms(day).interest_rate, same(800_000)),
    "loans.market_limit.stage1": (market_limit(2), in_force),
    "loans.market_limit.stage2": (market_limit(1), in_force),
    "loans.pause_after_closing": (
        lambda day: decision.pause_until(day - 3 * DAY, Decimal(292), day),
        in_force,
    ),
    "loans.same_mfo_per_year": (stops(Reason.YEAR_LIMIT, short_here_in_a_year=9), in_force),
    "mpl.pdn_50_80": (lambda day: ShareLimits().limit(Bucket.FROM_50, day), number),
    "mpl.pdn_over_80": (lambda day: ShareLimits().limit(Bucket.OVER_80, day), number),
    "overpay.cap": (lambda day: terms(day).cap, lambda one: R(int(one.value) * 100)),
    "overpay.max_initial_term": (
        lambda day: (terms(day, 365).cap is None, terms(day, 366).cap is None),
        same((False, True)),
    ),
    "passport.grace_days": (
        lambda day: valid_until(BORN, PASSPORT, day),
        lambda one: (
            date(2010, 5, 5) + timedelta(days=int(one.value) if one.in_force else OLD_GRACE)
        ),
    ),
    "payout.owner_check": (owner_must_match, in_force),
    "pdn.income_rule_small": (burden, lambda one: 12 if one.in_force else 2),
    "pdn.min_amount": (lambda day: burden(day) is not None, in_force),
    "penalty.base": (lambda day: terms(day).penalty_rate, same(20 * MICRO)),
    "penalty.max_with_interest": (
        lambda day: terms(day).penalty_rate,
        lambda one: int(one.value) * MICRO,
    ),
    "prolong.max_count": (most_extensions, number),
    "prolong.short_free_days": (least_days, lambda one: int(one.value) + 1),
    "psk.cap_absolute": (psk_cap, lambda one: one.value),
    "psk.cap_market_multiplier": (
        lambda day: MarketAverages({(quarter(day), "x"): Decimal(100)}).cap("x", day),
        same(Decimal("133.333")),
    ),
    "psk.year_days": (lambda day: base_period(day, [day + DAY]).year, number),
    "selfban.check": (stops(Reason.SELF_BAN, self_ban=True), in_force),
    "terms.no_capitalisation": (
        lambda day: not keeps_principal(R(2), R(1), day),
        in_force,
    ),
    "offer.valid_workdays": (offer_ends, number),
}
# Rows whose first day can't be seen by their gate alone.
UNSEEN = {
    "contact.hours.holiday": "2017 began with days off, and its first working day is the 9th",
    "contact.hours.workday": "2017 began with days off, and its first working day is the 9th",
    "psk.decimals": "the length of the year, which the same formula needs, has a row only later",
}


def test_every_key_that_is_read_has_its_gate_here() -> None:
    assert read_keys() == {*GATES, *UNSEEN}


def days(one: Rule) -> list[date]:
    """The day before, the first, and the one after it."""
    return [one.valid_from - DAY, one.valid_from, one.valid_from + DAY]


CASES = [
    pytest.param(one.key, day, id=f"{one.key} on {day}")
    for one in rules()
    if one.key in GATES and one.valid_from != NEVER
    for day in days(one)
]


@pytest.mark.parametrize(("key", "day"), CASES)
def test_a_gate_tells_what_the_row_of_the_day_says(key: str, day: date) -> None:
    gate, told = GATES[key]
    try:
        row = rule(key, day)
    except NoRule:
        if key in ("mpl.pdn_50_80", "mpl.pdn_over_80"):  # no limit that is known is none
            assert gate(day) is None
            return
        with pytest.raises(NoRule):
            gate(day)
        return
    found = gate(day)
    if key == "loans.pause_after_closing":
        found = found is not None
    if key == "offer.valid_workdays":
        assert found == add_working_days(day, int(row.value))
        return
    assert found == told(row)

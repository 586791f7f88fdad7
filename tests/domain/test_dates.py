"""The lender's day, ages, paydays, working days, and how long the money has to wait."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.dates import MOSCOW, days_until, lender_day, years_between
from domain.money import Money
from domain.rules.cooling import transfer_not_before
from domain.rules.workdays import add_working_days, next_working_day

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 23, 20, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 21, tzinfo=UTC), date(2026, 11, 24)),
    ],
)
def test_the_lenders_day_begins_at_midnight_in_moscow(moment: datetime, day: date) -> None:
    assert lender_day(moment) == day


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_whole_years_count_from_birthday_to_birthday(born: date, today: date, age: int) -> None:
    assert years_between(born, today) == age


class TestDaysUntilPayday:
    @pytest.mark.parametrize(
        ("payday", "today", "away"),
        [
            (30, TODAY, 7),
            (29, TODAY, 36),  # six days are too few: the next one
            (5, TODAY, 12),
            (23, TODAY, 30),  # today itself is too near
            (31, TODAY, 7),  # the last day of November
            (31, date(2026, 2, 1), 27),
            (30, date(2028, 2, 10), 19),  # 29 February
            (1, date(2026, 12, 20), 12),  # over the year's end
            (31, date(2026, 1, 27), 32),  # the last day of February
        ],
    )
    def test_at_least_seven_days_away(self, payday: int, today: date, away: int) -> None:
        assert days_until(payday, today, 7) == away

    @settings(deadline=None, database=None)
    @given(some.integers(1, 31), some.dates(date(2020, 1, 1), date(2040, 1, 1)))
    def test_is_the_first_such_day_that_is_far_enough(self, payday: int, today: date) -> None:
        found = today + timedelta(days=days_until(payday, today, 7))

        def fits(day: date) -> bool:
            last = (day + timedelta(days=1)).day == 1
            return day.day == payday or (last and day.day < payday)

        earlier = (today + timedelta(days=n) for n in range(7, (found - today).days))
        assert fits(found)
        assert not any(fits(day) for day in earlier)


class TestWorkingDays:
    def test_a_weekend_moves_to_monday_and_a_working_day_stays(self) -> None:
        assert next_working_day(date(2026, 11, 21)) == date(2026, 11, 23)
        assert next_working_day(date(2026, 11, 22)) == date(2026, 11, 23)
        assert next_working_day(TODAY) == TODAY

    def test_the_new_years_holidays_are_passed_over(self) -> None:
        moved = next_working_day(date(2026, 12, 31))

        assert moved == date(2027, 1, 11)

    @pytest.mark.parametrize(
        ("day", "count", "end"),
        [
            (TODAY, 0, TODAY),
            (TODAY, 4, date(2026, 11, 27)),
            (TODAY, 5, date(2026, 11, 30)),
            (date(2026, 11, 21), 5, date(2026, 11, 27)),  # from a Saturday
        ],
    )
    def test_are_counted_from_the_day_after(self, day: date, count: int, end: date) -> None:
        assert add_working_days(day, count) == end


class TestCoolingOff:
    """9-FZ: since 2025-09-01, four hours from 50 000 ₽ on, two days above 200 000 ₽."""

    SIGNED = datetime(2026, 11, 23, 10, tzinfo=MOSCOW)

    @pytest.mark.parametrize(
        ("amount", "hours"),
        [("49999.99", 0), ("50000", 4), ("200000", 4), ("200000.01", 48), ("500000", 48)],
    )
    def test_depends_on_the_sum(self, amount: str, hours: int) -> None:
        moment = transfer_not_before(Money.rubles(amount), self.SIGNED)

        assert moment - self.SIGNED == timedelta(hours=hours)

    @pytest.mark.parametrize(
        ("signed", "hours"),
        [
            (datetime(2025, 8, 31, 23, 59, tzinfo=MOSCOW), 0),
            (datetime(2025, 9, 1, 0, 0, tzinfo=MOSCOW), 4),
        ],
    )
    def test_depends_on_the_lenders_day_of_the_contract(self, signed: datetime, hours: int) -> None:
        moment = transfer_not_before(Money.rubles(50_000), signed)

        assert moment - signed == timedelta(hours=hours)

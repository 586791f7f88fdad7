"""How long an inner passport is valid: somebody born on 1990-12-31, plus the ages."""

from datetime import date, timedelta

import pytest

from domain.refusals import PassportExpired, PassportTooEarly
from domain.rules.passport import birthday, check_dates, valid_until

BORN = date(1990, 12, 31)
AT_14, AT_20, AT_45 = date(2004, 12, 31), date(2010, 12, 31), date(2035, 12, 31)
DAY = timedelta(days=1)
GRACE = timedelta(days=90)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("issued", "until"),
    [
        (AT_14, AT_20 + GRACE),
        (AT_20 - DAY, AT_20 + GRACE),
        (AT_20, AT_45 + GRACE),  # from the very birthday it is the next one
        (AT_45 - DAY, AT_45 + GRACE),
        (AT_45, None),
        (AT_45 + DAY, None),
    ],
)
def test_the_last_day_depends_on_the_age_at_issue(issued: date, until: date | None) -> None:
    assert valid_until(BORN, issued, TODAY) == until


@pytest.mark.parametrize(
    ("issued", "today", "last"),
    [
        # issued before 20: until the 20th birthday and 90 days
        (AT_14, date(2031, 3, 31), AT_20 + GRACE),
        (AT_20 - DAY, AT_20 + GRACE + DAY, AT_20 + GRACE),
        # issued before 45: until the 45th birthday and 90 days
        (AT_20, AT_45 + GRACE + DAY, AT_45 + GRACE),
        (AT_45 - DAY, AT_45 + GRACE + DAY, AT_45 + GRACE),
    ],
)
def test_after_the_last_day_it_has_to_be_changed(issued: date, today: date, last: date) -> None:
    if today < date(2021, 7, 16):  # the rule of ninety days did not exist yet
        last += timedelta(days=30) - GRACE
    with pytest.raises(PassportExpired) as refused:
        check_dates(BORN, issued, today)

    assert refused.value.until == last


@pytest.mark.parametrize("age", [20, 45])
def test_ninety_days_of_grace_to_the_day(age: int) -> None:
    born = date(2026 - age, 8, 1)  # turned so old this August
    issued = birthday(born, 14) if age == 20 else birthday(born, 20)
    last = date(2026, 8, 1) + GRACE

    check_dates(born, issued, last)
    with pytest.raises(PassportExpired):
        check_dates(born, issued, last + DAY)


def test_before_july_2021_the_grace_was_thirty_days() -> None:
    born, issued, turning = date(2001, 6, 15), date(2015, 6, 20), date(2021, 6, 15)

    assert valid_until(born, issued, date(2021, 7, 15)) == turning + timedelta(days=30)
    assert valid_until(born, issued, date(2021, 7, 16)) == turning + GRACE


def test_a_passport_without_an_end_is_never_too_old() -> None:
    check_dates(date(1930, 1, 1), date(1999, 1, 1), TODAY)


@pytest.mark.parametrize("issued", [AT_14 - DAY, BORN, TODAY + DAY])
def test_it_is_given_from_fourteen_on_and_not_in_the_future(issued: date) -> None:
    with pytest.raises(PassportTooEarly):
        check_dates(BORN, issued, TODAY)


def test_on_the_fourteenth_birthday_and_today_it_can_be_given() -> None:
    check_dates(date(2012, 11, 23), date(2026, 11, 23), date(2026, 11, 23))


def test_a_birthday_on_29_february_counts_on_1_march() -> None:
    assert birthday(date(2000, 2, 29), 14) == date(2014, 3, 1)
    assert birthday(date(2000, 2, 29), 20) == date(2020, 2, 29)

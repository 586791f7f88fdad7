"""The production calendar: which days are working days in Russia.

Data: the library «holidays», with the government's transfers through 2027.
"""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _russia() -> holidays.HolidayBase:
    return holidays.country_holidays("RU")


@cache
def is_working_day(day: date) -> bool:
    return bool(_russia().is_working_day(day))


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """`day` itself, or the first working day after it (GK art. 193)."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day

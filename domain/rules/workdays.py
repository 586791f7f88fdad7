"""The production calendar: which days are working days in Russia.

Data: the library «holidays», with the government's transfers through 2027. What it says of a range
of years is kept as data with every edition of the law, so that a later library changes no contract.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import holidays

YEARS = range(2015, 2046)  # beyond them only Saturdays and Sundays are days off
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What differs from weeks of five working days: weekdays that are days off, and Saturdays and
    Sundays that are worked."""

    off: frozenset[date]
    worked: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        if day.weekday() >= SATURDAY:
            return day in self.worked
        return day not in self.off

    def next_working_day(self, day: date) -> date:
        """`day` itself, or the first working day after it (GK art. 193)."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that is `count` working days after `day`."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day


@cache
def calendar() -> Calendar:
    """The newest one."""
    russia = holidays.country_holidays("RU", years=YEARS)
    return Calendar(
        off=frozenset(day for day in russia if day.weekday() < SATURDAY),
        worked=frozenset(day for day in russia.weekend_workdays if day.year in YEARS),
    )


def is_working_day(day: date) -> bool:
    return calendar().is_working_day(day)


def add_working_days(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`."""
    return calendar().add_working_days(day, count)


def next_working_day(day: date) -> date:
    """`day` itself, or the first working day after it (GK art. 193)."""
    return calendar().next_working_day(day)

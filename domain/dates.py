"""The lender's day and how long things take."""

import calendar
from datetime import date, datetime, timedelta, tzinfo
from typing import Protocol
from zoneinfo import ZoneInfo

MOSCOW = ZoneInfo("Europe/Moscow")


class Clock(Protocol):
    """The only source of time. `now` is an aware UTC instant, `today` the lender's date."""

    def now(self) -> datetime: ...
    def today(self) -> date: ...


def lender_day(moment: datetime, zone: tzinfo = MOSCOW) -> date:
    """The lender's date at an aware instant."""
    return moment.astimezone(zone).date()


def years_between(earlier: date, later: date) -> int:
    """Whole years from one date to another; a birthday on 29 February counts on 1 March."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def days_until(day_of_month: int, today: date, least: int) -> int:
    """Days from today to the next such day of a month (its last day, in a shorter month) that is
    at least so many days away."""
    year, month = today.year, today.month
    while True:
        last = calendar.monthrange(year, month)[1]
        away = (date(year, month, min(day_of_month, last)) - today).days
        if away >= least:
            return away
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def a_year_before(day: date) -> date:
    """The same day a year ago; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)

"""The lender's day and how long things take."""

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

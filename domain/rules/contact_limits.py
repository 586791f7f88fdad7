"""How often and when a debtor may be contacted on the creditor's initiative (230-FZ art. 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.rules.regulation import rule
from domain.rules.workdays import is_working_day


class WhyNot(StrEnum):
    HOURS = "hours"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class MayContact:
    """Yes, or the reason and the first instant worth trying again."""

    allowed: bool
    reason: WhyNot | None = None
    next_time: datetime | None = None


def may_message(sent: Sequence[datetime], now: datetime, zone: tzinfo) -> MayContact:
    """May a message go to a debtor at `now`? `sent` are earlier ones over all channels, `zone`
    the debtor's. Weeks and months are counted both by calendar and sliding: the stricter."""
    local = now.astimezone(zone)
    today = local.date()
    opens, closes = _hours(today)
    if not opens <= local.time() < closes:
        day = today if local.time() < opens else today + timedelta(days=1)
        return MayContact(False, WhyNot.HOURS, _opening(day, zone))
    days = [moment.astimezone(zone).date() for moment in sent]
    reason = _reached(days, today)
    if reason is None:
        return MayContact(True)
    again = today + timedelta(days=1)
    while _reached(days, again) is not None:
        again += timedelta(days=1)
    return MayContact(False, reason, _opening(again, zone))


def _reached(days: Sequence[date], today: date) -> WhyNot | None:
    """The limit that leaves no room on a day after messages on these `days`."""
    for reason, key, start in (
        (WhyNot.DAY, "contact.msg.per_day", today),
        (WhyNot.WEEK, "contact.msg.per_week", _week(today)),
        (WhyNot.MONTH, "contact.msg.per_month", _month(today)),
    ):
        if sum(day >= start for day in days) >= int(rule(key, today).value):
            return reason
    return None


def _week(today: date) -> date:
    """The earlier of Monday and six days ago."""
    return min(today - timedelta(days=today.weekday()), today - timedelta(days=6))


def _month(today: date) -> date:
    return min(today.replace(day=1), today - timedelta(days=29))


def _hours(day: date) -> tuple[time, time]:
    key = "contact.hours.workday" if is_working_day(day) else "contact.hours.holiday"
    opens, _, closes = rule(key, day).value.partition("-")
    return time.fromisoformat(opens), time.fromisoformat(closes)


def _opening(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, _hours(day)[0], zone)

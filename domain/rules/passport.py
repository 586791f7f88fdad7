"""How long an inner passport is valid (the 90 days since July 2021)."""

from datetime import date, timedelta

from domain.refusals import PassportExpired, PassportTooEarly
from domain.rules.regulation import rule

OLD_GRACE = 30  # days after the birthday, before the rule of 90


def birthday(birth_date: date, years: int) -> date:
    """The day of turning `years`; 29 February counts on 1 March."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)


def valid_until(birth_date: date, issued: date, today: date) -> date | None:
    """The last day of validity; None for a passport without an end (issued at 45 or later)."""
    found = rule("passport.grace_days", today)
    grace = timedelta(days=int(found.value) if found.in_force else OLD_GRACE)
    for age in (20, 45):
        turning = birthday(birth_date, age)
        if issued < turning:
            return turning + grace
    return None


def check_dates(birth_date: date, issued: date, today: date) -> None:
    """PassportTooEarly when it can't have been given on that day, PassportExpired when it has to
    be changed."""
    if issued < birthday(birth_date, 14) or issued > today:
        raise PassportTooEarly
    until = valid_until(birth_date, issued, today)
    if until is not None and today > until:
        raise PassportExpired(until)

"""Returning a loan early (353-FZ art. 11)."""

from datetime import date

from domain.dates import add_days
from domain.regulation import rule


def no_notice_until(received: date) -> date:
    """The last day on which the whole loan may be returned without notice: 14 calendar days
    from the day the money was received, counted from the next day (GK art. 191)."""
    return add_days(received, int(rule("early.full_no_notice_days", received).value))

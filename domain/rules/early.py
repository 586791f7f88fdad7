"""Returning a loan early (353-FZ art. 11)."""

from datetime import date

from domain.dates import add_days
from domain.rules.editions import Edition


def no_notice_until(received: date, law: Edition) -> date:
    """The last day on which the whole loan may be returned without notice: 14 calendar days
    from the day the money was received, counted from the next day (GK art. 191). `law` is
    the edition of the contract."""
    return add_days(received, int(law.rule("early.full_no_notice_days", received).value))

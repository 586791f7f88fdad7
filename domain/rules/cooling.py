"""The cooling-off period: how long after signing the money has to wait (9-FZ of 13.02.2025)."""

from datetime import datetime, timedelta

from domain.dates import lender_day
from domain.money import Money
from domain.rules.regulation import rule

LESS = Money.rubles(50_000)
MORE = Money.rubles(200_000)


def transfer_not_before(amount: Money, signed_at: datetime) -> datetime:
    """The first instant at which a loan of `amount`, signed at `signed_at`, may be paid out.

    Until then the borrower may refuse without consequences, and no interest runs.
    """
    if amount < LESS:
        key = "cooling.hours.below_50000"
    elif amount <= MORE:
        key = "cooling.hours.50000_to_200000"
    else:
        key = "cooling.hours.above_200000"
    hours = rule(key, lender_day(signed_at))
    return signed_at + timedelta(hours=int(hours.value) if hours.in_force else 0)

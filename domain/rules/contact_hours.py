"""When a debtor may be written to wherever they live (230-FZ art. 7)."""

from datetime import datetime, time

from domain.dates import MOSCOW, add_days

# From 10 to 11 in Moscow it is neither too early nor too late anywhere between Kaliningrad and
# Kamchatka, on days off either (230-FZ art. 7): the debtor's own zone isn't known.
NOTICE_FROM, NOTICE_UNTIL = time(10), time(11)


def notice_time(now: datetime) -> datetime:
    """The first moment from now on at which a debtor may be written to, wherever they live."""
    local = now.astimezone(MOSCOW)
    if NOTICE_FROM <= local.time() < NOTICE_UNTIL:
        return now
    day = local.date() if local.time() < NOTICE_FROM else add_days(local.date(), 1)
    return datetime.combine(day, NOTICE_FROM, MOSCOW)

"""How many SMS and calls went out in this hour and on this day, and what they cost.

Hours and days are the lender's own. A total that is reached stops codes for strangers only, so the
next hour, or midnight, says when they go on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.dates import MOSCOW
from domain.money import ZERO, Money

KEPT = timedelta(days=31)


class Channel(StrEnum):
    SMS = "sms"
    CALL = "call"


class Window(StrEnum):
    HOUR = "hour"
    DAY = "day"

    def begin(self, now: datetime) -> datetime:
        local = now.astimezone(MOSCOW)
        if self is Window.HOUR:
            return local.replace(minute=0, second=0, microsecond=0)
        return datetime.combine(local.date(), time(), MOSCOW)

    def end(self, now: datetime) -> datetime:
        if self is Window.HOUR:
            return self.begin(now) + timedelta(hours=1)
        return datetime.combine(now.astimezone(MOSCOW).date() + timedelta(days=1), time(), MOSCOW)


@dataclass(frozen=True, kw_only=True)
class Texted:
    """So many messages or calls, and their cost; what has no price costs nothing here."""

    count: int = 0
    cost: Money = ZERO


@dataclass(frozen=True, kw_only=True)
class Prices:
    """Of one part of an SMS, and of one call; None: not set."""

    part: Money | None = None
    call: Money | None = None

    def of(self, channel: Channel, parts: int) -> Money:
        if channel is Channel.CALL:
            return self.call or ZERO
        return (self.part or ZERO) * parts

    def known(self, channel: Channel) -> bool:
        return (self.call if channel is Channel.CALL else self.part) is not None


@dataclass(frozen=True)
class TextLimits:
    """How many may go to anybody before strangers have to wait."""

    most: Mapping[tuple[Channel, Window], int]

    def reached(self, channel: Channel, window: Window, count: int) -> bool:
        return count >= self.most[channel, window]

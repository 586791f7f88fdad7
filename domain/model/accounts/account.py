"""The borrower's account: it opens with the first payout and is entered by phone and password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.ids import BorrowerId

HOLD = timedelta(hours=24)  # of payouts, after the way in has changed (product policy)


@dataclass(frozen=True, kw_only=True)
class PayoutHold:
    """No money goes out until `until`: to cards bound since `since`, or with `every` to any."""

    since: datetime
    until: datetime
    every: bool

    def holds(self, now: datetime, bound_at: datetime | None) -> bool:
        """`bound_at`: when the card joined the wallet; None: it hasn't."""
        new = bound_at is None or bound_at >= self.since
        return now < self.until and (self.every or new)


@dataclass(frozen=True, kw_only=True)
class Account:
    """`phone` is the login; None when its number has come to somebody else. Hashes are
    Argon2id."""

    borrower_id: BorrowerId
    phone: str | None
    password_hash: str | None = None
    pin_hash: str | None = None
    opened_at: datetime | None = None  # the first payout
    blocked_at: datetime | None = None
    block_reason: str | None = None  # for the staff
    hold: PayoutHold | None = None
    away_told_at: datetime | None = None  # by SMS, that something waits inside

    @property
    def opened(self) -> bool:
        return self.opened_at is not None

    @property
    def blocked(self) -> bool:
        return self.blocked_at is not None


def longer(one: PayoutHold | None, other: PayoutHold) -> PayoutHold:
    """Of two holds: what either of them stops stays stopped."""
    if one is None or one.until <= other.since:
        return other
    return PayoutHold(
        since=min(one.since, other.since),
        until=max(one.until, other.until),
        every=one.every or other.every,
    )

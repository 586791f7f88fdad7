"""Wrong tries slow down, then lock for a time, by product policy: counted by phone and by chat."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

FREE = 3  # wrong tries without a pause
PAUSES = (
    timedelta(seconds=30),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
)
LOCK = timedelta(hours=1)  # after those, and after each further one
FORGOTTEN = timedelta(days=1)  # so long after the last wrong one


@dataclass(frozen=True, kw_only=True)
class Guard:
    """`scope` says what is counted: a keyed hash of a phone, a chat, a borrower's PIN."""

    scope: str
    failures: int = 0
    last_at: datetime | None = None

    def opens_at(self) -> datetime | None:
        """When the next try is allowed; None: at once."""
        if self.last_at is None or self.failures < FREE:
            return None
        further = self.failures - FREE
        return self.last_at + (PAUSES[further] if further < len(PAUSES) else LOCK)

    @property
    def locked(self) -> bool:
        """Is it more than a pause?"""
        return self.failures >= FREE + len(PAUSES)


def missed(guard: Guard, now: datetime) -> Guard:
    """One more wrong try; the old ones are forgotten after a day without any."""
    fresh = guard.last_at is None or now - guard.last_at > FORGOTTEN
    return replace(guard, failures=1 if fresh else guard.failures + 1, last_at=now)

"""What a kind of job is, and how long to wait before the next try."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from storage.queues.work import Job

Work = Callable[[Job], Awaitable[datetime | None]]


def backoff(attempts: int, *, first: float = 2.0, most: float = 300.0) -> timedelta:
    """2, 4, 8 … seconds, five minutes at most."""
    return timedelta(seconds=min(first * 2 ** min(attempts - 1, 20), most))

"""Token buckets: how fast one may speak. Real time, in the process; the queue is in the outbox."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Bucket:
    """`rate` tokens a second up to `burst`; `take` waits for one."""

    rate: float
    burst: float
    now: Callable[[], float] = time.monotonic
    _tokens: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._tokens = self.burst
        self._at = self.now()

    def delay(self) -> float:
        """Take a token; how many seconds to wait before using it."""
        now = self.now()
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        self._tokens -= 1
        return max(0.0, -self._tokens / self.rate)


@dataclass
class Pace:
    """Telegram's limits on sending (core.telegram.org/bots/faq), kept a little below:
    30 a second overall, one a second in a chat, 20 a minute in a group."""

    overall: Bucket = field(default_factory=lambda: Bucket(rate=28, burst=28))
    _chats: dict[int, Bucket] = field(default_factory=dict)

    async def wait(self, chat_id: int) -> None:
        bucket = self._chats.get(chat_id)
        if bucket is None:
            if len(self._chats) > 10_000:
                self._chats.clear()  # a cleared bucket is a full one: 429 is obeyed anyway
            bucket = Bucket(rate=1, burst=4) if chat_id > 0 else Bucket(rate=1 / 3.1, burst=18)
            self._chats[chat_id] = bucket
        delay = max(bucket.delay(), self.overall.delay())
        if delay:
            await asyncio.sleep(delay)

"""Rate limits of sends: token buckets in real time."""

import math
import time
from collections.abc import Callable

from sandbox.telegram.refusals import too_many


class Bucket:
    """Holds up to `burst` tokens and gets `rate` of them a second."""

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate, self.burst = rate, burst
        self._tokens, self._at = burst, now

    def wait(self, now: float) -> float:
        """Seconds until a token is there."""
        self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        return max(0.0, (1 - self._tokens) / self.rate)

    def take(self) -> None:
        self._tokens -= 1


class Limits:
    """30 sends a second overall, one a second in a private chat (five at once), 20 a minute in
    a group."""

    def __init__(self, on: bool, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.on = on
        self.monotonic = monotonic
        self.reset()

    def reset(self) -> None:
        self._overall = Bucket(30.0, 30.0, self.monotonic())
        self._chats: dict[int, Bucket] = {}

    def send(self, chat_id: int) -> None:
        """Count one send; Refusal 429 when it comes too soon, and then nothing is counted."""
        if not self.on:
            return
        now = self.monotonic()
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = Bucket(1.0, 5.0, now) if chat_id > 0 else Bucket(20 / 60, 20.0, now)
            self._chats[chat_id] = chat
        wait = max(self._overall.wait(now), chat.wait(now))
        if wait > 1e-9:
            raise too_many(math.ceil(wait))
        self._overall.take()
        chat.take()

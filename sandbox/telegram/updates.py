"""The queue of updates, as getUpdates sees it."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

from sandbox.telegram.chats import Signal
from sandbox.telegram.refusals import conflict

Update = dict[str, Any]

_ONLY_IF_ASKED = ("chat_member", "message_reaction", "message_reaction_count")
_TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
LONGEST_POLL = 50


class Updates:
    """Updates that the bot hasn't confirmed. Their ids never start over."""

    def __init__(self, *, pacing: bool, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.pacing = pacing
        self.monotonic = monotonic
        self.added = Signal()
        self.allowed: list[str] = []
        self.told: Callable[[str, dict[str, Any]], None] = lambda _kind, _body: None
        self._next = 700_000_001
        self._queue: list[Update] = []
        self._poll: asyncio.Future[str] | None = None  # gets the reason of its end, or ""
        self._previous = (0, float("-inf"))  # offset and moment of the last getUpdates

    def __len__(self) -> int:
        return len(self._queue)

    def reset(self) -> None:
        self._queue.clear()
        self.allowed = []
        self._end_poll("")

    def add(self, kind: str, body: dict[str, Any], *, visible: bool = True) -> None:
        """Queue an update, unless the bot didn't allow its kind or it isn't `visible` to it; `told`
        hears of it either way."""
        self.told(kind, body)
        if not visible:
            return
        if kind not in self.allowed if self.allowed else kind in _ONLY_IF_ASKED:
            return
        self._queue.append({"update_id": self._next, kind: body})
        self._next += 1
        self._end_poll("")
        self.added.fire()

    def first(self) -> Update | None:
        return self._queue[0] if self._queue else None

    def drop(self, update: Update) -> None:
        if update in self._queue:
            self._queue.remove(update)

    def clear(self) -> None:
        self._queue.clear()

    def stop_poll(self, reason: str = "") -> None:
        """End the getUpdates that waits: with nothing, or with 409 and `reason`."""
        self._end_poll(reason)

    async def get(self, offset: int, limit: int, timeout: int) -> list[Update]:
        """One getUpdates: forgets what `offset` confirms, then waits for an update.

        A second one that has to wait ends the first with 409.
        """
        if self.pacing:
            limit, timeout = self._paced(offset, limit, timeout)
        if offset < 0:
            del self._queue[: max(0, len(self._queue) + offset)]
        elif 0 < offset <= self._next:
            self._queue = [u for u in self._queue if u["update_id"] >= offset]
        if self._queue or timeout <= 0:
            return self._queue[:limit]
        self._end_poll(_TERMINATED)
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait({poll}, timeout=min(timeout, LONGEST_POLL))
        finally:
            if self._poll is poll:
                self._poll = None
        if poll.done() and poll.result():
            raise conflict(poll.result())
        return self._queue[:limit]

    def _paced(self, offset: int, limit: int, timeout: int) -> tuple[int, int]:
        """The same offset again within 3 seconds waits 3 seconds, within 0.5 gets one update."""
        before, at = self._previous
        now = self.monotonic()
        self._previous = offset, now
        if offset == before and now < at + 3.0:
            timeout = max(timeout, 3)
        if offset == before and now < at + 0.5:
            limit = 1
        return limit, timeout

    def _end_poll(self, reason: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

"""The world's clock: real time plus an offset that the bot reads from a shared file."""

import asyncio
import heapq
import itertools
import mmap
import struct
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

OFFSET = struct.Struct("<q")  # microseconds to add to real time, eight bytes, little-endian

Action = Callable[[], Awaitable[None] | None]


def real_time() -> datetime:
    return datetime.now(UTC)


class WorldClock:
    """Tells the time, moves it forward, and fires what was planned for a moment.

    `path` is the clock file; the bot maps the same eight bytes, so a move is seen at once.
    Instants are aware UTC datetimes. `real` is the time that the offset is added to: a test may
    give one that begins on a day of its own.
    """

    def __init__(
        self, path: Path | None = None, *, real: Callable[[], datetime] = real_time
    ) -> None:
        self._real = real
        self._offset = timedelta()
        self._timers: list[tuple[datetime, int, Action]] = []
        self._count = itertools.count()
        self._wake = asyncio.Event()
        self._map: mmap.mmap | None = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(OFFSET.pack(0))
            with path.open("r+b") as file:
                self._map = mmap.mmap(file.fileno(), OFFSET.size)

    def now(self) -> datetime:
        return self._real() + self._offset

    def move_to(self, moment: datetime) -> None:
        """Set the world's time to `moment`; going back is refused with ValueError."""
        ahead = moment - self.now()
        if ahead < timedelta():
            raise ValueError("the clock only goes forward")
        self._set(self._offset + ahead)

    def at(self, moment: datetime, do: Action) -> None:
        """Call `do` once the world's time has reached `moment`."""
        heapq.heappush(self._timers, (moment, next(self._count), do))
        self._wake.set()

    def after(self, delay: timedelta, do: Action) -> None:
        self.at(self.now() + delay, do)

    def next_due(self) -> datetime | None:
        return self._timers[0][0] if self._timers else None

    async def run_due(self) -> int:
        """Fire what is due, in order of time; return how many were fired."""
        fired = 0
        while self._timers and self._timers[0][0] <= self.now():
            _, _, do = heapq.heappop(self._timers)
            outcome = do()
            if outcome is not None:
                await outcome
            fired += 1
        return fired

    async def run_forever(self) -> None:
        """Fire timers as real time passes."""
        while True:
            await self.run_due()
            self._wake.clear()
            due = self.next_due()
            wait = 1.0 if due is None else (due - self.now()).total_seconds()
            try:
                await asyncio.wait_for(self._wake.wait(), timeout=min(max(wait, 0.0), 1.0))
            except TimeoutError:
                continue

    def reset(self) -> None:
        """Back to real time, with nothing planned."""
        self._timers.clear()
        self._set(timedelta())

    def _set(self, offset: timedelta) -> None:
        self._offset = offset
        if self._map is not None:
            self._map[:] = OFFSET.pack(round(offset / timedelta(microseconds=1)))
        self._wake.set()

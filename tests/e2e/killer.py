"""Kills the bot: at random moments of progress, and at chosen ones."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.e2e.borrower import Borrower
from tests.e2e.line import LINE
from tests.e2e.world import World

log = logging.getLogger(__name__)
HAPPENINGS = 2 * len(LINE) - 4  # a journey's, about: what is said, and what is answered


@dataclass
class Moment:
    """A chosen moment: the bot waits for the answer of this call, which suffers this fault.

    Not before so many happenings. `call` is that call, from the log, once the bot was killed
    there.
    """

    name: str
    of: str
    method: str
    fault: str
    after: int = 0
    call: Any = None

    def is_it(self, call: Any) -> bool:
        return bool(call["status"] == (0 if self.fault == "timeout" else 200))


@dataclass
class Killer:
    """`run` sends SIGKILL `times` times at random, and once at each of `moments`, in their order.

    Random: so many happenings after the first sign of life since the kill before. `lives` has,
    for each kill, the newest message of each chat when the bot was gone.
    """

    world: World
    chance: random.Random
    borrowers: Sequence[Borrower]
    times: int
    moments: Sequence[Moment]
    killed_at_random: int = 0
    lives: list[dict[int, int]] = field(default_factory=list)
    _happened: int = 0
    _ordered: int | None = None  # the log's last call before the moment's fault was ordered
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        for borrower in self.borrowers:
            borrower.happened = self._count

    async def run(self) -> None:
        """For as long as there is something left to kill for."""
        waiting = list(self.moments)
        due = self._next_due()
        while waiting or self.killed_at_random < self.times:
            await self._some_news()
            if waiting and await self._is_there(waiting[0]):
                await self._kill(waiting.pop(0).name)
            elif self.killed_at_random < self.times and due():
                self.killed_at_random += 1
                await self._kill("at random")
            else:
                continue
            due = self._next_due()

    def _count(self) -> None:
        self._happened += 1
        self._news.set()

    async def _some_news(self) -> None:
        """Something has happened to a borrower, or a moment of the log may have come."""
        self._news.clear()
        try:
            async with asyncio.timeout(0.1):
                await self._news.wait()
        except TimeoutError:
            return

    def _next_due(self) -> Callable[[], bool]:
        """When the next random kill is due: spread over what is left, and never before the bot
        has said something again."""
        said = self._said()
        left = HAPPENINGS * len(self.borrowers) - self._happened
        most = 1.3 * left / (self.times - self.killed_at_random + 1)
        gap = self.chance.randint(1, max(1, int(most)))
        start: int | None = None

        def due() -> bool:
            nonlocal start
            if start is None and self._said() > said:
                start = self._happened
            return start is not None and self._happened >= start + gap

        return due

    def _said(self) -> int:
        return sum(len(borrower.seen) for borrower in self.borrowers)

    async def _is_there(self, moment: Moment) -> bool:
        """Order the moment's fault when it is time; True once a call has suffered it."""
        if self._ordered is None:
            if self._happened >= moment.after:
                calls = (await self.world.call("GET", "calls", limit=1))["calls"]
                self._ordered = int(calls[-1]["seq"]) if calls else 0
                await self.world.fault(moment.of, moment.method, moment.fault)
            return False
        calls = await self.world.calls(moment.of, moment.method, self._ordered)
        moment.call = next((call for call in calls if moment.is_it(call)), None)
        if moment.call:
            self._ordered = None
        return bool(moment.call)

    async def _kill(self, why: str) -> None:
        await self.world.bot("kill")
        newest = {}
        for borrower in self.borrowers:
            messages = (await self.world.feed(borrower.id))["messages"]
            newest[borrower.id] = max([m["message_id"] for m in messages], default=0)
        self.lives.append(newest)
        log.info("kill %d after %d happenings: %s", len(self.lives), self._happened, why)

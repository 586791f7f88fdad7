"""A bot in process for the sandbox's own tests: it has jobs due at given moments, no more."""

from datetime import datetime
from typing import Any

from sandbox.clock.clock import WorldClock
from sandbox.clock.idle import Tick


class ScriptedBot:
    """Each job that is due takes one busy tick; `done` holds the moments at which they ran."""

    def __init__(self, clock: WorldClock, *due: datetime) -> None:
        self.clock = clock
        self.due = sorted(due)
        self.done: list[datetime] = []
        self.stopped = False
        self.always_busy = False
        self.ticks = 0
        self.orders: list[str] = []

    def state(self) -> dict[str, Any]:
        return {"state": "down" if self.stopped else "ready", "stopped": self.stopped}

    async def wait_ready(self, timeout: float) -> bool:  # noqa: ARG002 - the protocol's name
        return not self.stopped

    async def tick(self) -> Tick | None:
        self.ticks += 1
        ripe = [moment for moment in self.due if moment <= self.clock.now()]
        for ready in ripe:
            self.due.remove(ready)
            self.done.append(self.clock.now())
        return Tick(min(self.due, default=None), busy=bool(ripe) or self.always_busy)

    async def start(self) -> None:
        self.stopped = False
        self.orders.append("start")

    async def stop(self) -> None:
        self.stopped = True
        self.orders.append("stop")

    async def put_down(self) -> None:
        self.stopped = True
        self.orders.append("put_down")

    async def kill(self) -> None:
        self.orders.append("kill")

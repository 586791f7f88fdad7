"""When the world has come to rest: nothing is under way and nothing is due."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sandbox.clock.clock import WorldClock

PAUSE = 0.02  # seconds of real time between two looks


@dataclass(frozen=True)
class Tick:
    """What the bot answers to /tick: when its next job is due, and whether it has work now."""

    next_due: datetime | None
    busy: bool

    @classmethod
    def parse(cls, answer: Mapping[str, Any]) -> "Tick":
        due = answer["next_due"]
        return cls(None if due is None else datetime.fromisoformat(due), bool(answer["busy"]))


class Ticking(Protocol):
    """As much of a bot as waiting for it takes: a process, or an object in process in tests."""

    def state(self) -> dict[str, Any]:
        """`{"state": starting, ready or down, "stopped": down by order, "pid", …}`"""

    async def wait_ready(self, timeout: float) -> bool: ...
    async def tick(self) -> Tick | None: ...


class Bot(Ticking, Protocol):
    """The bot as the world sees it, with the orders that it takes."""

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def put_down(self) -> None: ...
    async def kill(self) -> None: ...


class Inbox(Protocol):
    def pending_updates(self) -> int: ...


class Mover(Protocol):
    def in_motion(self) -> int: ...


class NotIdleError(Exception):
    """The world didn't come to rest; the message is one sentence that says why."""


class Idle:
    """Waits until no update, job or delivery that is due is left; `pause` is in real seconds."""

    def __init__(
        self,
        *,
        telegram: Inbox,
        bank: Mover,
        clock: WorldClock,
        bot: Ticking,
        pause: float = PAUSE,
    ) -> None:
        self._telegram = telegram
        self._bank = bank
        self._clock = clock
        self._bot = bot
        self._pause = pause

    async def wait(self, timeout: float = 60.0) -> Tick:
        """Return the bot's last tick once two looks in a row found nothing left to do.

        `timeout` is in real seconds and covers the bot's start too; NotIdleError after it, or at
        once when the bot was stopped by order.
        """
        reason = "the bot is not ready"
        quiet = 0
        try:
            async with asyncio.timeout(timeout):
                while True:
                    if self._bot.state()["stopped"]:
                        raise NotIdleError("the bot is stopped, start it first")
                    if not await self._bot.wait_ready(timeout):
                        continue
                    tick, reason = await self._look()
                    quiet = 0 if reason else quiet + 1
                    if tick is not None and quiet == 2:
                        return tick
                    await asyncio.sleep(self._pause)
        except TimeoutError:
            raise NotIdleError(f"not idle after {timeout:g} seconds: {reason}") from None

    async def wait_without_bot(self, timeout: float = 60.0) -> None:
        """Return when the world itself has nothing left to do: for when the bot is stopped."""
        reason = ""
        try:
            async with asyncio.timeout(timeout):
                while reason := await self._world_has_left():  # noqa: ASYNC110 - no one event
                    await asyncio.sleep(self._pause)
        except TimeoutError:
            raise NotIdleError(f"not idle after {timeout:g} seconds: {reason}") from None

    async def _look(self) -> tuple[Tick | None, str]:
        """One look at everything; the second value is "" when nothing is left to do."""
        await self._clock.run_due()
        tick = await self._bot.tick()
        if tick is None:
            return None, "the bot doesn't answer"
        if pending := self._telegram.pending_updates():
            return tick, f"{pending} updates are not taken by the bot"
        if reason := await self._world_has_left():
            return tick, reason
        if tick.busy:
            return tick, "the bot is busy"
        if tick.next_due is not None and tick.next_due <= self._clock.now():
            return tick, f"the bot has a job due since {tick.next_due.isoformat()}"
        return tick, ""

    async def _world_has_left(self) -> str:
        fired = await self._clock.run_due()
        if moving := self._bank.in_motion():
            return f"{moving} calls of the bank are under way"
        return "something in the world was due" if fired else ""

"""The whole product in one process: the simulated world on a loopback port, and the real bot.

Only three things differ from production: Telegram is called in process, nobody waits for pacing,
and time stands still until a test moves it.
"""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestServer

from bot.outbox.pacing import Pace
from bot.process.app import App
from bot.process.settings import Settings, load
from domain.dates import lender_day
from sandbox.clock.advance import MOSCOW, Advance
from sandbox.clock.clock import WorldClock
from sandbox.clock.idle import Idle, Tick
from sandbox.world import World
from tests.support.playing.overheard import Overheard, own_errors

MONDAY = datetime(2026, 11, 23, 10, tzinfo=MOSCOW)  # when a stage begins unless told otherwise
PATIENCE = 20.0  # real seconds to come to rest


class StandingTime:
    """Time that only moves a microsecond at every look: what happens keeps its order, and
    nothing depends on how fast the machine is."""

    def __init__(self, begins: datetime) -> None:
        self._now = begins.astimezone(UTC)

    def __call__(self) -> datetime:
        self._now += timedelta(microseconds=1)
        return self._now


@dataclass(frozen=True)
class BotClock:
    """The bot's clock, which is the world's."""

    world: WorldClock

    def now(self) -> datetime:
        return self.world.now()

    def today(self) -> date:
        return lender_day(self.now())


class Hurry(Pace):
    async def wait(self, chat_id: int) -> None:
        """At once."""


@dataclass(frozen=True)
class InProcess:
    """The bot as the sandbox's Idle and Advance see it."""

    app: App
    serving: asyncio.Task[None]

    def state(self) -> dict[str, Any]:
        return {
            "state": "ready" if self.app.web.readiness.listening else "starting",
            "stopped": False,
        }

    async def wait_ready(self, timeout: float) -> bool:
        async with asyncio.timeout(timeout):
            while not self.app.web.readiness.listening:
                await asyncio.sleep(0)
                self._alive()
        return True

    async def tick(self) -> Tick:
        self._alive()
        return Tick(*await self.app.tick())

    def _alive(self) -> None:
        """Raise what ended the bot."""
        if self.serving.done():
            self.serving.result()
            raise AssertionError("the bot has stopped")


@dataclass
class Stage:
    """A world and a bot at work. `heard` is what the bot has done in the chats so far, `errors`
    what it has logged as its own failures."""

    world: World
    app: App
    heard: Overheard
    errors: list[str]
    _idle: Idle = field(repr=False)
    _advance: Advance = field(repr=False)

    async def idle(self) -> None:
        """Until nothing is under way and nothing is due; NotIdleError when that never comes."""
        await self._idle.wait(PATIENCE)

    async def move_to(self, moment: datetime) -> None:
        """From due moment to due moment, so that nothing is skipped."""
        await self._advance.to(moment)

    async def wait(self, time: timedelta) -> None:
        await self.move_to(self.world.clock.now() + time)


@asynccontextmanager
async def stage(
    directory: Path,
    database: Path,
    *,
    begins: datetime = MONDAY,
    idle_minutes: float = 0,
    receipts: bool = False,
    sms_an_hour: int | None = None,
) -> AsyncIterator[Stage]:
    """Open a stage in the empty `directory` on a copy of the migrated `database`. `idle_minutes`:
    after so many money asks for the password; 0: never. `receipts`: fiscal ones are made.
    `sms_an_hour`: from so many on strangers wait."""
    shutil.copy(database, directory / "bot.sqlite3")
    async with AsyncExitStack() as stack:
        errors = stack.enter_context(own_errors())
        world = World(directory, limits=False, receipts=receipts, real=StandingTime(begins))
        server = TestServer(world.application())
        await stack.enter_async_context(server)
        world.base_url = str(server.make_url("")).rstrip("/")
        settings = _settings(world, idle_minutes, sms_an_hour)
        world.bank.notify_url = f"http://127.0.0.1:{settings.web_port}/yookassa"
        heard = Overheard(world.telegram)
        app = await App.open(
            stack, settings, session=heard, pace=Hurry(), clock=BotClock(world.clock)
        )
        serving = asyncio.create_task(app.serve())
        stack.push_async_callback(_end, serving)
        bot = InProcess(app, serving)
        idle = Idle(
            telegram=world.telegram, bank=world.bank, clock=world.clock, bot=bot, pause=0.001
        )
        advance = Advance(clock=world.clock, bot=bot, idle=idle, patience=PATIENCE)
        await idle.wait(PATIENCE)
        yield Stage(world, app, heard, errors, idle, advance)


def _settings(world: World, idle_minutes: float, sms_an_hour: int | None) -> Settings:
    """What the world gives to a bot; the developer's own .env has no say."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = world.settings_for_bot(world.base_url, world.directory, port)
    given |= {"IDLE_MINUTES": str(idle_minutes)}
    if sms_an_hour is not None:
        given |= {"SMS_MOST_AN_HOUR": str(sms_an_hour)}
    return load(**{name.lower(): value for name, value in given.items()}, _env_file=None)


async def _end(serving: asyncio.Task[None]) -> None:
    serving.cancel()
    with suppress(asyncio.CancelledError):
        await serving

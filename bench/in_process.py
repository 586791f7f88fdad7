"""(a) In one process, without HTTP: both bots over the same session, which answers at once.

The echo has what we have at start: the heap is frozen, and the types of its answers are kept.
"""

import asyncio
import gc
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Update

from bench import borrowers
from bench.echo import echo, echo_bot, kept_types
from bench.pace import NoPace
from bench.rounds import Rounds, split
from bot.process.app import App

Batch = Sequence[dict[str, Any]]
Handle = Callable[[Batch], Awaitable[None]]


@dataclass(frozen=True)
class Runner:
    handle: Handle
    rest: Callable[[], Awaitable[None]]  # until nothing is under way


class NullSession(BaseSession):
    """Every call is answered at once with a message, decoded as aiogram decodes it."""

    def __init__(self) -> None:
        super().__init__()
        self.answer = borrowers.sent_message(borrowers.next_screen())

    async def close(self) -> None:
        """Nothing is open."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ARG002 (aiogram's signature)
    ) -> TelegramType:
        response = self.check_response(bot, method, 200, self.answer)
        return cast(TelegramType, response.result)

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        raise NotImplementedError
        yield b""


@asynccontextmanager
async def ours(directory: Path, count: int) -> AsyncIterator[Runner]:
    """The whole bot: every router, the real database, delivery and scheduler. It is at rest when
    every update is committed, every answer sent, and every row marked."""
    given = borrowers.environment(directory, "http://127.0.0.1:9", 0)
    settings = borrowers.settings(given)
    await borrowers.settle(settings.database, count)
    async with AsyncExitStack() as stack:
        app = await App.open(stack, settings, session=NullSession(), pace=NoPace())
        tasks = [asyncio.create_task(run()) for run in (app.delivery.run, app.scheduler.run)]

        async def handle(batch: Batch) -> None:
            updates = [Update.model_validate(raw, context={"bot": app.bot}) for raw in batch]
            await app.feeder.feed_all(updates)

        async def rest() -> None:
            while await app.outbox.queued():  # noqa: ASYNC110 — waking us would cost the bot
                await asyncio.sleep(0.01)

        try:
            yield Runner(handle, rest)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def theirs() -> AsyncIterator[Runner]:
    screen = borrowers.next_screen()
    bot, dispatcher = echo_bot(NullSession()), echo(screen.text, borrowers.inline(screen))

    async def handle(batch: Batch) -> None:
        updates = [Update.model_validate(raw, context={"bot": bot}) for raw in batch]
        await asyncio.gather(*(dispatcher.feed_update(bot, update) for update in updates))

    async def rest() -> None:
        """Every update is handled when `handle` returns."""

    yield Runner(handle, rest)


async def measure(directory: Path, *, updates: int, rounds: int, at_once: int) -> Rounds:
    """CPU per update of both, round by round in turn; `at_once` updates come together."""
    every = list(borrowers.stream(updates + at_once))
    found, kept = Rounds(), kept_types()
    async with ours(directory, len(every)) as us, theirs() as them:
        for one in (us, them):
            await one.handle(every[:at_once])  # what happens once doesn't count
            await one.rest()
        gc.freeze()
        for part in split(every[at_once:], rounds):
            for name, one in (("ours", us), ("echo", them)):
                begun = time.process_time()
                for start in range(0, len(part), at_once):
                    await one.handle(part[start : start + at_once])
                await one.rest()
                found.add(name, time.process_time() - begun, len(part))
    gc.unfreeze()
    assert kept
    return found

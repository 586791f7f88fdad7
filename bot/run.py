"""The bot as a process: alone on its database, migrated, until it is told to stop."""

import asyncio
import fcntl
import gc
import signal
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import structlog
from aiogram.exceptions import (
    TelegramUnauthorizedError,
)

from bot.app import App
from bot.settings import Settings, SettingsError
from storage.migrate import migrate

log = structlog.get_logger()


@contextmanager
def only_process(database: Path) -> Iterator[None]:
    """One bot a database: a second one would deliver and pay beside the first. The lock goes
    with the process, however it ends."""
    with Path(f"{database}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingsError(f"DATABASE: another bot is running on {database}") from None
        yield


async def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    async with AsyncExitStack() as stack:
        settings.database.parent.mkdir(parents=True, exist_ok=True)
        stack.enter_context(only_process(settings.database))
        await asyncio.to_thread(migrate, settings.database)
        app = await App.open(stack, settings)
        gc.freeze()  # what is loaded by now stays: no collection looks at it, nor does the exit
        serving = asyncio.create_task(app.serve())
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, serving.cancel)
        try:
            await serving
        except asyncio.CancelledError:
            log.info("stopped")
        except ExceptionGroup as group:
            if group.subgroup(TelegramUnauthorizedError):
                raise SettingsError("BOT_TOKEN: Telegram does not know this token") from None
            raise

"""The bot as a process: alone on its database, migrated, until it is told to stop."""

import asyncio
import fcntl
import gc
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from pathlib import Path

import structlog
from aiogram.exceptions import TelegramUnauthorizedError

from bot.process.app import App
from bot.process.patience import until_done
from bot.process.settings import Settings, SettingsError
from storage.engine.private import keep_private
from storage.engine.trouble import damaged, locked, passes
from storage.migrate import migrate

RESTORE = "restore it from a backup"

log = structlog.get_logger()


@contextmanager
def only_process(database: Path) -> Iterator[None]:
    """One bot a database: a second one would deliver and pay beside the first. The lock goes
    with the process, however it ends."""
    if database.exists() and database.stat().st_nlink > 1:
        raise SettingsError(f"DATABASE: {database} has a second name (a hard link): remove one")
    lock = os.open(f"{database.resolve()}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(lock, "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingsError(f"DATABASE: another bot is running on {database}") from None
        yield


@contextmanager
def one_sentence(database: Path) -> Iterator[None]:
    """What people have to mend in the database or the token becomes a SettingsError."""
    try:
        yield
    except sqlite3.Error as error:
        if not (damaged(error) or passes(error)):
            raise
        raise SettingsError(_sentence(database, error)) from error
    except ExceptionGroup as group:
        if group.subgroup(TelegramUnauthorizedError):
            raise SettingsError("BOT_TOKEN: Telegram does not know this token") from None
        if group.subgroup(damaged):
            raise SettingsError(_sentence(database, _first(group))) from None
        raise


def _sentence(database: Path, error: BaseException) -> str:
    if damaged(error):
        return f"DATABASE: {database} is damaged ({error}): {RESTORE}"
    return f"DATABASE: {database}: {error}"


def _first(group: BaseExceptionGroup[BaseException]) -> BaseException:
    found: BaseException | None = group.subgroup(damaged)
    while isinstance(found, BaseExceptionGroup):
        found = found.exceptions[0]
    assert found is not None
    return found


async def run(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    async with AsyncExitStack() as stack:
        stack.enter_context(one_sentence(settings.database))
        keep_private(settings.database)
        stack.enter_context(only_process(settings.database))
        upgrade = partial(asyncio.to_thread, migrate, settings.database)
        await until_done("migrate", upgrade, waits=locked)
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

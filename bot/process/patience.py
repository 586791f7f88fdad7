"""Waiting for the database: a program that locks it, a full disk."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from storage.engine.trouble import passes

PAUSE = 1.0  # seconds
T = TypeVar("T")
log = structlog.get_logger()


async def until_done(
    what: str, do: Callable[[], Awaitable[T]], *, waits: Callable[[Exception], bool] = passes
) -> T:
    """Try until the database can. Errors that waiting doesn't mend are raised."""
    while True:
        try:
            return await do()
        except Exception as error:
            if not waits(error):
                raise
            log.warning("the database can't", what=what, why=str(error), again_in=PAUSE)
        await asyncio.sleep(PAUSE)

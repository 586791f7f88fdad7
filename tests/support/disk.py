"""Real trouble with a database: another program's lock, a file that may not grow, no disk."""

import resource
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

from storage.engine.sqlite import Sqlite

LIMIT = 2**20  # bytes: nothing else that a test writes is as large


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program writes, and takes its time."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


async def impatient(db: Sqlite) -> None:
    """A lock is an error at once, and not after ten seconds."""
    await db._writer.execute("PRAGMA busy_timeout = 1")


@asynccontextmanager
async def no_page_more(db: Sqlite) -> AsyncIterator[None]:
    """What needs a new page finds the database full."""
    await db._writer.execute("PRAGMA max_page_count = 1")  # SQLite takes the pages there are
    yield
    await db._writer.execute("PRAGMA max_page_count = 1000000")


@asynccontextmanager
async def full_disk(db: Sqlite) -> AsyncIterator[None]:
    """The kernel writes nothing more for this process at the end of the write-ahead log."""
    async with db.transaction():
        await db.run("CREATE TABLE filling (bytes BLOB)")
        await db.run("INSERT INTO filling VALUES (zeroblob(?))", 2 * LIMIT)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@asynccontextmanager
async def unreadable(db: Sqlite) -> AsyncIterator[None]:
    """Every query ends with an error of SQLite's own."""
    await db._reader.set_progress_handler(lambda: 1, 1)
    yield
    await db._reader.set_progress_handler(None, 1)  # type: ignore[arg-type]

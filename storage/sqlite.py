"""SQLite: the embedded default. WAL, foreign keys, one writer at a time, BEGIN IMMEDIATE."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Self

import aiosqlite

from storage.database import Row

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what is committed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
)

# The transaction in which this context runs, and how deep. A task that was started inside a
# transaction inherits this and may outlive it: so it holds only while that one is still open.
INSIDE: ContextVar[tuple[object, int] | None] = ContextVar("transaction", default=None)


class Sqlite:
    """A `Database` over one connection, guarded by one lock."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._lock = asyncio.Lock()
        self._open: object | None = None  # the open transaction
        self._hooks: list[Callable[[], None]] = []

    @classmethod
    async def open(cls, path: Path | str) -> Self:
        connection = await aiosqlite.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        for pragma in PRAGMAS:
            await connection.execute(pragma)
        return cls(connection)

    async def close(self) -> None:
        async with self._lock:
            await self._connection.close()

    async def one(self, sql: str, *values: object) -> Row | None:
        rows = await self.all(sql, *values)
        return rows[0] if rows else None

    async def all(self, sql: str, *values: object) -> Sequence[Row]:
        if self._depth():
            return list(await self._connection.execute_fetchall(sql, values))  # type: ignore[arg-type]
        async with self._lock:
            return list(await self._connection.execute_fetchall(sql, values))  # type: ignore[arg-type]

    async def run(self, sql: str, *values: object) -> int:
        if not self._depth():
            async with self.transaction():
                return await self.run(sql, *values)
        cursor = await self._connection.execute(sql, values)
        changed = cursor.rowcount
        await cursor.close()
        return changed

    def after_commit(self, do: Callable[[], None]) -> None:
        if not self._depth():
            do()
        elif do not in self._hooks:
            self._hooks.append(do)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        depth = self._depth()
        if depth:
            async with self._savepoint(f"s{depth}", depth):
                yield
            return
        async with self._lock:
            self._hooks.clear()
            self._open = object()
            token = INSIDE.set((self._open, 1))
            try:
                await self._connection.execute("BEGIN IMMEDIATE")
                yield
                await self._connection.commit()
            except BaseException:
                # Also after a cancelled BEGIN: the thread runs it all the same, before this.
                await self._connection.rollback()
                raise
            finally:
                self._open = None
                INSIDE.reset(token)
            hooks, self._hooks = self._hooks, []
        for hook in hooks:
            hook()

    @asynccontextmanager
    async def _savepoint(self, name: str, depth: int) -> AsyncIterator[None]:
        hooks = len(self._hooks)
        await self._connection.execute(f"SAVEPOINT {name}")
        token = INSIDE.set((self._open, depth + 1))
        try:
            yield
        except BaseException:
            del self._hooks[hooks:]
            await self._connection.execute(f"ROLLBACK TO {name}")
            await self._connection.execute(f"RELEASE {name}")
            raise
        finally:
            INSIDE.reset(token)
        await self._connection.execute(f"RELEASE {name}")

    def _depth(self) -> int:
        inside = INSIDE.get()
        return inside[1] if inside is not None and inside[0] is self._open else 0

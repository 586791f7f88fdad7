"""SQLite: the embedded default. WAL, foreign keys, one writer at a time, BEGIN IMMEDIATE.

Transactions that wait for each other share one commit: each is a savepoint of it, and ends only
when all of it is committed (docs/performance.md).
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Self

import aiosqlite

from storage.engine.database import Row
from storage.engine.write_pipeline import (
    BEGIN,
    COMMIT,
    UNDO,
    Commit,
    PendingTransaction,
    WritePipeline,
)

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what is committed survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
)
READ_ONLY = "PRAGMA query_only = ON"

# The transaction in which this context runs, and how deep. A task that was started inside a
# transaction inherits this and may outlive it: so it holds only while that one is still open.
INSIDE: ContextVar[tuple[PendingTransaction, int] | None] = ContextVar("transaction", default=None)


class Sqlite:
    """A `Database` over one connection that writes, guarded by one lock, and one that reads what
    is committed."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._hops = WritePipeline(writer)
        self._lock = asyncio.Lock()
        self._waiting = 0  # transactions that wait for the lock
        self._turn: PendingTransaction | None = None  # the transaction that runs
        self._commit: Commit | None = None
        self._committing: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, path: Path | str) -> Self:
        return cls(await _connect(path, PRAGMAS), await _connect(path, (*PRAGMAS, READ_ONLY)))

    async def close(self) -> None:
        if self._committing is not None:
            await asyncio.wait([self._committing])
        async with self._lock:
            await self._writer.close()
            await self._reader.close()

    async def one(self, sql: str, *values: object) -> Row | None:
        rows = await self.all(sql, *values)
        return rows[0] if rows else None

    async def all(self, sql: str, *values: object) -> Sequence[Row]:
        turn, _ = self._inside()
        if turn is not None:
            return await self._hops.ask(turn, sql, values)
        if sql.startswith("SELECT"):
            return list(await self._reader.execute_fetchall(sql, values))  # type: ignore[arg-type]
        async with self.transaction():
            return await self.all(sql, *values)

    async def run(self, sql: str, *values: object) -> None:
        turn, _ = self._inside()
        if turn is not None:
            turn.add(sql, values)
            return
        async with self.transaction():
            await self.run(sql, *values)

    def after_commit(self, do: Callable[[], None]) -> None:
        turn, _ = self._inside()
        if turn is None:
            do()
        elif do not in turn.hooks:
            turn.hooks.append(do)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        outer, depth = self._inside()
        if outer is not None:
            async with self._savepoint(outer, depth):
                yield
            return
        turn = await self._begin()
        token = INSIDE.set((turn, 1))
        try:
            yield
            commit = await self._end(turn)
        except BaseException:
            await self._undo(turn)
            raise
        finally:
            self._turn = None
            INSIDE.reset(token)
            self._lock.release()
        if commit is not None:
            await asyncio.shield(commit.done)
        if turn.error is not None:
            raise turn.error

    async def _begin(self) -> PendingTransaction:
        self._waiting += 1
        try:
            await self._lock.acquire()
        finally:
            self._waiting -= 1
        turn = self._turn = PendingTransaction()
        if self._commit is None:
            turn.add(BEGIN)
        turn.add("SAVEPOINT turn")
        return turn

    async def _end(self, turn: PendingTransaction) -> Commit | None:
        """Commit, or leave it to a commit that is shared with those who wait for the lock."""
        turn.add("RELEASE turn")
        if self._commit is None and not self._waiting:
            await self._hops.ask(turn, COMMIT)
            _call(turn.hooks)
            return None
        if self._commit is None:
            self._commit = Commit()
            self._committing = asyncio.create_task(self._commit_together(self._commit))
        self._commit.turns.append(turn)
        self._hops.end(turn)
        return self._commit

    async def _undo(self, turn: PendingTransaction) -> None:
        """Take back what this transaction did, and nothing of those that it joined.

        Also after a cancelled hop: the thread carries that out all the same, but before this.
        """
        if not turn.forget_since((0, 0)):
            return
        if self._commit is None:
            await self._hops.rollback()
        else:
            turn.unsent.extend(UNDO)
            self._hops.end(turn)

    async def _commit_together(self, commit: Commit) -> None:
        """Whoever waits for the lock by now has its turn first, and shares this commit."""
        async with self._lock:
            self._commit = None
            try:
                await self._hops.ask(PendingTransaction(), COMMIT)
            except Exception as error:
                try:
                    await self._hops.rollback()
                finally:
                    commit.done.set_exception(error)
                return
        commit.done.set_result(None)
        _call([hook for turn in commit.turns if turn.error is None for hook in turn.hooks])

    @asynccontextmanager
    async def _savepoint(self, turn: PendingTransaction, depth: int) -> AsyncIterator[None]:
        name, hooks, mark = f"s{depth}", len(turn.hooks), turn.mark()
        turn.add(f"SAVEPOINT {name}")
        token = INSIDE.set((turn, depth + 1))
        try:
            yield
        except BaseException:
            del turn.hooks[hooks:]
            if turn.forget_since(mark):
                turn.add(f"ROLLBACK TO {name}")
                turn.add(f"RELEASE {name}")
            raise
        finally:
            INSIDE.reset(token)
        turn.add(f"RELEASE {name}")

    def _inside(self) -> tuple[PendingTransaction | None, int]:
        inside = INSIDE.get()
        return inside if inside is not None and inside[0] is self._turn else (None, 0)


def _call(hooks: Sequence[Callable[[], None]]) -> None:
    """Each once: many transactions of a commit wake the same delivery."""
    for hook in dict.fromkeys(hooks):
        hook()


async def _connect(path: Path | str, pragmas: Sequence[str]) -> aiosqlite.Connection:
    # Two threads use the one that writes, never both at a time: storage/engine/write_pipeline.py.
    connection = await aiosqlite.connect(path, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    for pragma in pragmas:
        await connection.execute(pragma)
    return connection

"""Statements on their way to SQLite.

BEGIN and COMMIT may wait, for another process and for the disk: they go to the connection's
thread. A hop there and back costs several times what another statement does, some microseconds
over pages in memory; so those in between are carried out at once. A statement that needs no
answer waits for the next one that does, or for the commit, and goes along with it.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import aiosqlite

from storage.engine.database import Row
from storage.engine.trouble import undone

Statement = tuple[str, Sequence[object]]
BEGIN, COMMIT = "BEGIN IMMEDIATE", "COMMIT"


@dataclass(eq=False)
class PendingTransaction:
    """A transaction, and what of it hasn't been sent yet."""

    unsent: list[Statement] = field(default_factory=list)
    hops: int = 0
    hooks: list[Callable[[], None]] = field(default_factory=list)
    error: Exception | None = None  # of what was sent after its end

    def add(self, sql: str, values: Sequence[object] = ()) -> None:
        self.unsent.append((sql, values))

    def mark(self) -> tuple[int, int]:
        return self.hops, len(self.unsent)

    def forget_since(self, mark: tuple[int, int]) -> bool:
        """Forget what was added after `mark`; True when some of it was sent already."""
        hops, length = mark
        sent = self.hops != hops
        del self.unsent[0 if sent else length :]
        return sent


class Commit:
    """A commit to come, and the transactions that have ended and wait for it."""

    def __init__(self) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.turns: list[PendingTransaction] = []


class WritePipeline:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._ended: list[PendingTransaction] = []  # with something unsent
        self._open = False  # a transaction is open, and nothing is on its way to the thread

    def end(self, turn: PendingTransaction) -> None:
        """Whatever is sent next takes along what is left of this transaction."""
        self._ended.append(turn)

    async def ask(
        self, turn: PendingTransaction, sql: str, values: Sequence[object] = ()
    ) -> Sequence[Row]:
        """Carry out all that waits, and this after it; its rows. A cancellation doesn't stop what
        is on its way to the thread."""
        ended, self._ended = self._ended, []
        turn.add(sql, values)
        statements, turn.unsent = turn.unsent, []
        turn.hops += 1
        connection = self._connection._conn
        assert connection is not None
        if self._open and sql != COMMIT:
            return _carry_out(connection, ended, statements)
        self._open = False
        # aiosqlite has no public call for several statements in one hop.
        rows: Sequence[Row] = await self._connection._execute(  # type: ignore[no-untyped-call]
            _carry_out, connection, ended, statements
        )
        self._open = sql != COMMIT
        return rows

    async def rollback(self) -> None:
        self._open = False
        await self._connection.rollback()


def _carry_out(
    connection: sqlite3.Connection,
    ended: Sequence[PendingTransaction],
    statements: Sequence[Statement],
) -> Sequence[Row]:
    first = next((turn.unsent[0] for turn in ended if turn.unsent), statements[0])
    if not connection.in_transaction and first[0] != BEGIN:
        raise undone()  # a statement would be carried out, and stay, by itself
    for turn in ended:
        try:
            _execute(connection, turn.unsent)
        except Exception as error:  # is told to whom it belongs; the others go on
            turn.error = error
            if not connection.in_transaction:  # a full disk ends it for all of them
                raise
            _execute(connection, UNDO)
    return _execute(connection, statements)


def _execute(connection: sqlite3.Connection, statements: Sequence[Statement]) -> Sequence[Row]:
    rows: Sequence[Row] = []
    for sql, values in statements:
        rows = connection.execute(sql, values).fetchall()
    return rows


UNDO: Sequence[Statement] = (("ROLLBACK TO turn", ()), ("RELEASE turn", ()))

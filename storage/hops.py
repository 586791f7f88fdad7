"""Statements on their way to a connection's thread.

A hop there and back costs several times what a statement does. So a statement that needs no
answer waits, and goes along with the next one that does; the last ones of a transaction go along
with what the next transaction asks, or with the commit.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import aiosqlite

from storage.database import Row

Statement = tuple[str, Sequence[object]]


@dataclass(eq=False)
class Turn:
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


class Hops:
    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._ended: list[Turn] = []  # with something unsent

    def end(self, turn: Turn) -> None:
        """Whatever is sent next takes along what is left of this transaction."""
        self._ended.append(turn)

    async def ask(self, turn: Turn, sql: str, values: Sequence[object] = ()) -> Sequence[Row]:
        """Send all that waits, and this after it; its rows. A cancellation doesn't stop what is
        on its way."""
        ended, self._ended = self._ended, []
        turn.add(sql, values)
        statements, turn.unsent = turn.unsent, []
        turn.hops += 1
        # aiosqlite has no public call for several statements in one hop.
        rows: Sequence[Row] = await self._connection._execute(  # type: ignore[no-untyped-call]
            _carry_out, self._connection._conn, ended, statements
        )
        return rows


def _carry_out(
    connection: sqlite3.Connection, ended: Sequence[Turn], statements: Sequence[Statement]
) -> Sequence[Row]:
    for turn in ended:
        try:
            _execute(connection, turn.unsent)
        except Exception as error:  # is told to whom it belongs; the others go on
            turn.error = error
            _execute(connection, UNDO)
    return _execute(connection, statements)


def _execute(connection: sqlite3.Connection, statements: Sequence[Statement]) -> Sequence[Row]:
    rows: Sequence[Row] = []
    for sql, values in statements:
        rows = connection.execute(sql, values).fetchall()
    return rows


UNDO: Sequence[Statement] = (("ROLLBACK TO turn", ()), ("RELEASE turn", ()))

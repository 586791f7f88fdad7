"""The small protocol that queries go through."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from typing import Any, Protocol

Row = Mapping[str, Any]


class Database(Protocol):
    """Queries with `?` places. Outside a transaction a query is a transaction of its own.

    What `run` is told may be carried out as late as the next query or the end of the transaction:
    an error comes then, and ends the transaction.
    """

    async def one(self, sql: str, *values: object) -> Row | None: ...
    async def all(self, sql: str, *values: object) -> Sequence[Row]: ...
    async def run(self, sql: str, *values: object) -> None: ...

    def transaction(self) -> AbstractAsyncContextManager[None]:
        """One writer at a time; an exception rolls back. Inside another one: a savepoint."""

    def after_commit(self, do: Callable[[], None]) -> None:
        """Call `do` once the running transaction has been committed; never on rollback."""


def iso(moment: datetime) -> str:
    """An aware instant as text of fixed width, so that text order is order of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def maybe_iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)


def maybe_instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)

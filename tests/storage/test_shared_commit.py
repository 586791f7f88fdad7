"""Transactions that wait for each other share a commit, and nothing else."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from storage.engine.sqlite import Sqlite
from storage.engine.trouble import passes
from tests.support.disk import impatient, locked, no_page_more


class TroubleError(Exception):
    """Raised by the tests."""


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Sqlite]:
    opened = await Sqlite.open(tmp_path / "one.sqlite3")
    await opened.run("CREATE TABLE word (text TEXT UNIQUE)")
    yield opened
    await opened.close()


async def write(db: Sqlite, *texts: str, trouble: Exception | None = None) -> None:
    """Each text in a statement, with a look in between; the last one isn't looked at."""
    async with db.transaction():
        for text in texts:
            await db.one("SELECT 1")
            await db.run("INSERT INTO word VALUES (?)", text)
        if trouble is not None:
            raise trouble


async def words(db: Sqlite) -> list[str]:
    return [row["text"] for row in await db.all("SELECT text FROM word ORDER BY rowid")]


async def commits(db: Sqlite, told: list[str]) -> None:
    """From now on `told` has every statement that is carried out."""
    await db._writer.set_trace_callback(told.append)


async def test_fifty_at_once_take_two_commits(db: Sqlite) -> None:
    told: list[str] = []
    await commits(db, told)

    await asyncio.gather(*(write(db, str(number)) for number in range(50)))

    assert await words(db) == [str(number) for number in range(50)]
    assert told.count("COMMIT") <= 2


async def test_one_alone_commits_at_once(db: Sqlite) -> None:
    told: list[str] = []
    await commits(db, told)

    for number in range(3):
        await write(db, str(number))

    assert told.count("COMMIT") == 3


@pytest.mark.parametrize("place", range(4))
async def test_trouble_in_one_undoes_that_one(db: Sqlite, place: int) -> None:
    ended = await asyncio.gather(
        *(
            write(db, str(n), f"{n}.", trouble=TroubleError() if n == place else None)
            for n in range(4)
        ),
        return_exceptions=True,
    )

    assert [type(one) for one in ended] == [
        TroubleError if n == place else type(None) for n in range(4)
    ]
    assert await words(db) == [text for n in range(4) if n != place for text in (f"{n}", f"{n}.")]


@pytest.mark.parametrize("place", range(4))
async def test_a_last_statement_that_fails_is_the_trouble_of_its_own(
    db: Sqlite, place: int
) -> None:
    """It is carried out after the end of its transaction, along with another one's."""
    await write(db, "double")

    ended = await asyncio.gather(
        *(write(db, str(n), "double" if n == place else f"{n}.") for n in range(4)),
        return_exceptions=True,
    )

    assert isinstance(ended[place], sqlite3.IntegrityError)
    assert [one for n, one in enumerate(ended) if n != place] == [None] * 3
    whole = [text for n in range(4) if n != place for text in (f"{n}", f"{n}.")]
    assert await words(db) == ["double", *whole]


async def test_hooks_of_the_one_in_trouble_are_not_called(db: Sqlite) -> None:
    called: list[str] = []

    async def hooked(name: str, text: str) -> None:
        async with db.transaction():
            await db.run("INSERT INTO word VALUES (?)", text)
            db.after_commit(lambda: called.append(name))

    texts = {"one": "a", "two": "a", "three": "b"}
    await asyncio.gather(*(hooked(*each) for each in texts.items()), return_exceptions=True)

    assert called == ["one", "three"]


async def test_nobody_is_told_that_it_is_committed_before_it_is(db: Sqlite) -> None:
    async def seen_after(text: str) -> bool:
        await write(db, text)
        return text in await words(db)  # by another connection

    assert all(await asyncio.gather(*(seen_after(str(number)) for number in range(20))))


async def test_a_cancelled_one_holds_up_nobody(db: Sqlite) -> None:
    tasks = [asyncio.create_task(write(db, str(number))) for number in range(6)]
    await db.one("SELECT 1")
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert {"1", "3", "5"} <= set(await words(db))
    await write(db, "later")
    assert (await words(db))[-1] == "later"


async def test_a_commit_that_fails_fails_for_all_of_it(db: Sqlite) -> None:
    await db.run("CREATE TABLE page (n INTEGER PRIMARY KEY)")
    await db.run("CREATE TABLE line (n INTEGER REFERENCES page DEFERRABLE INITIALLY DEFERRED)")

    async def orphan() -> None:
        await db.run("INSERT INTO line VALUES (1)")

    ended = await asyncio.gather(write(db, "a"), orphan(), write(db, "b"), return_exceptions=True)

    assert [type(one) for one in ended] == [sqlite3.IntegrityError] * 3
    assert await words(db) == []
    await write(db, "later")
    assert await words(db) == ["later"]


async def test_on_a_full_disk_whoever_was_told_nothing_is_committed(db: Sqlite) -> None:
    """SQLite may give the whole commit up when one statement finds no room."""
    async with db.transaction():
        await db.one("PRAGMA max_page_count = 20")
    texts = ["a", "b" * 200_000, "c", "d"]

    ended = await asyncio.gather(*(write(db, text) for text in texts), return_exceptions=True)

    committed = await words(db)
    assert "b" * 200_000 not in committed
    for text, trouble in zip(texts, ended, strict=True):
        assert (text in committed) == (trouble is None)
    await write(db, "later")
    assert (await words(db))[-1] == "later"


@pytest.mark.parametrize("steps", range(12))
async def test_one_cancelled_on_its_way_to_the_thread_is_undone_in_its_turn(
    db: Sqlite, steps: int
) -> None:
    async def first() -> None:
        """Asks nothing: the second one takes its BEGIN along to the thread."""
        async with db.transaction():
            await db.run("INSERT INTO word VALUES ('first')")
            await asyncio.sleep(0)  # the others wait for the lock now

    tasks = [
        asyncio.create_task(one)
        for one in (first(), write(db, "second", "as a whole"), write(db, "third"))
    ]
    for _ in range(steps):
        await asyncio.sleep(0)
    tasks[1].cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)

    assert (ended[0], ended[2]) == (None, None)
    assert await words(db) in (["first", "third"], ["first", "second", "as a whole", "third"])


class TestTrouble:
    """SQLite undoes a whole transaction when the disk is full, and begins none while another
    program has the lock. Nobody is told anything else, and nothing is kept of it."""

    async def test_who_shares_a_commit_learns_that_the_database_is_locked(
        self, db: Sqlite, tmp_path: Path
    ) -> None:
        await impatient(db)
        with locked(tmp_path / "one.sqlite3"):
            told = await asyncio.gather(
                *(unread(db, str(number)) for number in range(5)), return_exceptions=True
            )

        assert all(isinstance(error, sqlite3.Error) and passes(error) for error in told), told
        await write(db, "later")
        assert await words(db) == ["later"]

    async def test_who_shares_a_commit_with_a_full_disk_learns_so(self, db: Sqlite) -> None:
        async with no_page_more(db):
            told = await asyncio.gather(
                unread(db, "a"),
                write(db, "x" * 10_000),
                write(db, "y"),
                unread(db, "b"),
                return_exceptions=True,
            )

        kept = await words(db)
        for word, error in zip("aXyb", told, strict=True):
            assert (error is None) == (word in kept)
            assert error is None or (isinstance(error, sqlite3.Error) and passes(error)), error
        assert isinstance(told[1], sqlite3.Error)

    async def test_who_goes_on_in_a_transaction_that_sqlite_has_undone_keeps_nothing(
        self, db: Sqlite
    ) -> None:
        await write(db, "a")
        with pytest.raises(sqlite3.OperationalError) as error:
            await self.careless(db)

        assert passes(error.value)
        assert await words(db) == ["a"]

    async def test_who_shares_a_transaction_that_sqlite_has_undone_learns_so(
        self, db: Sqlite
    ) -> None:
        await write(db, "a")
        told = await asyncio.gather(
            *(unread(db, "b"), unread(db, "c"), self.careless(db), write(db, "d")),
            return_exceptions=True,
        )

        assert [error is None for error in told] == [True, False, False, False]
        assert all(passes(error) for error in told if error is not None)
        assert await words(db) == ["a", "b"]

    async def careless(self, db: Sqlite) -> None:
        async with db.transaction():
            with suppress(sqlite3.Error):
                await db.all("INSERT OR ROLLBACK INTO word VALUES ('a') RETURNING 1")
            await db.all("INSERT INTO word VALUES ('after') RETURNING 1")


async def unread(db: Sqlite, text: str) -> None:
    """Nothing of it is sent before its end."""
    async with db.transaction():
        await db.run("INSERT INTO word VALUES (?)", text)

"""One connection, one writer at a time: what is committed stays, everything else never was."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from storage.engine.sqlite import Sqlite


class TroubleError(Exception):
    """Raised by the tests."""


@asynccontextmanager
async def undone(db: Sqlite) -> AsyncIterator[None]:
    """A transaction that ends in trouble."""
    with suppress(TroubleError):
        async with db.transaction():
            yield
            raise TroubleError


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Sqlite]:
    opened = await Sqlite.open(tmp_path / "one.sqlite3")
    await opened.run("CREATE TABLE word (text TEXT)")
    await opened.run("CREATE TABLE counter (n INTEGER)")
    await opened.run("INSERT INTO counter VALUES (0)")
    yield opened
    await opened.close()


async def write(db: Sqlite, text: str) -> None:
    await db.run("INSERT INTO word VALUES (?)", text)


async def words(db: Sqlite) -> str:
    return " ".join(row["text"] for row in await db.all("SELECT text FROM word ORDER BY rowid"))


async def test_a_transaction_commits_everything(db: Sqlite) -> None:
    async with db.transaction():
        await write(db, "a")
        await write(db, "b")

    assert await words(db) == "a b"


async def test_an_exception_rolls_everything_back(db: Sqlite) -> None:
    async with undone(db):
        await write(db, "a")

    assert await words(db) == ""


async def test_an_inner_exception_undoes_the_inner_part_only(db: Sqlite) -> None:
    async with db.transaction():
        await write(db, "a")
        async with undone(db):
            await write(db, "b")
            async with db.transaction():
                await write(db, "c")
        await write(db, "d")

    assert await words(db) == "a d"


async def test_an_outer_exception_undoes_what_inside_was_finished(db: Sqlite) -> None:
    async with undone(db), db.transaction():
        await write(db, "a")

    assert await words(db) == ""


async def test_two_hundred_increments_at_once_lose_nothing(db: Sqlite) -> None:
    async def increment() -> None:
        async with db.transaction():
            row = await db.one("SELECT n FROM counter")
            assert row is not None
            await asyncio.sleep(0)
            await db.run("UPDATE counter SET n = ?", row["n"] + 1)

    await asyncio.gather(*(increment() for _ in range(200)))

    row = await db.one("SELECT n FROM counter")
    assert row is not None
    assert row["n"] == 200


async def test_a_reader_never_sees_what_another_has_not_committed(db: Sqlite) -> None:
    written, go_on = asyncio.Event(), asyncio.Event()

    async def writer() -> None:
        async with undone(db):
            await write(db, "a")
            written.set()
            await go_on.wait()

    writing = asyncio.create_task(writer())
    await written.wait()
    reading = asyncio.create_task(words(db))
    await asyncio.sleep(0)
    assert not reading.done()
    go_on.set()

    assert await reading == ""
    await writing


@pytest.mark.parametrize("steps", range(8))
async def test_a_cancellation_anywhere_leaves_no_open_transaction(db: Sqlite, steps: int) -> None:
    """Cancelled at BEGIN, in a savepoint, in the body or at COMMIT."""

    async def writer() -> None:
        async with db.transaction():
            await write(db, "a")
            async with db.transaction():
                await write(db, "b")
            await write(db, "c")

    writing = asyncio.create_task(writer())
    for _ in range(steps):
        await one_answer_of_the_thread(db)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)

    assert not db._writer.in_transaction
    assert await words(db) in ("", "a b c")  # all or nothing
    await write(db, "later")
    assert (await words(db)).endswith("later")


async def one_answer_of_the_thread(db: Sqlite) -> None:
    """Until the database's thread has done one thing more."""
    await db._writer._execute(lambda: None)  # type: ignore[no-untyped-call]


class TestAfterCommit:
    async def test_hooks_run_after_the_commit_and_once(self, db: Sqlite) -> None:
        heard: list[str] = []

        async def note() -> None:
            heard.append(f"committed: {await words(db)}")

        def hook() -> None:
            heard.append("hook")

        async with db.transaction():
            db.after_commit(hook)
            await write(db, "a")
            db.after_commit(hook)
            assert heard == []
        await note()

        assert heard == ["hook", "committed: a"]

    async def test_a_rollback_forgets_them(self, db: Sqlite) -> None:
        heard: list[str] = []
        async with undone(db):
            db.after_commit(lambda: heard.append("never"))
        async with db.transaction():
            await write(db, "a")

        assert heard == []

    async def test_an_inner_rollback_forgets_its_own(self, db: Sqlite) -> None:
        heard: list[str] = []
        async with db.transaction():
            db.after_commit(lambda: heard.append("outer"))
            async with undone(db):
                db.after_commit(lambda: heard.append("inner"))

        assert heard == ["outer"]

    async def test_each_transaction_has_its_own(self, db: Sqlite) -> None:
        heard: list[int] = []

        async def commit(number: int) -> None:
            async with db.transaction():
                db.after_commit(lambda: heard.append(number))
                await write(db, str(number))

        await asyncio.gather(*(commit(number) for number in range(20)))

        assert sorted(heard) == list(range(20))

    async def test_outside_a_transaction_they_run_at_once(self, db: Sqlite) -> None:
        heard: list[str] = []
        db.after_commit(lambda: heard.append("now"))

        assert heard == ["now"]


async def test_a_task_that_outlives_its_transaction_writes_in_one_of_its_own(db: Sqlite) -> None:
    """A task inherits the context in which it was made, the transaction that is over included."""
    go_on = asyncio.Event()

    async def late() -> None:
        await go_on.wait()
        await write(db, "late")

    async with db.transaction():
        task = asyncio.create_task(late())

    async with undone(db):
        await write(db, "other")
        go_on.set()
        for _ in range(5):
            await db.one("SELECT 1")
    await task

    assert await words(db) == "late"


async def test_two_databases_have_nothing_to_do_with_each_other(db: Sqlite, tmp_path: Path) -> None:
    another = await Sqlite.open(tmp_path / "two.sqlite3")
    await another.run("CREATE TABLE word (text TEXT)")
    async with undone(db):
        await write(another, "kept")
        await write(db, "lost")

    assert (await words(another), await words(db)) == ("kept", "")
    await another.close()


async def test_what_is_committed_is_there_after_opening_again(tmp_path: Path) -> None:
    first = await Sqlite.open(tmp_path / "again.sqlite3")
    await first.run("CREATE TABLE word (text TEXT)")
    await write(first, "a")
    await first.close()

    second = await Sqlite.open(tmp_path / "again.sqlite3")
    assert await words(second) == "a"
    await second.close()


async def test_foreign_keys_are_kept_and_the_journal_is_wal(db: Sqlite) -> None:
    for pragma, value in (("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 2)):
        row = await db.one(f"PRAGMA {pragma}")
        assert row is not None
        assert row[pragma] == value

"""Lanes that wait are asked for at each look at the outbox, and read when they have changed."""

from datetime import timedelta

import pytest

from storage.engine.sqlite import Sqlite
from storage.queues.desk import DeskRows, WaitRows
from tests.support.answers import NOON, FixedClock

GROUP, MOVED = -1001, -1002
LATER = NOON + timedelta(hours=2)


@pytest.fixture
def waits(db: Sqlite) -> WaitRows:
    return WaitRows(db, FixedClock(), DeskRows(db, GROUP), lambda: None)


@pytest.fixture
def reads(db: Sqlite, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that were carried out to read them."""
    found: list[str] = []
    real = type(db).all

    async def counted(self: Sqlite, sql: str, *values: object) -> object:
        found.append(sql)
        return await real(self, sql, *values)

    monkeypatch.setattr(type(db), "all", counted)
    return found


async def lanes(waits: WaitRows) -> list[str]:
    return [one.lane for one in await waits.all()]


async def test_they_are_read_once_while_nothing_changes(waits: WaitRows, reads: list[str]) -> None:
    assert [await lanes(waits) for _ in range(3)] == [[], [], []]
    assert len(reads) == 1


async def test_each_change_is_seen_at_the_next_look(waits: WaitRows, db: Sqlite) -> None:
    await lanes(waits)
    async with db.transaction():
        await waits.hold("tg:1", LATER, "429")
        await waits.hold(waits.of_desk, LATER, "kicked")
    assert await lanes(waits) == ["tg:1", waits.of_desk]

    async with db.transaction():
        await waits.lift("tg:1")
    assert await lanes(waits) == [waits.of_desk]

    async with db.transaction():
        assert await waits.desk.moved(GROUP, MOVED)
    assert await lanes(waits) == []


async def held_and_broken(waits: WaitRows, db: Sqlite) -> None:
    async with db.transaction():
        await waits.hold("tg:1", LATER, "429")
        raise ZeroDivisionError


async def test_what_is_rolled_back_changes_nothing(waits: WaitRows, db: Sqlite) -> None:
    await lanes(waits)
    with pytest.raises(ZeroDivisionError):
        await held_and_broken(waits, db)

    assert await lanes(waits) == []

"""What is to be said: in order, sealed, and forgotten once said."""

from contextlib import suppress

import pytest
from cryptography.exceptions import InvalidTag

from domain.notifications import Content
from domain.refusals import NothingToDo
from storage.engine.database import instant
from storage.engine.sqlite import Sqlite
from storage.queues.outbox import PLACE, OutboxMessage, OutboxRows
from tests.support.answers import NOON
from tests.support.lender import Lender


@pytest.fixture
def outbox(lender: Lender) -> OutboxRows:
    return lender.outbox


async def add(outbox: OutboxRows, body: str, lane: str = "tg:1") -> None:
    await outbox.add(lane=lane, kind="say", content=Content.PUBLIC, body=body)


async def first(outbox: OutboxRows, lane: str = "tg:1") -> OutboxMessage | None:
    return next((one for one in await outbox.heads() if one.lane == lane), None)


async def head(outbox: OutboxRows, lane: str = "tg:1") -> str | None:
    queued = await first(outbox, lane)
    return outbox.body(queued).decode() if queued else None


async def test_a_lane_keeps_the_order(outbox: OutboxRows) -> None:
    for body in ("a", "b", "c"):
        await add(outbox, body)
        await add(outbox, body.upper(), "tg:2")

    said = []
    while queued := await first(outbox):
        said.append(outbox.body(queued).decode())
        await outbox.sent(queued, len(said))

    assert said == ["a", "b", "c"]
    assert await head(outbox, "tg:2") == "A"
    assert [queued.lane for queued in await outbox.heads()] == ["tg:2"]
    assert await outbox.queued() == 3


async def test_the_first_rows_of_many_lanes_come_at_once(outbox: OutboxRows) -> None:
    for lane in ("tg:1", "tg:2", "tg:3"):
        await add(outbox, f"first of {lane}", lane)
        await add(outbox, "second", lane)

    found = await outbox.heads(besides=["tg:2", "tg:9"])
    said = {queued.lane: outbox.body(queued).decode() for queued in found}
    assert said == {"tg:1": "first of tg:1", "tg:3": "first of tg:3"}
    assert len(await outbox.heads(most=2)) == 2


async def test_a_row_that_is_to_be_said_again_stays_the_first(outbox: OutboxRows) -> None:
    await add(outbox, "a")
    await add(outbox, "b")
    queued = await first(outbox)
    assert queued is not None
    await outbox.again(queued, "TelegramServerError")

    again = await first(outbox)
    assert again is not None
    assert (again.id, again.attempts) == (queued.id, 1)


async def test_a_row_that_was_set_aside_lets_the_next_one_go(outbox: OutboxRows) -> None:
    await add(outbox, "a")
    await add(outbox, "b")
    queued = await first(outbox)
    assert queued is not None
    await outbox.failed(queued, "blocked")

    assert await head(outbox) == "b"


async def test_the_body_is_sealed_and_wiped_once_said(outbox: OutboxRows, db: Sqlite) -> None:
    await add(outbox, "пароль kx7fm")
    (row,) = await db.all("SELECT * FROM outbox")
    assert "kx7fm" not in repr(dict(row))

    queued = await first(outbox)
    assert queued is not None
    await outbox.sent(queued, 77)

    (row,) = await db.all("SELECT * FROM outbox")
    assert (row["body"], row["state"], row["message_id"]) == (b"", "sent", 77)


async def test_bodies_cannot_be_read_from_another_place(lender: Lender) -> None:
    await add(lender.outbox, "a")
    await lender.db.run("UPDATE outbox SET body = ?", lender.cipher.seal("a", "draft.body"))

    with pytest.raises(InvalidTag):
        await head(lender.outbox)
    await lender.db.run("UPDATE outbox SET body = ?", lender.cipher.seal("a", PLACE))
    assert await head(lender.outbox) == "a"


async def test_delivery_is_woken_by_the_commit_and_only_by_it(lender: Lender) -> None:
    woken: list[str] = []
    outbox = OutboxRows(lender.db, lender.cipher, lender.clock, lambda: woken.append("woken"))

    async with lender.db.transaction():
        await add(outbox, "a")
        assert woken == []
    assert woken == ["woken"]

    with suppress(NothingToDo):
        async with lender.db.transaction():
            await add(outbox, "b")
            raise NothingToDo
    assert woken == ["woken"]
    assert await outbox.queued() == 1


async def test_the_oldest_row_tells_how_late_we_are(lender: Lender) -> None:
    assert await lender.outbox.oldest() is None
    await add(lender.outbox, "a")
    lender.clock.move(minutes=1)
    await add(lender.outbox, "b")

    assert await lender.outbox.oldest() == NOON == instant("2026-11-23T09:00:00+00:00")

"""Every right of the staff needs membership in their group at that moment, kept by id."""

import asyncio
import sqlite3
from datetime import datetime
from typing import Any

import pytest
from aiogram.types import Update

from bot.intake.feeder import ALLOWED
from domain.gateways import GatewayRefused
from domain.model.jobs import JobKind
from domain.usecases.staff.membership import NoteMember
from tests.bot.house import House
from tests.bot.intake.test_staff_words import GROUP, blocked, command
from tests.support.lender import ANNA, OLGA, PHONE, STAFF

BLOCK = f"/block {PHONE} чужой паспорт"
ANNA_HERE = {"id": ANNA, "is_bot": False, "first_name": "Анна"}


def changes(number: int, status: str, at: datetime, chat: int = STAFF, **more: Any) -> Update:
    """Somebody else did it to Anna."""
    member = {"user": ANNA_HERE, "status": status, **more}
    return Update.model_validate(
        {
            "update_id": number,
            "chat_member": {
                "chat": GROUP | {"id": chat},
                "from": {"id": OLGA, "is_bot": False, "first_name": "Ольга"},
                "date": int(at.timestamp()),
                "old_chat_member": {"user": ANNA_HERE, "status": "member"},
                "new_chat_member": member,
            },
        }
    )


KICKED = {"until_date": 0}


@pytest.fixture
async def begun(house: House) -> House:
    await house.lender.has_repaid()
    return house


async def test_telegram_is_asked_to_tell_of_members() -> None:
    assert "chat_member" in ALLOWED


@pytest.mark.parametrize(("status", "more"), [("left", {}), ("kicked", KICKED)])
async def test_who_is_out_has_no_right_at_once(
    begun: House, status: str, more: dict[str, Any]
) -> None:
    await begun.feeder.feed(changes(10, status, begun.lender.clock.now(), **more))
    await begun.feeder.feed(command(BLOCK))
    assert await blocked(begun) == 0


async def test_who_comes_back_has_it_again(begun: House) -> None:
    now = begun.lender.clock.now()
    await begun.feeder.feed(changes(10, "left", now))
    begun.lender.clock.move(minutes=1)
    await begun.feeder.feed(changes(11, "member", begun.lender.clock.now()))
    await begun.feeder.feed(command(BLOCK))
    assert await blocked(begun) == 1


async def test_an_old_word_brings_nobody_back(begun: House) -> None:
    before = begun.lender.clock.now()
    begun.lender.clock.move(minutes=1)
    await begun.feeder.feed(changes(10, "left", begun.lender.clock.now()))
    await begun.feeder.feed(changes(11, "member", before))
    await begun.feeder.feed(command(BLOCK))
    assert await blocked(begun) == 0


async def test_what_happens_in_another_group_means_nothing(begun: House) -> None:
    await begun.feeder.feed(changes(10, "left", begun.lender.clock.now(), chat=-1005))
    await begun.feeder.feed(command(BLOCK))
    assert await blocked(begun) == 1


@pytest.mark.parametrize(("answer", "count"), [(True, 1), (False, 0), (GatewayRefused("no"), 0)])
async def test_of_a_stranger_telegram_is_asked(begun: House, answer: object, count: int) -> None:
    await begun.lender.db.run("DELETE FROM staff_member")
    await begun.feeder.feed(command(BLOCK))
    assert await blocked(begun) == 0
    begun.lender.staff_group.answers.append(answer)
    await begun.lender.work("staff_member")
    again = command(BLOCK).model_copy(update={"update_id": 12})
    await begun.feeder.feed(again)
    assert await blocked(begun) == count


async def test_the_name_of_a_member_gives_no_right(begun: House) -> None:
    await begun.lender.db.run("DELETE FROM staff_member")
    stranger: dict[str, Any] = {"from": ANNA_HERE | {"id": 5}}
    await begun.feeder.feed(command(BLOCK, **stranger))
    assert await blocked(begun) == 0


async def test_at_the_start_everybody_is_asked_about(begun: House) -> None:
    begun.lender.clock.move(minutes=1)
    begun.lender.staff_group.answers += [[OLGA], False]
    await begun.lender.jobs.plan(JobKind.STAFF_MEMBERS, "all")
    await begun.lender.work("staff_members")
    rows = await begun.lender.db.all("SELECT user_id, inside FROM staff_member ORDER BY user_id")
    assert [(row["user_id"], row["inside"]) for row in rows] == [(OLGA, 1), (ANNA, 0)]


async def test_after_an_update_that_is_given_up_telegram_is_asked_who_is_in(
    begun: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else who was put out would keep their rights until the next start."""

    async def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(NoteMember, "__call__", broken)
    await begun.feeder.feed(changes(13, "kicked", begun.lender.clock.now(), **KICKED))
    monkeypatch.undo()

    begun.lender.clock.move(minutes=1)
    begun.lender.staff_group.answers += [[OLGA], False]
    await begun.lender.work("staff_members")
    await begun.feeder.feed(command(BLOCK))
    assert await blocked(begun) == 0


def of_olga(number: int) -> Update:
    """Olga says something, in the same group and before she puts Anna out."""
    olga: dict[str, Any] = {"from": {"id": OLGA, "is_bot": False, "first_name": "Ольга"}}
    return command("/cases", **olga).model_copy(update={"update_id": number})


def of_anna(number: int) -> Update:
    return command(BLOCK).model_copy(update={"update_id": number})


async def test_who_is_put_out_in_a_batch_has_no_right_in_the_rest_of_it(begun: House) -> None:
    out = changes(13, "kicked", begun.lender.clock.now(), **KICKED)
    await begun.feeder.feed_all([of_olga(11), of_olga(12), out, of_anna(14)])
    assert await blocked(begun) == 0


async def test_what_was_said_before_it_in_a_batch_counts(begun: House) -> None:
    out = changes(13, "kicked", begun.lender.clock.now(), **KICKED)
    await begun.feeder.feed_all([of_anna(12), out])
    assert await blocked(begun) == 1


async def test_who_comes_back_in_a_batch_has_the_right_in_the_rest_of_it(begun: House) -> None:
    now = begun.lender.clock.now()
    await begun.feeder.feed(changes(10, "left", now))
    begun.lender.clock.move(minutes=1)
    back = changes(13, "member", begun.lender.clock.now())
    await begun.feeder.feed_all([of_olga(11), of_olga(12), back, of_anna(14)])
    assert await blocked(begun) == 1


async def test_nothing_overtakes_it_while_it_is_tried_again(
    begun: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken: Any = begun.services.provided
    note_member, troubles = broken["note_member"], [ValueError("once")]

    async def note(**named: Any) -> None:
        if troubles:
            raise troubles.pop()
        await note_member(**named)

    monkeypatch.setitem(broken, "note_member", note)
    out = changes(13, "kicked", begun.lender.clock.now(), **KICKED)
    await begun.feeder.feed_all([out, of_anna(14)])
    assert await blocked(begun) == 0


async def test_a_webhook_that_brings_both_at_once_keeps_their_order(begun: House) -> None:
    out = changes(13, "kicked", begun.lender.clock.now(), **KICKED)
    brought = [of_olga(11), of_olga(12), out, of_anna(14)]
    await asyncio.gather(*(begun.feeder.feed(one) for one in brought))
    assert await blocked(begun) == 0


async def test_two_changes_of_one_batch_are_noted_in_their_order(begun: House) -> None:
    now = begun.lender.clock.now()
    batch = [changes(13, "member", now), changes(14, "kicked", now, **KICKED), of_anna(15)]
    await begun.feeder.feed_all(batch)
    assert await blocked(begun) == 0


async def test_what_the_database_cannot_note_now_is_told_as_of_any_update(
    begun: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked(**_: Any) -> None:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    monkeypatch.setitem(begun.services.provided, "note_member", locked)
    out = changes(13, "kicked", begun.lender.clock.now(), **KICKED)
    with pytest.raises(ExceptionGroup):  # Polling asks for the batch again
        await begun.feeder.feed_all([out, of_anna(14)])
    assert await blocked(begun) == 0


async def test_by_webhook_too_nothing_overtakes_it_while_it_is_tried_again(
    begun: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    provided: Any = begun.services.provided
    note_member, troubles = provided["note_member"], [ValueError("once")]

    async def note(**named: Any) -> None:
        if troubles:
            raise troubles.pop()
        await note_member(**named)

    monkeypatch.setitem(provided, "note_member", note)
    out = changes(13, "kicked", begun.lender.clock.now(), **KICKED)
    await asyncio.gather(begun.feeder.feed(out), begun.feeder.feed(of_anna(14)))
    assert troubles == []
    assert await blocked(begun) == 0


class TestAfterAnUpgrade:
    """The group has another id; who is in it is kept by the people's own ids."""

    @pytest.fixture
    async def moved(self, begun: House) -> int:
        new = begun.room.core.upgrade_group(ANNA)
        service: dict[str, Any] = {"entities": [], "migrate_to_chat_id": new}
        await begun.feeder.feed(command("", **service).model_copy(update={"update_id": 8}))
        return new

    async def test_a_member_keeps_their_right(self, begun: House, moved: int) -> None:
        await begun.feeder.feed(command(BLOCK, chat=GROUP | {"id": moved}))
        assert await blocked(begun) == 1

    async def test_who_leaves_the_new_group_is_out(self, begun: House, moved: int) -> None:
        await begun.feeder.feed(changes(10, "left", begun.lender.clock.now(), chat=moved))
        await begun.feeder.feed(command(BLOCK, chat=GROUP | {"id": moved}))
        assert await blocked(begun) == 0

    async def test_who_is_out_stays_out(self, begun: House) -> None:
        await begun.feeder.feed(changes(7, "left", begun.lender.clock.now()))
        new = begun.room.core.upgrade_group(ANNA)
        service: dict[str, Any] = {"entities": [], "migrate_to_chat_id": new}
        await begun.feeder.feed(command("", **service).model_copy(update={"update_id": 8}))
        await begun.feeder.feed(command(BLOCK, chat=GROUP | {"id": new}))
        assert await blocked(begun) == 0

    @pytest.mark.usefixtures("moved")
    async def test_members_are_asked_for_again(self, begun: House) -> None:
        rows = await begun.lender.db.all("SELECT subject FROM job WHERE kind = 'staff_members'")
        assert len(rows) == 1

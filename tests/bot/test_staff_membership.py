"""Every right of the staff needs membership in their group at that moment, kept by id."""

from datetime import datetime
from typing import Any

import pytest
from aiogram.types import Update

from bot.intake import ALLOWED
from domain.gateways import GatewayRefused
from tests.bot.house import House
from tests.bot.test_staff_words import GROUP, blocked, command
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
    await begun.lender.jobs.plan("staff_members", "all")
    await begun.lender.work("staff_members")
    rows = await begun.lender.db.all("SELECT user_id, inside FROM staff_member ORDER BY user_id")
    assert [(row["user_id"], row["inside"]) for row in rows] == [(OLGA, 1), (ANNA, 0)]

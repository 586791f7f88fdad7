"""Nothing that Telegram could bring stops the bot, or becomes the work of the staff."""

from typing import Any

import pytest
from aiogram.types import Update
from structlog.testing import capture_logs

from bot.intake.feeder import Polling
from tests.bot.house import House
from tests.support.hostile import KINDS, Hostile


async def take_in(house: House, raw: dict[str, Any]) -> None:
    read = await Polling(house.bot, house.feeder)._read(raw)
    if isinstance(read, Update):
        await house.feeder.feed(read)


async def queued(house: House) -> int:
    return await house.lender.outbox.queued()


async def test_ten_thousand_hostile_updates_of_every_kind_stop_nothing(house: House) -> None:
    staff = house.services.desk.chat_id
    made = Hostile(12, (house.ivan, house.ivan + 1), staff)
    with capture_logs() as logs:
        for raw in made.updates(10_000, first=1):
            await take_in(house, raw)

    assert [one for one in logs if one["log_level"] in ("error", "critical")] == []
    assert await house.lender.case_facts() == []
    row = await house.lender.db.one("SELECT count(*) AS n FROM seen_update")
    assert row is not None
    assert row["n"] == 10_000
    async with house.lender.db.transaction():
        await house.lender.db.run("DELETE FROM outbox")
    house.room.core.send_text(house.ivan, house.ivan, "/start")
    await house.hear()
    assert house.shown()


def test_every_kind_of_the_schema_is_among_them() -> None:
    made = Hostile(12, (1, 2), -5).updates(len(KINDS))
    assert {kind for raw in made for kind in raw if kind != "update_id"} == set(KINDS)
    assert len(KINDS) > 25


def message(chat: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"message_id": 1, "date": 1_780_000_000, "chat": chat, **more}


def somebody(ident: int) -> dict[str, Any]:
    return {"id": ident, "is_bot": False, "first_name": "Иван"}


def private(ident: int) -> dict[str, Any]:
    return {"id": ident, "type": "private", "first_name": "Иван"}


@pytest.mark.parametrize(
    "broken", [{"photo": 5}, {"entities": [{}]}, {"contact": {"phone_number": 7}}, {"date": "yes"}]
)
async def test_what_aiogram_cannot_read_is_answered_in_the_chat_and_no_case(
    house: House, broken: dict[str, Any]
) -> None:
    raw: dict[str, Any] = {
        "update_id": 5,
        "message": message(private(house.ivan), text="Привет") | broken,
    }
    await take_in(house, raw)
    await take_in(house, raw)

    assert await queued(house) == 1
    assert await house.lender.case_facts() == []


async def test_who_has_no_sender_in_a_private_chat_is_answered(house: House) -> None:
    await take_in(house, {"update_id": 5, "message": message(private(house.ivan), text="/start")})
    assert await queued(house) >= 1


async def test_a_channel_and_an_anonymous_admin_are_no_trouble(house: House) -> None:
    staff = house.services.desk.chat_id
    channel = {"id": -1009, "type": "channel", "title": "Новости"}
    group = {"id": staff, "type": "supergroup", "title": "Сотрудники"}
    posted = message(channel, sender_chat=channel, text="/start")
    hidden = message(group, sender_chat=group, text="/cases")
    with capture_logs() as logs:
        await take_in(house, {"update_id": 1, "channel_post": posted})
        await take_in(house, {"update_id": 2, "message": hidden})

    assert logs == []
    assert await house.lender.case_facts() == []


@pytest.mark.parametrize("action", ["", "zzz", "approve ", "√"])
async def test_an_unknown_action_of_a_button_is_out_of_date_at_once(
    house: House, action: str
) -> None:
    staff = house.services.desk.chat_id
    group = {"id": staff, "type": "supergroup", "title": "Сотрудники"}
    tapped = {"id": "1", "from": somebody(house.ivan), "chat_instance": "1"}
    tapped |= {"data": f"case:abc:{action}", "message": message(group)}
    with capture_logs() as logs:
        await take_in(house, {"update_id": 1, "callback_query": tapped})

    assert [one for one in logs if one["log_level"] == "error"] == []
    assert await house.lender.case_facts() == []


@pytest.mark.parametrize("ident", [2**63, 10**30, -(2**63) - 1])
async def test_an_id_that_no_database_holds_is_no_try_and_no_case(house: House, ident: int) -> None:
    raw: dict[str, Any] = {"update_id": 5, "message": message(private(ident), text="/start")}
    raw["message"]["from"] = somebody(ident)
    with capture_logs() as logs:
        await take_in(house, raw)

    assert [one for one in logs if one["log_level"] == "error"] == []
    assert await house.lender.case_facts() == []
    assert (await house.lender.conversations.read(5, None)).seen


async def test_a_button_of_a_message_that_is_not_ours_is_out_of_date(house: House) -> None:
    tapped = {"id": "1", "from": somebody(house.ivan), "chat_instance": "1", "data": "go:loan"}
    with capture_logs() as logs:
        await take_in(house, {"update_id": 1, "callback_query": tapped})

    assert [one for one in logs if one["log_level"] == "error"] == []
    assert (await house.lender.conversations.read(1, None)).seen


async def test_half_a_character_is_answered(house: House) -> None:
    raw: dict[str, Any] = {"update_id": 5, "message": message(private(house.ivan), text="/start")}
    raw["message"]["from"] = somebody(house.ivan) | {"first_name": "\ud800"}
    with capture_logs() as logs:
        await take_in(house, raw)

    assert [one for one in logs if one["log_level"] == "error"] == []
    assert await queued(house) >= 1

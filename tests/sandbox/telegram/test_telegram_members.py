"""Staff leave their group, are put out and come back; the Bot API tells of it as Telegram does."""

from typing import Any

import pytest

from sandbox.people.people import STAFF_GROUP
from tests.support.telegram import Room, inline, room

OLGA, IGOR, ANNA = 900001, 900002, 900003
ASKED = ["message", "callback_query", "chat_member"]


@pytest.fixture
async def at() -> Room:
    made = room()
    await made.core.call("getUpdates", {"allowed_updates": ASKED})
    return made


async def status(at: Room, who: int) -> str:
    asked = await at.core.call("getChatMember", {"chat_id": STAFF_GROUP, "user_id": who})
    return str(asked["status"])


async def administrators(at: Room) -> list[int]:
    found = await at.core.call("getChatAdministrators", {"chat_id": STAFF_GROUP})
    return [one["user"]["id"] for one in found]


async def changes(at: Room) -> list[dict[str, Any]]:
    return [one["chat_member"] for one in await at.updates() if "chat_member" in one]


@pytest.mark.parametrize(
    ("by", "becomes", "service"),
    [(IGOR, "left", "left_chat_member"), (ANNA, "kicked", "left_chat_member")],
)
async def test_who_is_out_is_told_of_and_answered_so(
    at: Room, by: int, becomes: str, service: str
) -> None:
    at.core.member_becomes(by, IGOR, becomes)
    change, message = await at.updates()
    told = change["chat_member"]
    assert told["chat"]["id"] == STAFF_GROUP
    assert told["from"]["id"] == by
    assert told["old_chat_member"]["status"] == "administrator"
    assert told["new_chat_member"]["status"] == becomes
    assert told["new_chat_member"]["user"]["id"] == IGOR
    assert message["message"][service]["id"] == IGOR
    assert await status(at, IGOR) == becomes
    assert await administrators(at) == [OLGA, ANNA, 700]
    assert IGOR not in at.core.members() or at.core.members()[IGOR] == becomes


async def test_who_is_out_neither_writes_nor_taps(at: Room) -> None:
    await at.say(chat_id=STAFF_GROUP, reply_markup=inline("Да"))
    at.core.member_becomes(IGOR, IGOR, "left")
    with pytest.raises(ValueError, match="isn't in chat"):
        at.core.send_text(STAFF_GROUP, IGOR, "/cases")
    with pytest.raises(ValueError, match="isn't in chat"):
        await at.core.tap(STAFF_GROUP, IGOR, "Да", wait=0)
    at.core.open_group(open_=True)
    at.core.send_text(STAFF_GROUP, IGOR, "/cases")
    await at.core.tap(STAFF_GROUP, IGOR, "Да", wait=0)
    at.core.member_becomes(ANNA, IGOR, "kicked")
    with pytest.raises(ValueError, match="isn't in chat"):
        await at.core.tap(STAFF_GROUP, IGOR, "Да", wait=0)


async def test_who_comes_back_is_a_member_until_made_more(at: Room) -> None:
    at.core.member_becomes(IGOR, IGOR, "left")
    at.core.member_becomes(IGOR, IGOR, "member")
    assert await status(at, IGOR) == "member"
    assert await administrators(at) == [OLGA, ANNA, 700]
    at.core.send_text(STAFF_GROUP, IGOR, "вернулся")
    at.core.member_becomes(ANNA, IGOR, "administrator")
    assert await administrators(at) == [OLGA, IGOR, ANNA, 700]
    told = [one["new_chat_member"]["status"] for one in await changes(at)]
    assert told == ["left", "member", "administrator"]


async def test_who_was_put_out_comes_back_only_when_let_in(at: Room) -> None:
    at.core.member_becomes(ANNA, IGOR, "kicked")
    with pytest.raises(ValueError, match="can't make themselves member"):
        at.core.member_becomes(IGOR, IGOR, "member")
    at.core.member_becomes(OLGA, IGOR, "member")
    assert await status(at, IGOR) == "member"


async def test_who_is_silenced_is_in_taps_and_does_not_write(at: Room) -> None:
    at.core.member_becomes(ANNA, IGOR, "silenced")
    (told,) = await changes(at)
    assert told["new_chat_member"]["status"] == "restricted"
    assert told["new_chat_member"]["is_member"] is True
    await at.say(chat_id=STAFF_GROUP, reply_markup=inline("Да"))
    await at.core.tap(STAFF_GROUP, IGOR, "Да", wait=0)
    with pytest.raises(ValueError, match="may not write"):
        at.core.send_text(STAFF_GROUP, IGOR, "а можно?")


async def test_a_borrower_can_be_let_in_and_put_out(at: Room) -> None:
    with pytest.raises(ValueError, match="isn't in chat"):
        at.core.send_text(STAFF_GROUP, at.ivan, "пустите")
    at.core.member_becomes(ANNA, at.ivan, "member")
    assert await status(at, at.ivan) == "member"
    at.core.send_text(STAFF_GROUP, at.ivan, "спасибо")
    at.core.member_becomes(ANNA, at.ivan, "kicked")
    assert await status(at, at.ivan) == "kicked"


async def test_the_owner_leaves_and_comes_back_as_owner(at: Room) -> None:
    with pytest.raises(ValueError, match="owns"):
        at.core.member_becomes(OLGA, ANNA, "kicked")
    at.core.member_becomes(ANNA, ANNA, "left")
    assert await status(at, ANNA) == "left"
    at.core.member_becomes(ANNA, ANNA, "member")
    assert await status(at, ANNA) == "creator"


@pytest.mark.parametrize("what", ["unknown", "creator"])
async def test_what_nobody_can_be_made_is_refused(at: Room, what: str) -> None:
    with pytest.raises(ValueError, match="unknown status"):
        at.core.member_becomes(ANNA, IGOR, what)


async def test_who_is_not_in_charge_puts_nobody_out(at: Room) -> None:
    at.core.member_becomes(ANNA, IGOR, "member")
    with pytest.raises(ValueError, match="in charge of nobody"):
        at.core.member_becomes(IGOR, OLGA, "kicked")


async def test_a_bot_that_did_not_ask_hears_nothing_of_members() -> None:
    silent = room()
    silent.core.member_becomes(IGOR, IGOR, "left")
    assert await changes(silent) == []


async def test_a_bot_that_is_no_administrator_hears_nothing_of_members(at: Room) -> None:
    at.core.bot_becomes(ANNA, "member")
    at.core.member_becomes(ANNA, IGOR, "kicked")
    assert await changes(at) == []
    assert await status(at, IGOR) == "kicked"


async def test_a_forwarded_word_tells_whose_it_was(at: Room) -> None:
    said = at.core.send_text(STAFF_GROUP, OLGA, "/block +79161234567 чужой паспорт")
    at.core.forward(STAFF_GROUP, ANNA, said)
    told = (await at.updates())[-1]["message"]
    assert told["from"]["id"] == ANNA
    assert told["text"].startswith("/block")
    assert told["forward_origin"]["sender_user"]["id"] == OLGA
    with pytest.raises(ValueError, match="no message 999"):
        at.core.forward(STAFF_GROUP, ANNA, 999)


async def test_a_new_world_has_everybody_in_it_again(at: Room) -> None:
    at.core.member_becomes(ANNA, IGOR, "kicked")
    at.core.open_group(open_=True)
    at.core.reset()
    assert at.core.members() == {OLGA: "administrator", IGOR: "administrator", ANNA: "creator"}
    assert "username" not in await at.core.call("getChat", {"chat_id": STAFF_GROUP})

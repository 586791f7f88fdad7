"""Sends are limited overall, in a chat and in a group; a refused one doesn't count."""

import pytest

from sandbox.people.people import STAFF_GROUP
from sandbox.telegram.core import Refusal
from tests.support.telegram import Room, room


async def burst(at: Room, chat_id: int) -> int:
    """How many sends are taken in a row."""
    for count in range(100):
        try:
            await at.say(chat_id=chat_id)
        except Refusal:
            return count
    return 100


async def test_a_private_chat_takes_five_at_once_and_then_one_a_second() -> None:
    at = room(limits=True)
    assert await burst(at, at.ivan) == 5
    with pytest.raises(Refusal) as caught:
        await at.say()
    assert (caught.value.code, caught.value.retry_after) == (429, 1)
    assert caught.value.description == "Too Many Requests: retry after 1"
    at.ticks.now += 1
    assert await burst(at, at.ivan) == 1


async def test_a_group_takes_twenty_a_minute() -> None:
    at = room(limits=True)
    assert await burst(at, STAFF_GROUP) == 20
    refused = await at.refused("sendMessage", chat_id=STAFF_GROUP, text="a")
    assert refused == "Too Many Requests: retry after 3"
    at.ticks.now += 60
    assert await burst(at, STAFF_GROUP) == 20


async def test_all_chats_together_take_thirty_a_second() -> None:
    at = room(limits=True)
    taken = 0
    for number in range(8):
        person = at.people.add(name=f"Человек {number}", phone=f"+7916000000{number}")
        at.core.send_text(person.id, person.id, "/start")
        taken += await burst(at, person.id)
    assert taken == 30


async def test_edits_and_refused_calls_are_not_counted() -> None:
    at = room(limits=True)
    sent = await at.say()
    for number in range(10):
        await at.refused("sendMessage", chat_id=at.ivan, text="<b>", parse_mode="HTML")
        place = {"chat_id": at.ivan, "message_id": sent["message_id"]}
        await at.core.call("editMessageText", {**place, "text": f"раз {number}"})
    assert await burst(at, at.ivan) == 4


async def test_limits_can_be_off() -> None:
    at = room()
    assert await burst(at, at.ivan) == 100

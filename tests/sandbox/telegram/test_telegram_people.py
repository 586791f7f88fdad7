"""What people do becomes updates, and what they see is in the feed."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from sandbox.people.people import STAFF_GROUP
from sandbox.telegram.core import Refusal, Tap
from tests.support.telegram import PNG, Room, inline, room

REPLY = {
    "keyboard": [[{"text": "Поделиться", "request_contact": True}, {"text": "Позже"}]],
    "one_time_keyboard": True,
}


async def answer(at: Room, **params: Any) -> None:
    """The bot answers the callback query that comes next."""
    if not at.core.pending_updates():
        await at.core.state.updates.added.wait(5)
    query = (await at.updates())[-1]["callback_query"]
    await at.core.call("answerCallbackQuery", {"callback_query_id": query["id"], **params})


async def test_a_text_is_an_update_with_its_command() -> None:
    at = room(started=False)
    ident = at.core.send_text(at.ivan, at.ivan, "/start")
    (update,) = await at.updates()
    message = update["message"]
    assert message["message_id"] == ident
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["is_bot"] is False
    assert message["chat"]["id"] == at.ivan


async def test_a_long_text_goes_in_parts() -> None:
    at = room()
    at.core.send_text(at.ivan, at.ivan, "я" * 5000)
    assert [len(u["message"]["text"]) for u in await at.updates()] == [4096, 904]


async def test_contacts_are_ones_own_or_somebody_elses() -> None:
    at = room()
    at.core.send_contact(at.ivan, at.ivan)
    at.core.send_contact(at.ivan, at.ivan, phone="+79990000099", name="Пётр")
    own, other = [u["message"]["contact"] for u in await at.updates()]
    assert own == {
        "phone_number": "79161234567",
        "first_name": "Иван",
        "last_name": "Петров",
        "user_id": at.ivan,
    }
    assert other == {"phone_number": "79990000099", "first_name": "Пётр"}


@pytest.mark.parametrize("kind", ["photo", "document", "sticker", "voice"])
async def test_files_come_with_what_telegram_tells_of_them(kind: str) -> None:
    at = room()
    at.core.send_file(at.ivan, at.ivan, kind, "паспорт.png", PNG, "Вот")
    told = (await at.updates())[0]["message"]
    value = told[kind][-1] if kind == "photo" else told[kind]
    file = await at.core.call("getFile", {"file_id": value["file_id"]})
    found = at.core.file(file["file_path"])
    assert found is not None
    assert found.content == PNG
    shown = (await at.core.feed(at.ivan))["messages"][-1]["file"]
    assert shown["name"] == "паспорт.png"
    assert shown["url"].endswith(file["file_path"])
    assert ("caption" in told) == (kind != "sticker")


async def test_an_edited_text_is_an_update_of_its_own_kind() -> None:
    at = room()
    ident = at.core.send_text(at.ivan, at.ivan, "10 000")
    at.core.edit_text(at.ivan, at.ivan, ident, "20 000")
    kinds = [next(k for k in u if k != "update_id") for u in await at.updates()]
    assert kinds == ["message", "edited_message"]
    shown = (await at.core.feed(at.ivan))["messages"][-1]
    assert (shown["text"], shown["edited"]) == ("20 000", True)


async def test_what_a_phone_would_not_let_do_is_said() -> None:
    at = room()
    other = at.people.add(name="Пётр", phone="+79160000001").id
    sent = await at.say()
    for do, said in (
        (lambda: at.core.send_text(at.ivan, other, "a"), "isn't in chat"),
        (lambda: at.core.send_text(STAFF_GROUP, at.ivan, "a"), "isn't in chat"),
        (lambda: at.core.send_text(at.ivan, 5, "a"), "no person 5"),
        (lambda: at.core.send_text(at.ivan, at.ivan, " "), "empty"),
        (lambda: at.core.send_text(STAFF_GROUP, 900001, "a", 77), "no topic 77"),
        (lambda: at.core.send_file(at.ivan, at.ivan, "song", "a", b"a"), "unknown kind"),
        (
            lambda: at.core.edit_text(at.ivan, at.ivan, sent["message_id"], "a"),
            "has no message",
        ),
        (lambda: at.core.block(STAFF_GROUP, 900001, True), "private chat only"),
    ):
        with pytest.raises(ValueError, match=said):
            do()


async def test_blocking_is_told_and_closes_the_chat_until_unblocked() -> None:
    at = room()
    at.core.block(at.ivan, at.ivan, True)
    with pytest.raises(ValueError, match="unblock first"):
        at.core.send_text(at.ivan, at.ivan, "a")
    at.core.block(at.ivan, at.ivan, False)
    told = [u["my_chat_member"]["new_chat_member"]["status"] for u in await at.updates()]
    assert told == ["kicked", "member"]


async def test_a_tap_is_a_callback_query_and_waits_for_its_answer() -> None:
    at = room()
    sent = await at.say(reply_markup=inline("Да", "Нет"))
    tap, _ = await asyncio.gather(
        at.core.tap(at.ivan, at.ivan, "Да"), answer(at, text="Готово", show_alert=True)
    )
    assert tap == Tap("Готово", alert=True, answered=True)
    silent = await at.core.tap(at.ivan, at.ivan, "Нет", wait=0)
    assert silent == Tap()
    query = (await at.updates())[-1]["callback_query"]
    assert query["data"] == "Нет"
    assert query["message"]["message_id"] == sent["message_id"]
    assert query["chat_instance"]


async def test_a_query_is_answered_once_and_not_too_late() -> None:
    at = room()
    await at.say(reply_markup=inline("Да"))
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    for seconds, refused in ((29, False), (31, True)):
        await at.core.tap(at.ivan, at.ivan, "Да", wait=0)
        ident = (await at.updates())[-1]["callback_query"]["id"]
        at.ticks.now += seconds
        if not refused:
            assert await at.core.call("answerCallbackQuery", {"callback_query_id": ident})
        assert await at.refused("answerCallbackQuery", callback_query_id=ident) == late


async def test_the_newest_button_is_tapped_unless_a_message_is_named() -> None:
    at = room()
    old = await at.say(reply_markup=inline("Да", callback_data="old"))
    await at.say(reply_markup=inline("Да", callback_data="new"))
    await at.core.tap(at.ivan, at.ivan, "Да", wait=0)
    await at.core.tap(at.ivan, at.ivan, "Да", old["message_id"], wait=0)
    assert [u["callback_query"]["data"] for u in await at.updates()] == ["new", "old"]


async def test_link_buttons_open_and_disabled_or_missing_ones_say_what_is_there() -> None:
    at = room()
    link = {"text": "Привязать", "url": "http://127.0.0.1:8080/bank/pay/1"}
    dead = {"text": "Подписать", "disabled": {}}
    await at.say(reply_markup={"inline_keyboard": [[link, dead]]})
    assert (await at.core.tap(at.ivan, at.ivan, "Привязать")).url == link["url"]
    assert at.core.pending_updates() == 0
    assert at.core.who_was_shown(link["url"]) == at.ivan
    assert at.core.who_was_shown("http://127.0.0.1:8080/bank/pay/2") is None
    with pytest.raises(ValueError, match="disabled"):
        await at.core.tap(at.ivan, at.ivan, "Подписать")
    with pytest.raises(ValueError, match="there are: «Привязать», «Подписать»"):
        await at.core.tap(at.ivan, at.ivan, "Оплатить")


async def test_a_link_in_a_text_was_shown_too() -> None:
    at = room()
    await at.say("Сюда: http://127.0.0.1:8080/bank/pay/7")
    assert at.core.who_was_shown("http://127.0.0.1:8080/bank/pay/7") == at.ivan


async def test_reply_keyboards_stay_hide_and_go() -> None:
    at = room()
    await at.say("Телефон?", reply_markup=REPLY)
    feed = await at.core.feed(at.ivan)
    assert feed["messages"][-1]["reply_buttons"] == [["Поделиться", "Позже"]]
    assert feed["keyboard"]["one_time"] is True
    await at.core.tap(at.ivan, at.ivan, "Поделиться")
    assert (await at.updates())[-1]["message"]["contact"]["user_id"] == at.ivan
    assert (await at.core.feed(at.ivan))["keyboard"] is None
    with pytest.raises(ValueError, match="there are none"):
        await at.core.tap(at.ivan, at.ivan, "Позже")
    await at.say("Меню", reply_markup={"keyboard": [[{"text": "Позже"}]]})
    await at.core.tap(at.ivan, at.ivan, "Позже")
    assert (await at.updates())[-1]["message"]["text"] == "Позже"
    await at.say("Всё", reply_markup={"remove_keyboard": True})
    with pytest.raises(ValueError, match="no button «Позже»"):
        await at.core.tap(at.ivan, at.ivan, "Позже")


async def test_the_feed_has_the_promised_shape() -> None:
    at = room()
    await at.say("<b>Да</b>?", parse_mode="HTML", reply_markup=inline("Ок"))
    feed = await at.core.feed(at.ivan, since=1)
    (shown,) = feed["messages"]
    assert feed["seq"] == shown["seq"]
    assert datetime.fromisoformat(shown["date"]).tzinfo is not None
    promised = {
        "thread_id": None,
        "from": {"id": 700, "name": "Умные наличные", "is_bot": True},
        "text": "Да?",
        "html": "<b>Да</b>?",
        "buttons": [["Ок"]],
        "reply_buttons": [],
        "file": None,
        "edited": False,
        "deleted": False,
    }
    assert {name: shown[name] for name in promised} == promised


async def test_an_edit_and_a_deletion_come_again_in_the_feed() -> None:
    at = room()
    sent = await at.say("Раз")
    place = {"chat_id": at.ivan, "message_id": sent["message_id"]}
    seq = (await at.core.feed(at.ivan))["seq"]
    unchanged = await at.core.feed(at.ivan, since=seq)
    assert (unchanged["seq"], unchanged["messages"]) == (seq, [])
    await at.core.call("editMessageText", {**place, "text": "Два"})
    feed = await at.core.feed(at.ivan, since=seq)
    assert [(m["text"], m["edited"]) for m in feed["messages"]] == [("Два", True)]
    await at.core.call("deleteMessage", place)
    feed = await at.core.feed(at.ivan, since=feed["seq"])
    assert [m["deleted"] for m in feed["messages"]] == [True]


async def test_the_feed_waits_for_a_change() -> None:
    at = room(real_time=True)
    seq = (await at.core.feed(at.ivan))["seq"]
    waiting = asyncio.create_task(at.core.feed(at.ivan, since=seq, wait=10))
    await asyncio.sleep(0)
    await at.say("Дождались")
    assert [m["text"] for m in (await waiting)["messages"]] == ["Дождались"]
    assert (await at.core.feed(at.ivan, since=seq + 1, wait=0.01))["messages"] == []


async def test_starting_over_empties_everything() -> None:
    at = room()
    await at.say(reply_markup=REPLY)
    at.core.send_text(at.ivan, at.ivan, "a")
    at.core.reset()
    assert at.core.pending_updates() == 0
    assert (await at.core.feed(at.ivan))["messages"] == []
    with pytest.raises(Refusal, match="initiate"):
        await at.say()

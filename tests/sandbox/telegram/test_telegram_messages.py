"""Sending, editing, deleting, and what is refused on the way."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.people.people import STAFF_GROUP
from sandbox.telegram.core import Upload
from tests.support.telegram import PNG, Room, inline, room

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)
KEYBOARD = {"keyboard": [[{"text": "Да"}]]}


def place(at: Room, sent: dict[str, Any]) -> dict[str, Any]:
    return {"chat_id": at.ivan, "message_id": sent["message_id"]}


async def test_a_sent_message_is_told_as_telegram_tells_it() -> None:
    at = room()
    sent = await at.say("<b>Да</b>", parse_mode="HTML", reply_markup=inline("Ок"))
    assert sent["from"]["id"] == 700
    assert sent["from"]["is_bot"] is True
    assert sent["chat"] == {
        "id": at.ivan,
        "type": "private",
        "first_name": "Иван",
        "last_name": "Петров",
    }
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert abs(sent["date"] - at.clock.now().timestamp()) < 5


async def test_strangers_blockers_and_unknown_chats_get_nothing() -> None:
    at = room(started=False)
    assert await at.refused("sendMessage", chat_id=5, text="a") == "Bad Request: chat not found"
    assert (
        await at.refused("sendMessage", chat_id=at.ivan, text="a")
        == "Forbidden: bot can't initiate conversation with a user"
    )
    at.core.send_text(at.ivan, at.ivan, "/start")
    at.core.block(at.ivan, at.ivan, True)
    for method in ("sendMessage", "sendChatAction"):
        rest = {"text": "a"} if method == "sendMessage" else {"action": "typing"}
        refused = await at.refused(method, chat_id=at.ivan, **rest)
        assert refused == "Forbidden: bot was blocked by the user"
    at.core.block(at.ivan, at.ivan, False)
    assert await at.say()


async def test_an_unchanged_edit_is_refused_and_a_changed_one_is_seen() -> None:
    at = room()
    sent = await at.say("Да", reply_markup=inline("Ок"))
    same = {**place(at, sent), "text": "Да", "reply_markup": inline("Ок")}
    assert await at.refused("editMessageText", **same) == NOT_MODIFIED
    assert (
        await at.refused("editMessageReplyMarkup", **place(at, sent), reply_markup=inline("Ок"))
        == NOT_MODIFIED
    )
    edited = await at.core.call("editMessageText", {**place(at, sent), "text": "Нет"})
    assert edited["text"] == "Нет"
    assert "edit_date" in edited
    assert "reply_markup" not in edited


async def test_only_own_messages_without_a_reply_keyboard_can_be_edited() -> None:
    at = room()
    heard = at.core.send_text(at.ivan, at.ivan, "Привет")
    shown = await at.say(reply_markup=KEYBOARD)
    for ident, said in (
        (heard, "message can't be edited"),
        (shown["message_id"], "message can't be edited"),
        (999, "message to edit not found"),
    ):
        refused = await at.refused(
            "editMessageText", chat_id=at.ivan, message_id=ident, text="Иначе"
        )
        assert refused == f"Bad Request: {said}"
    assert "identifier is not specified" in await at.refused("editMessageText", text="a")


async def test_a_text_has_no_caption_and_a_file_no_text() -> None:
    at = room()
    text = await at.say()
    file = await at.core.call(
        "sendDocument",
        {"chat_id": at.ivan, "document": "attach://d", "caption": "Договор"},
        {"d": Upload("a.pdf", b"%PDF")},
    )
    refused = await at.refused("editMessageCaption", **place(at, text), caption="a")
    assert refused == "Bad Request: there is no caption in the message to edit"
    refused = await at.refused("editMessageText", **place(at, file), text="a")
    assert refused == "Bad Request: there is no text in the message to edit"
    edited = await at.core.call("editMessageCaption", {**place(at, file), "caption": "Иначе"})
    assert (edited["caption"], edited["document"]["file_name"]) == ("Иначе", "a.pdf")


async def test_messages_of_both_sides_can_be_deleted_for_48_hours() -> None:
    at = room()
    heard = at.core.send_text(at.ivan, at.ivan, "Пароль")
    ident = {"chat_id": at.ivan, "message_id": heard}
    assert await at.core.call("deleteMessage", ident) is True
    assert await at.refused("deleteMessage", **ident) == "Bad Request: message to delete not found"
    sent = await at.say()
    at.clock.move_to(at.clock.now() + timedelta(hours=49))
    refused = await at.refused("deleteMessage", **place(at, sent))
    assert refused == "Bad Request: message can't be deleted for everyone"


async def test_in_a_group_a_bot_deletes_for_48_hours_too() -> None:
    at = room()
    group = STAFF_GROUP
    early, late = [
        {"chat_id": group, "message_id": (await at.say(chat_id=group))["message_id"]}
        for _ in range(2)
    ]
    at.clock.move_to(at.clock.now() + timedelta(hours=48) - timedelta(seconds=1))
    assert await at.core.call("deleteMessage", early) is True
    at.clock.move_to(at.clock.now() + timedelta(seconds=1))
    refused = await at.refused("deleteMessage", **late)
    assert refused == "Bad Request: message can't be deleted"
    refused = await at.refused("deleteMessages", chat_id=group, message_ids=[late["message_id"]])
    assert refused == "Bad Request: message can't be deleted"


async def test_several_are_deleted_and_unknown_ones_passed_over() -> None:
    at = room()
    ids = [(await at.say())["message_id"] for _ in range(2)]
    await at.core.call("deleteMessages", {"chat_id": at.ivan, "message_ids": [*ids, 999]})
    shown = (await at.core.feed(at.ivan))["messages"]
    assert [m["deleted"] for m in shown] == [False, True, True]


async def test_replies_need_their_message_unless_told_otherwise() -> None:
    at = room()
    first = await at.say("Первый")
    reply = await at.say("Второй", reply_parameters={"message_id": first["message_id"]})
    assert reply["reply_to_message"]["text"] == "Первый"
    lost = {"message_id": 999}
    refused = await at.refused("sendMessage", chat_id=at.ivan, text="a", reply_parameters=lost)
    assert refused == "Bad Request: message to be replied not found"
    alone = await at.say(reply_parameters=lost | {"allow_sending_without_reply": True})
    assert "reply_to_message" not in alone


async def test_files_can_be_fetched_and_sent_again_by_their_id() -> None:
    at = room()
    upload = {"p": Upload("лицо.png", PNG, "image/png")}
    sent = await at.core.call("sendPhoto", {"chat_id": at.ivan, "photo": "attach://p"}, upload)
    sizes = [(p["width"], p["height"]) for p in sent["photo"]]
    assert sizes == [(90, 45), (320, 160), (800, 400), (1000, 500)]
    file = await at.core.call("getFile", {"file_id": sent["photo"][-1]["file_id"]})
    found = at.core.file(file["file_path"])
    assert found is not None
    assert found.content == PNG
    again = {"chat_id": at.ivan, "photo": sent["photo"][-1]["file_id"]}
    assert (await at.core.call("sendPhoto", again))["photo"][-1] == sent["photo"][-1]


@pytest.mark.parametrize(
    ("method", "params", "files", "said"),
    [
        ("sendDocument", {}, {}, "there is no document in the request"),
        ("sendDocument", {"document": "attach://x"}, {}, "there is no document in the request"),
        ("sendDocument", {"document": "nothing"}, {}, "wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "attach://x"}, {"x": b""}, "file must be non-empty"),
        ("sendPhoto", {"photo": "attach://x"}, {"x": b"no image"}, "IMAGE_PROCESS_FAILED"),
        ("getFile", {"file_id": "x"}, {}, "wrong file_id or the file is temporarily unavailable"),
    ],
)
async def test_bad_files_are_refused(
    method: str, params: dict[str, Any], files: dict[str, bytes], said: str
) -> None:
    at = room()
    uploads = {name: Upload("a.bin", content) for name, content in files.items()}
    if method != "getFile":
        params = {"chat_id": at.ivan} | params
    assert await at.refused(method, uploads, **params) == f"Bad Request: {said}"


async def test_copies_and_forwards() -> None:
    at = room()
    source = {"from_chat_id": at.ivan, "message_id": (await at.say("Смотрите"))["message_id"]}
    copied = await at.core.call("copyMessage", {"chat_id": STAFF_GROUP, **source})
    forwarded = await at.core.call("forwardMessage", {"chat_id": STAFF_GROUP, **source})
    assert forwarded["forward_origin"]["sender_user"]["id"] == 700
    feed = await at.core.feed(STAFF_GROUP)
    assert [m["text"] for m in feed["messages"]] == ["Смотрите", "Смотрите"]
    assert copied == {"message_id": 2}
    refused = await at.refused(
        "copyMessage", chat_id=STAFF_GROUP, from_chat_id=at.ivan, message_id=99
    )
    assert refused == "Bad Request: message to copy not found"


async def test_protected_messages_are_not_forwarded() -> None:
    at = room()
    sent = await at.say(protect_content=True)
    source = {"from_chat_id": at.ivan, "message_id": sent["message_id"]}
    assert "protected" in await at.refused("forwardMessage", chat_id=STAFF_GROUP, **source)

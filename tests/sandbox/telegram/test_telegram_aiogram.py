"""A real aiogram Bot against the sandbox, over HTTP and in process."""

import asyncio
from io import BytesIO

import pytest
from aiogram import Dispatcher
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    Message,
    ReplyParameters,
)

from sandbox.people.people import STAFF_GROUP
from tests.sandbox.conftest import Talk, keyboard
from tests.support.telegram import PNG

only_http = pytest.mark.parametrize("talk", ["http"], indirect=True)


async def test_texts_are_sent_edited_and_deleted(talk: Talk) -> None:
    me = await talk.bot.me()
    assert me.id == talk.bot.id
    sent = await talk.bot.send_message(
        talk.at.ivan, "<b>Да</b>", parse_mode="HTML", reply_markup=keyboard("Ок")
    )
    assert sent.entities is not None
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == keyboard("Ок").model_dump()
    reply = ReplyParameters(message_id=sent.message_id)
    again = await talk.bot.send_message(talk.at.ivan, "Ещё", reply_parameters=reply)
    assert again.reply_to_message is not None
    edited = await talk.bot.edit_message_text(
        "Нет", chat_id=talk.at.ivan, message_id=sent.message_id
    )
    assert isinstance(edited, Message)
    assert edited.text == "Нет"
    assert await talk.bot.delete_message(talk.at.ivan, sent.message_id)
    assert await talk.bot.set_my_commands([BotCommand(command="start", description="Начать")])
    assert talk.at.core.commands(talk.at.ivan)[0]["command"] == "start"


async def test_files_go_up_and_come_down(talk: Talk) -> None:
    paper = BufferedInputFile(b"%PDF-1.7" * 9000, "Договор.pdf")
    sent = await talk.bot.send_document(talk.at.ivan, paper, caption="Ваш договор")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("Договор.pdf", 72000)
    loaded = await talk.bot.download(sent.document.file_id)
    assert isinstance(loaded, BytesIO)
    assert loaded.read() == b"%PDF-1.7" * 9000
    photo = await talk.bot.send_photo(talk.at.ivan, BufferedInputFile(PNG, "a.png"))
    assert photo.photo is not None
    assert photo.photo[-1].width == 1000


async def test_refusals_become_aiograms_errors(talk: Talk) -> None:
    ivan = talk.at.ivan
    with pytest.raises(TelegramBadRequest, match="Unclosed start tag at byte offset 0"):
        await talk.bot.send_message(ivan, "<b", parse_mode="HTML")
    with pytest.raises(TelegramBadRequest, match="message text is empty"):
        await talk.bot.send_message(ivan, "")
    with pytest.raises(TelegramNotFound):
        await talk.bot.send_dice(ivan)
    for _ in range(5):
        await talk.bot.send_message(ivan, "a")
    with pytest.raises(TelegramRetryAfter) as caught:
        await talk.bot.send_message(ivan, "a")
    assert caught.value.retry_after == 1
    talk.at.core.block(ivan, ivan, True)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await talk.bot.send_message(ivan, "a")
    await talk.bot.set_webhook("http://127.0.0.1:1/")
    with pytest.raises(TelegramConflictError):
        await talk.bot.get_updates()
    await talk.bot.delete_webhook()


async def test_updates_of_every_kind_are_understood(talk: Talk) -> None:
    core, ivan = talk.at.core, talk.at.ivan
    await talk.bot.send_message(ivan, "Да?", reply_markup=keyboard("Да"))
    ident = core.send_text(ivan, ivan, "/start")
    core.edit_text(ivan, ivan, ident, "/help")
    core.send_contact(ivan, ivan)
    for kind in ("photo", "document", "sticker", "voice"):
        core.send_file(ivan, ivan, kind, "a.png", PNG)
    await core.tap(ivan, ivan, "Да", wait=0)
    core.block(ivan, ivan, True)
    core.send_text(STAFF_GROUP, 900001, "Коллеги")
    updates = await talk.bot.get_updates(timeout=1)
    assert [u.event_type for u in updates] == [
        "message",
        "edited_message",
        *["message"] * 5,
        "callback_query",
        "my_chat_member",
        "message",
    ]
    query = updates[7].callback_query
    assert query is not None
    assert await query.answer("Готово").as_(talk.bot)


async def test_members_chats_and_topics_are_understood(talk: Talk) -> None:
    group = await talk.bot.get_chat(STAFF_GROUP)
    assert group.is_forum
    assert len(await talk.bot.get_chat_administrators(STAFF_GROUP)) == 4
    member = await talk.bot.get_chat_member(talk.at.ivan, talk.at.ivan)
    assert member.status == "member"
    topic = await talk.bot.create_forum_topic(STAFF_GROUP, "Иван")
    sent = await talk.bot.send_message(
        STAFF_GROUP, "Дело", message_thread_id=topic.message_thread_id
    )
    assert sent.is_topic_message
    copied = await talk.bot.copy_message(STAFF_GROUP, STAFF_GROUP, sent.message_id)
    assert copied.message_id > sent.message_id
    assert (await talk.bot.get_webhook_info()).url == ""
    await talk.bot.send_chat_action(talk.at.ivan, "typing")


@only_http
async def test_a_dispatcher_polls_and_answers(talk: Talk) -> None:
    dispatcher = Dispatcher()

    async def echo(message: Message) -> None:
        await message.answer(f"Вы сказали: {message.text}")

    dispatcher.message.register(echo)
    polling = asyncio.create_task(
        dispatcher.start_polling(talk.bot, handle_signals=False, close_bot_session=False)
    )
    seq = (await talk.at.core.feed(talk.at.ivan))["seq"]
    talk.at.core.send_text(talk.at.ivan, talk.at.ivan, "привет")
    heard = await talk.at.core.feed(talk.at.ivan, since=seq + 1, wait=10)
    assert [m["text"] for m in heard["messages"]] == ["Вы сказали: привет"]
    await dispatcher.stop_polling()
    await polling


@only_http
async def test_faults_are_suffered_and_logged(talk: Talk) -> None:
    send, ivan = talk.bot.send_message, talk.at.ivan
    talk.faults.order(of="telegram", fault="500", method="sendMessage")
    with pytest.raises(TelegramServerError):
        await send(ivan, "раз")
    talk.faults.order(of="telegram", fault="429:7", method="sendMessage")
    with pytest.raises(TelegramRetryAfter) as caught:
        await send(ivan, "два")
    assert caught.value.retry_after == 7
    talk.faults.order(of="telegram", fault="lost", method="sendMessage")
    with pytest.raises(TelegramNetworkError):
        await send(ivan, "три")
    await send(ivan, "четыре")
    shown = [m["text"] for m in (await talk.at.core.feed(ivan))["messages"]]
    assert shown == ["/start", "три", "четыре"]
    assert [(c["status"], c["refused"]) for c in talk.calls.list()] == [
        (500, True),
        (429, True),
        (0, True),
        (200, False),
    ]
    assert talk.calls.list()[-1]["request"] == {"chat_id": str(ivan), "text": "четыре"}


@only_http
async def test_empty_polls_and_the_bytes_of_files_stay_out_of_the_log(talk: Talk) -> None:
    await talk.bot.get_updates()
    await talk.bot.send_document(talk.at.ivan, BufferedInputFile(b"x" * 99, "a.bin"))
    (call,) = talk.calls.list()
    assert {"file": "a.bin", "bytes": 99} in call["request"].values()

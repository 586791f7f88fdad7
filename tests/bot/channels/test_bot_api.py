"""What is sent to the Bot API."""

import json
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.types import BufferedInputFile
from aiohttp import JsonPayload

from bot.channels.telegram.api import Say, SayWithFile, Session
from bot.channels.telegram.calls import NO_PREVIEW, markup
from handlers.engine.screen import Button, Screen, buttons
from tests.support.telegram import TOKEN


def sent(method: Say | SayWithFile) -> Any:
    session = Session()
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    return session.build_form_data(bot, method)


def test_a_call_is_json_without_what_was_left_open() -> None:
    """Telegram refuses null where it expects true or false."""
    yes = Screen(text="", rows=buttons(Button(text="Да", data="yes")))

    payload = sent(
        Say(chat_id=1, text="Да?", reply_markup=markup(yes), link_preview_options=NO_PREVIEW)
    )

    assert isinstance(payload, JsonPayload)
    assert json.loads(payload.decode()) == {
        "chat_id": 1,
        "text": "Да?",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}]]},
    }


def test_a_file_is_sent_in_a_form() -> None:
    form = sent(SayWithFile(chat_id=1, document=BufferedInputFile(b"%PDF", "paper.pdf")))

    assert form().content_type.startswith("multipart/form-data;")

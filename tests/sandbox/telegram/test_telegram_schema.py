"""Calls are checked against the schema before anything happens."""

import json
from typing import Any

import pytest

from tests.support.telegram import inline, room

BUTTON = "Bad Request: can't parse inline keyboard button: "


def button(**fields: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[fields]]}


@pytest.mark.parametrize("method", ["sendPigeon", "sendVideo", "sendDice"])
async def test_unknown_and_unserved_methods_answer_the_same(method: str) -> None:
    assert await room().refused(method, what=1) == "Not Found"


async def test_method_names_are_taken_in_any_case() -> None:
    assert (await room().core.call("GETME", {}))["id"] == 700


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": 1}, "message text is empty"),
        ({"chat_id": 1, "text": ""}, "message text is empty"),
        ({"chat_id": 1, "text": "a", "pigeon": 1}, 'unknown parameter "pigeon"'),
        ({"chat_id": 1, "text": 5}, 'field "text" must be of type String'),
        ({"chat_id": [1], "text": "a"}, 'field "chat_id" must be of type Number'),
        ({"chat_id": 1, "text": "a", "message_thread_id": "x"}, '"message_thread_id" must be'),
        ({"chat_id": 1, "text": "a", "protect_content": "maybe"}, "must be of type Boolean"),
        ({"chat_id": 1, "text": "a", "entities": {}}, 'field "entities" must be of type Array'),
        ({"chat_id": 1, "text": "a", "reply_markup": "{"}, "can't parse reply keyboard markup"),
        ({"chat_id": 1, "text": "a", "reply_markup": "[]"}, "object expected as reply markup"),
        ({"chat_id": 1, "text": "a", "reply_markup": {"x": 1}}, "unknown kind of reply markup"),
        ({"chat_id": 1, "text": "a", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"chat_id": 1, "text": "a", "business_connection_id": "b"}, "business connection not"),
    ],
)
async def test_wrong_parameters_are_refused(params: dict[str, Any], said: str) -> None:
    assert said in await room().refused("sendMessage", **params)


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        (button(callback_data="a"), BUTTON + 'Can\'t find field "text"'),
        (button(text=5, callback_data="a"), BUTTON + 'Field "text" must be of type String'),
        (button(text="a", colour="red"), BUTTON + 'unknown field "colour"'),
        (button(text="a"), BUTTON + "Text buttons are unallowed in the inline keyboard"),
        (button(text="a", callback_data=""), BUTTON + "Text buttons are unallowed"),
        (button(text="a", callback_data="a", url="https://a.ru"), BUTTON + "one action is allowed"),
        (button(text="a", callback_data="я" * 33), "Bad Request: BUTTON_DATA_INVALID"),
        (button(text="a", callback_data="a", style="pink"), BUTTON + "invalid button style"),
        (button(text="a", disabled={"x": 1}), BUTTON + 'unknown field "x" of DisabledButton'),
        (button(text=" ", callback_data="a"), "Bad Request: inline keyboard button text must be"),
        (
            button(text="a", url="http://localhost:8080/pay"),
            "Bad Request: inline keyboard button URL 'http://localhost:8080/pay' is invalid: "
            "Wrong HTTP URL",
        ),
        ({"inline_keyboard": [["a"]]}, BUTTON + "InlineKeyboardButton must be an Object"),
        (
            {"keyboard": [[{"text": "a", "callback_data": "b"}]]},
            "Bad Request: can't parse keyboard button: unknown field",
        ),
        (
            {"keyboard": [[{"text": "a"}]], "input_field_placeholder": "x" * 65},
            'Bad Request: field "input_field_placeholder" must be 1-64 characters long',
        ),
        ({"remove_keyboard": False}, 'Bad Request: field "remove_keyboard" must be of type'),
    ],
)
async def test_wrong_keyboards_are_refused(markup: dict[str, Any], said: str) -> None:
    at = room()
    assert (
        await at.refused("sendMessage", chat_id=at.ivan, text="a", reply_markup=markup)
    ).startswith(said)


async def test_button_data_of_64_bytes_styles_and_disabled_buttons_are_taken() -> None:
    at = room()
    row = [
        {"text": "a", "callback_data": "я" * 32, "style": "danger"},
        {"text": "b", "disabled": {}},
        {"text": "c", "url": "http://127.0.0.1:8080"},
    ]
    sent = await at.say(reply_markup={"inline_keyboard": [row]})
    assert sent["reply_markup"]["inline_keyboard"][0][2]["url"] == "http://127.0.0.1:8080/"


async def test_form_strings_mean_the_same_as_json() -> None:
    at = room()
    sent = await at.core.call(
        "sendMessage",
        {
            "chat_id": str(at.ivan),
            "text": "a",
            "protect_content": "true",
            "reply_markup": json.dumps(inline("Да")),
        },
    )
    assert sent["has_protected_content"] is True
    assert sent["reply_markup"] == inline("Да")


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ({"type": "planet"}, "can't parse BotCommandScope: unsupported type specified"),
        ({}, "can't parse BotCommandScope: Can't find field \"type\""),
        ({"type": "chat"}, "can't parse BotCommandScope: Can't find field \"chat_id\""),
    ],
)
async def test_a_union_is_told_by_its_type(scope: dict[str, Any], said: str) -> None:
    commands = [{"command": "start", "description": "Начать"}]
    refused = await room().refused("setMyCommands", commands=commands, scope=scope)
    assert refused == f"Bad Request: {said}"


async def test_lengths_and_ranges_are_held() -> None:
    at = room()
    assert "limit" in await at.refused("getUpdates", limit=101)
    assert (
        await at.refused("answerCallbackQuery", callback_query_id="1", text="x" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    commands = [{"command": "Start!", "description": "Начать"}]
    assert (
        await at.refused("setMyCommands", commands=commands) == "Bad Request: BOT_COMMAND_INVALID"
    )

"""Checks a call against the schema of the Bot API and gives its values their types."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox.telegram.refusals import Refusal, bad

Rules = dict[str, dict[str, Any]]

_schema = json.loads(Path(__file__).with_name("botapi-10.3.json").read_text(encoding="utf-8"))
METHODS: dict[str, Rules] = _schema["methods"]
TYPES: dict[str, Rules] = _schema["types"]
_NAMES = {name.lower(): name for name in METHODS}

# Said when a required parameter is missing; the rest are «parameter … is required».
_MISSING = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "file_id": "file_id not specified",
    "user_id": "invalid user_id specified",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "action": "wrong parameter action in request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}
# Said before what is wrong inside an object of this type.
_INSIDE = {
    "InlineKeyboardButton": "can't parse inline keyboard button: ",
    "KeyboardButton": "can't parse keyboard button: ",
    "MessageEntity": "can't parse MessageEntity: ",
    "BotCommand": "can't parse BotCommand: ",
    "BotCommandScope": "can't parse BotCommandScope: ",
    "MenuButton": "can't parse menu button: ",
    "ReactionType": "can't parse ReactionType: ",
}
_NOT_JSON = {
    "reply_markup": "can't parse reply keyboard markup JSON object",
    "scope": "can't parse BotCommandScope JSON object",
    "reaction": "can't parse reaction types JSON object",
}
_WRONG_LENGTH = {
    "InlineKeyboardButton.callback_data": "BUTTON_DATA_INVALID",
    "answerCallbackQuery.text": "MESSAGE_TOO_LONG",
    "BotCommand.command": "BOT_COMMAND_INVALID",
    "BotCommand.description": "BOT_COMMAND_DESCRIPTION_INVALID",
    "setWebhook.secret_token": "secret token is too long",
}
# Their length counts after the parsing of entities, so it is checked there.
_FORMATTED = ("text", "caption", "quote")
# A reply markup is known by its field, in the order in which the server looks.
_MARKUPS = {
    "keyboard": "ReplyKeyboardMarkup",
    "inline_keyboard": "InlineKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}


def name_of(method: str) -> str | None:
    """A method's proper name, however its letters are cased; None when there is no such."""
    return _NAMES.get(method.lower())


def check(method: str, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The method's proper name and its values, typed; Refusal when the call is wrong.

    `given` holds decoded JSON or form strings, where numbers, booleans and objects are text.
    """
    name = name_of(method)
    if name is None:
        raise Refusal(404, "Not Found")
    rules = METHODS[name]
    for field in given:
        if field not in rules:
            raise bad(f'unknown parameter "{field}" of the method {name}')
    values: dict[str, Any] = {}
    for field, rule in rules.items():
        value = given.get(field)
        if value is None or value == "":
            if rule["required"] and not (field == "url" and value == ""):  # takes a webhook off
                raise bad(_MISSING.get(field, f'parameter "{field}" is required'))
            continue
        value = _from_form(field, rule["type"], value)
        values[field] = _value(value, rule, name, field, "")
    return name, values


def _from_form(field: str, kind: str, value: Any) -> Any:
    """What a form's text means for a field of this type."""
    if not isinstance(value, str):
        return value
    if kind.startswith("Integer"):
        return int(value) if re.fullmatch(r"[+-]?\d+", value.strip()) else value
    if kind == "Float":
        return float(value) if re.fullmatch(r"[+-]?\d+(\.\d+)?", value.strip()) else value
    if kind in ("Boolean", "True"):
        known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
        return known.get(value.strip().lower(), value)
    if kind == "String" or kind.startswith("InputFile"):
        return value
    try:
        return json.loads(value)
    except ValueError:
        words = _NOT_JSON.get(field, f"can't parse {field.replace('_', ' ')} JSON object")
        raise bad(words) from None


def _value(value: Any, rule: dict[str, Any], owner: str, field: str, inside: str) -> Any:
    value = _typed(value, rule["type"], field, inside)
    limits, among, span = rule.get("len"), rule.get("enum"), rule.get("range")
    if limits and (field not in _FORMATTED or f"{owner}.{field}" in _WRONG_LENGTH):
        low, high, unit = limits
        size = len(value.encode() if unit == "bytes" else value)
        if not low <= size <= high and value != "":  # nothing given: looked at where it matters
            own = f'field "{field}" must be {low}-{high} {unit} long'
            raise bad(_WRONG_LENGTH.get(f"{owner}.{field}", inside + own))
    if among and value not in among:
        own = "invalid button style specified" if field == "style" else f'invalid "{field}"'
        raise bad(inside + own)
    if span and not span[0] <= value <= span[1]:
        raise bad(f'{inside}field "{field}" must be from {span[0]} to {span[1]}')
    return value


def _typed(value: Any, kind: str, field: str, inside: str) -> Any:
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise bad(f'{inside}Field "{field}" must be of type Array')
        return [_typed(item, kind.removeprefix("Array of "), field, inside) for item in value]
    choices = re.split(r", | or | and ", kind)
    if set(choices) & set(_MARKUPS.values()):
        return _markup(value, choices)
    for choice in choices:
        if choice in TYPES and choice != "InputFile":
            return _object(value, choice, inside)
        if _is(value, choice):
            return value
    words = {"Integer": "Number", "Float": "Number", "True": "Boolean", "InputFile": "File"}
    raise bad(f'{inside}Field "{field}" must be of type {words.get(choices[0], choices[0])}')


def _is(value: Any, kind: str) -> bool:
    if kind in ("Integer", "Float"):
        return isinstance(value, int if kind == "Integer" else (int, float)) and not isinstance(
            value, bool
        )
    if kind in ("Boolean", "True"):
        return isinstance(value, bool) and (value or kind == "Boolean")
    if kind == "InputFile":
        return isinstance(value, str) and value.startswith("attach://")
    return kind == "String" and isinstance(value, str)


def _markup(value: Any, choices: list[str]) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        raise bad("Object expected as reply markup")
    if not value:
        return None
    for field, kind in _MARKUPS.items():
        if field in value and kind in choices:
            return _object(value, kind, "")
    raise bad("Inline keyboard expected" if len(choices) == 1 else "unknown kind of reply markup")


def _object(value: Any, kind: str, inside: str) -> dict[str, Any]:
    inside = _INSIDE.get(kind, inside)
    if not isinstance(value, dict):
        raise bad(f"{inside}{kind} must be an Object")
    rules = TYPES[kind]
    if not rules:
        kind = _chosen(value, kind, inside)
        rules = TYPES[kind]
    for field in value:
        if field not in rules:
            raise bad(f'{inside}unknown field "{field}" of {kind}')
    typed: dict[str, Any] = {}
    for field, rule in rules.items():
        if value.get(field) is not None:
            typed[field] = _value(value[field], rule, kind, field, inside)
        elif rule["required"]:
            raise bad(f'{inside}Can\'t find field "{field}"')
    return typed


def _chosen(value: dict[str, Any], union: str, inside: str) -> str:
    """Which member of a union this is: BotCommandScope + «all_private_chats» →
    BotCommandScopeAllPrivateChats. A type without fields and members is its own."""
    if not any(name != union and name.startswith(union) for name in TYPES):
        return union
    if not isinstance(value.get("type"), str):
        raise bad(f'{inside}Can\'t find field "type"')
    named: str = value["type"]
    member = union + named.title().replace("_", "")
    if member not in TYPES or named != named.lower():
        raise bad(f"{inside}unsupported type specified")
    return member

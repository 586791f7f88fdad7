"""The bot's commands: which of all that were set somebody sees."""

from typing import Any

import pytest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    BotCommandScopeDefault,
    BotCommandScopeUnion,
)

from sandbox.people.people import STAFF_GROUP
from tests.sandbox.conftest import Talk
from tests.support.telegram import room

OLGA, ANNA = 900001, 900003
# Later ones go before earlier ones.
IN_GROUP: list[BotCommandScopeUnion] = [
    BotCommandScopeDefault(),
    BotCommandScopeAllGroupChats(),
    BotCommandScopeAllChatAdministrators(),
    BotCommandScopeChat(chat_id=STAFF_GROUP),
    BotCommandScopeChatAdministrators(chat_id=STAFF_GROUP),
    BotCommandScopeChatMember(chat_id=STAFF_GROUP, user_id=ANNA),
]


def named(text: str) -> list[BotCommand]:
    return [BotCommand(command=text, description="Команда")]


def seen(talk: Talk, chat: int, who: int | None = None) -> str:
    return "".join(one["command"] for one in talk.at.core.commands(chat, who))


async def test_a_group_shows_what_was_set_most_closely(talk: Talk) -> None:
    for scope in IN_GROUP:
        await talk.bot.set_my_commands(named(scope.type), scope=scope)
        (kept,) = await talk.bot.get_my_commands(scope=scope)
        assert kept.command == scope.type
        assert seen(talk, STAFF_GROUP, ANNA) == scope.type
    assert seen(talk, STAFF_GROUP, OLGA) == seen(talk, STAFF_GROUP) == "chat_administrators"
    for scope, left in zip(reversed(IN_GROUP), [*reversed(IN_GROUP[:-1]), None], strict=True):
        assert await talk.bot.delete_my_commands(scope=scope)
        assert await talk.bot.get_my_commands(scope=scope) == []
        assert seen(talk, STAFF_GROUP, ANNA) == (left.type if left else "")


async def test_a_private_chat_shows_what_was_set_most_closely(talk: Talk) -> None:
    ivan = talk.at.ivan
    scopes: list[BotCommandScopeUnion] = [
        BotCommandScopeDefault(),
        BotCommandScopeAllPrivateChats(),
        BotCommandScopeChat(chat_id=ivan),
    ]
    for scope in scopes:
        await talk.bot.set_my_commands(named(scope.type), scope=scope)
        assert seen(talk, ivan) == seen(talk, ivan, ivan) == scope.type
    await talk.bot.delete_my_commands(scope=scopes[-1])
    assert seen(talk, ivan) == "all_private_chats"


async def test_ones_own_language_goes_before_none(talk: Talk) -> None:
    await talk.bot.set_my_commands(named("any"), scope=IN_GROUP[-1])
    await talk.bot.set_my_commands(named("russian"), scope=IN_GROUP[-1], language_code="ru")
    await talk.bot.set_my_commands(named("english"), scope=IN_GROUP[-1], language_code="en")
    assert seen(talk, STAFF_GROUP, ANNA) == "russian"


async def test_the_feed_tells_them_for_who_looks_and_for_each(talk: Talk) -> None:
    for scope in (IN_GROUP[3], IN_GROUP[5]):
        await talk.bot.set_my_commands(named(scope.type), scope=scope)
    looked = await talk.at.core.feed(STAFF_GROUP, who=ANNA)
    assert looked["commands"][0]["command"] == "chat_member"
    everybody = await talk.at.core.feed(STAFF_GROUP)
    assert everybody["commands"][0]["command"] == "chat"
    told = {ident: found[0]["command"] for ident, found in everybody["commands_of"].items()}
    assert told == {"900001": "chat", "900002": "chat", "900003": "chat_member"}
    assert (await talk.at.core.feed(talk.at.ivan))["commands_of"] == {}


@pytest.mark.parametrize("method", ["setMyCommands", "getMyCommands", "deleteMyCommands"])
async def test_scopes_that_cannot_be_are_refused(method: str) -> None:
    at = room()
    rest: dict[str, Any] = {"commands": []} if method == "setMyCommands" else {}
    member = {"type": "chat_member", "chat_id": STAFF_GROUP}
    for scope, said in (
        (member, "can't parse BotCommandScope: Can't find field \"user_id\""),
        (member | {"user_id": 5}, "user not found"),
        (member | {"user_id": ANNA, "chat_id": 5}, "chat not found"),
        (
            member | {"user_id": at.ivan, "chat_id": at.ivan},
            "can't use specified scope in private chats",
        ),
    ):
        assert await at.refused(method, scope=scope, **rest) == f"Bad Request: {said}"

"""The bot's commands: set for a scope, and chosen for whoever looks into a chat."""

import re
from typing import Any

from sandbox.telegram import members
from sandbox.telegram.chats import Chat
from sandbox.telegram.refusals import bad
from sandbox.telegram.state import Json, State

Commands = list[dict[str, str]]
Key = tuple[str, int, int, str]  # scope, chat, person, language; 0 and "" for any

# Which commands somebody sees: the first of these scopes that has some, of each in their own
# language first.
_PRIVATE = ("chat", "all_private_chats", "default")
_GROUP = (
    "chat_member",
    "chat_administrators",
    "chat",
    "all_chat_administrators",
    "all_group_chats",
    "default",
)
_OF_THOSE_IN_CHARGE = ("chat_administrators", "all_chat_administrators")
_OF_ONE_CHAT = ("chat", "chat_administrators", "chat_member")
LANGUAGES = ("ru", "")


def _key(state: State, args: Json) -> Key:
    """Refusal when a scope has no such chat or person, or isn't for such a chat."""
    scope: Json = args.get("scope") or {"type": "default"}
    kind, who = scope["type"], scope.get("user_id", 0)
    if kind == "chat_member" and state.people.get(who) is None:
        raise bad("user not found")
    chat = state.chat_for_bot(scope["chat_id"]) if "chat_id" in scope else None
    if chat is not None and chat.private and kind != "chat":
        raise bad("can't use specified scope in private chats")
    return kind, chat.id if chat else 0, who, args.get("language_code", "")


def set_my_commands(state: State, args: Json) -> bool:
    if len(args["commands"]) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    commands: list[dict[str, Any]] = []
    for one in args["commands"]:
        name = one["command"].removeprefix("/")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
            raise bad("BOT_COMMAND_INVALID")
        commands.append(one | {"command": name})
    state.about.commands[_key(state, args)] = commands
    return True


def get_my_commands(state: State, args: Json) -> Commands:
    return state.about.commands.get(_key(state, args), [])


def delete_my_commands(state: State, args: Json) -> bool:
    state.about.commands.pop(_key(state, args), None)
    return True


def shown_commands(state: State, chat: Chat, who: int | None = None) -> Commands:
    """The commands in a chat's menu, as its member `who` sees them; without, as anybody may who
    has none of their own."""
    person = state.people.get(who or 0)
    member_only = person is not None and members.status(state, person) not in members.IN_CHARGE
    for kind in _PRIVATE if chat.private else _GROUP:
        if member_only and kind in _OF_THOSE_IN_CHARGE:
            continue
        place = chat.id if kind in _OF_ONE_CHAT else 0
        member = (who or -1) if kind == "chat_member" else 0
        for language in LANGUAGES:
            if found := state.about.commands.get((kind, place, member, language)):
                return found
    return []


def by_member(state: State, chat: Chat) -> dict[str, Commands]:
    """What each member of a group sees, by their ids; {} for a private chat."""
    if chat.private:
        return {}
    return {str(p.id): shown_commands(state, chat, p.id) for p in members.inside(state)}

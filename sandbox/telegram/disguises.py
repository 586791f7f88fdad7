"""Texts that somebody sends and that aren't their own word, as the Bot API shows them."""

from sandbox.people.people import STAFF_GROUP
from sandbox.telegram.state import Json, State

VIA_BOT = "via_bot"
ANONYMOUS, CHANNEL = "anonymous", "channel"
AS_GROUP = (ANONYMOUS, CHANNEL)
DISGUISES = (VIA_BOT, *AS_GROUP)

# Whom Telegram names as the sender where nobody may know who it is.
_ANONYMOUS_BOT = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
_CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
_CHANNEL = {"id": -1003000000001, "type": "channel", "title": "Канал"}
_OTHER_BOT = {"id": 7700000001, "is_bot": True, "first_name": "Другой бот", "username": "other_bot"}


def worn(state: State, kind: str) -> Json:
    """What a message has beside its text; ValueError for an unknown kind."""
    if kind == VIA_BOT:
        return {"via_bot": _OTHER_BOT}
    if kind == ANONYMOUS:
        here = state.chat(state.chats.get(STAFF_GROUP))
        return {"from": _ANONYMOUS_BOT, "sender_chat": here}
    if kind == CHANNEL:
        return {"from": _CHANNEL_BOT, "sender_chat": _CHANNEL}
    raise ValueError(f"unknown «{kind}», use one of: {', '.join(DISGUISES)}")

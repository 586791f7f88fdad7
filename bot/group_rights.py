"""What the staff group must be and what the bot must be allowed to do there."""

from aiogram.types import (
    ChatFullInfo,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ResultChatMemberUnion,
)

RIGHTS = {
    "can_delete_messages": "delete messages",  # photos of a change of phone
    "can_manage_topics": "manage topics",
    "can_pin_messages": "pin messages",
}


def lacking(chat: ChatFullInfo, me: ResultChatMemberUnion) -> list[str]:
    """How to mend each thing that isn't so; [] when all is well."""
    named = f"«{chat.title or chat.id}»"
    if chat.type != "supergroup":
        return [f"{named} is a {chat.type}: make a group with topics, and set STAFF_CHAT to its id"]
    found = [] if chat.is_forum else [f"turn on topics in the settings of {named}"]
    if isinstance(me, ChatMemberOwner):
        return found
    if not isinstance(me, ChatMemberAdministrator):
        return [*found, f"make the bot an administrator of {named}"]
    missing = [word for right, word in RIGHTS.items() if not getattr(me, right)]
    if missing:
        found.append(f"allow the bot in {named} to {', '.join(missing)}")
    return found

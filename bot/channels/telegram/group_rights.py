"""What the staff group must be and what the bot must be allowed to do there; who owns it."""

from collections.abc import Collection

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    ChatFullInfo,
    ChatMemberAdministrator,
    ChatMemberOwner,
    ResultChatMemberUnion,
)

from bot.channels.telegram.group import is_inside
from bot.process.settings import Settings
from domain.model.messaging.desk import Right
from storage.engine.sqlite import Sqlite
from storage.migrate import current, damage, newest
from storage.queues.desk import DeskRows

RIGHTS = {
    Right.DELETE: "delete messages",
    Right.TOPICS: "manage topics",
    Right.PIN: "pin messages",
}


def lacking(chat: ChatFullInfo, me: ResultChatMemberUnion) -> list[str]:
    """How to mend each thing that isn't so; [] when all is well."""
    named = f"«{chat.title or chat.id}»"
    if chat.type != "supergroup":
        return [f"{named} is a {chat.type}: make a group with topics, and set STAFF_CHAT to its id"]
    found = [] if chat.is_forum else [f"turn on topics in the settings of {named}"]
    if chat.username:
        found.append(f"anybody reads the cases in {named}, which is public: make it private")
    if isinstance(me, ChatMemberOwner):
        return found
    if not isinstance(me, ChatMemberAdministrator):
        return [*found, f"make the bot an administrator of {named}"]
    missing = [word for right, word in RIGHTS.items() if not getattr(me, right)]
    if missing:
        found.append(f"allow the bot in {named} to {', '.join(missing)}")
    return found


async def group_now(settings: Settings) -> int:
    """The id that the group of STAFF_CHAT has now, as far as the database tells."""
    if damage(settings.database) or current(settings.database) != newest():
        return settings.staff_chat
    db = await Sqlite.open(settings.database)
    try:
        desk = DeskRows(db, settings.staff_chat)
        await desk.load()
    finally:
        await db.close()
    return desk.chat_id


async def outside(bot: Bot, chat_id: int, people: Collection[int]) -> list[int]:
    """Who of them isn't in the group: what the settings allow them, nobody lets them do."""
    found = []
    for one in sorted(people):
        try:
            if not is_inside(await bot.get_chat_member(chat_id, one)):
                found.append(one)
        except TelegramBadRequest:  # «user not found», «PARTICIPANT_ID_INVALID»
            found.append(one)
    return found


async def unreachable(bot: Bot, owners: Collection[int]) -> list[int]:
    """Who has never begun a conversation with the bot, so that it can't write to them."""
    found = []
    for owner in sorted(owners):
        try:
            await bot.get_chat(owner)
        except (TelegramBadRequest, TelegramForbiddenError):
            found.append(owner)
    return found

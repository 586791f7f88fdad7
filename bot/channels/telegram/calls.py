"""From screens to Bot API calls."""

from dataclasses import dataclass
from functools import lru_cache

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatMember,
    BotCommandScopeUnion,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.channels.telegram.api import Change, ChangeCaption, Say, SayWithFile, SayWithPhoto
from domain.ports import DocumentStore, Photos
from handlers.engine.screen import Rows, Screen
from handlers.engine.words import tied
from handlers.home.commands import LISTS

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
# An edit or deletion of what is like that, or gone, already is no trouble.
HARMLESS = ("message is not modified", "message to delete not found")
NOT_TEXT = "there is no text in the message to edit"  # it has a photo
# What can't be deleted any more, or by us: it still stands.
STANDS = ("message can't be deleted", "MESSAGE_DELETE_FORBIDDEN")
GONE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")


class StillStandsError(Exception):
    """A message with a photo can't be deleted any more."""


@dataclass(frozen=True, kw_only=True)
class Files:
    """What goes with a message."""

    documents: DocumentStore
    photos: Photos


async def say(bot: Bot, files: Files, chat_id: int, screen: Screen, topic: int = 0) -> int:
    """Send a screen; the message's id. A photo whose time is over is left out."""
    call: SayWithFile | SayWithPhoto | Say
    photo = await files.photos.get(screen.photo) if screen.photo is not None else None
    if screen.document is not None:
        paper = await files.documents.get(screen.document)
        call = SayWithFile(
            chat_id=chat_id,
            document=BufferedInputFile(paper.content, paper.name),
            caption=tied(screen.text),
            reply_markup=markup(screen),
            message_thread_id=topic or None,
            protect_content=True,
        )
    elif photo is not None:
        call = SayWithPhoto(
            chat_id=chat_id,
            photo=BufferedInputFile(photo, "photo.jpg"),
            caption=tied(screen.text),
            reply_markup=markup(screen),
            message_thread_id=topic or None,
            protect_content=True,
        )
    else:
        call = Say(
            chat_id=chat_id,
            text=tied(screen.text),
            reply_markup=markup(screen),
            message_thread_id=topic or None,
            link_preview_options=NO_PREVIEW,
        )
    return (await bot(call)).message_id


async def edit(
    bot: Bot, files: Files, chat_id: int, message_id: int, screen: Screen, topic: int = 0
) -> int:
    """Show a screen in an earlier message, or as a new one when that is gone. A message with a
    photo keeps it under a screen with the same one; else it goes, and the text comes anew.
    StillStandsError when it can't go."""
    try:
        await bot(_change(chat_id, message_id, screen))
    except TelegramBadRequest as error:
        if NOT_TEXT in error.message:
            if not await delete(bot, chat_id, message_id):
                raise StillStandsError from error
            return await say(bot, files, chat_id, screen, topic)
        if any(words in error.message for words in GONE):
            return await say(bot, files, chat_id, screen, topic)
        if not any(words in error.message for words in HARMLESS):
            raise
    return message_id


def _change(chat_id: int, message_id: int, screen: Screen) -> Change | ChangeCaption:
    keyboard = markup(screen)
    assert keyboard is None or isinstance(keyboard, InlineKeyboardMarkup)
    if screen.photo is not None:
        return ChangeCaption(
            caption=tied(screen.text),
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=keyboard,
        )
    return Change(
        text=tied(screen.text),
        chat_id=chat_id,
        message_id=message_id,
        reply_markup=keyboard,
        link_preview_options=NO_PREVIEW,
    )


async def delete(bot: Bot, chat_id: int, message_id: int) -> bool:
    """False: it still stands, and can't be deleted."""
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramBadRequest as error:
        if any(words in error.message for words in STANDS):
            return False
        if not any(words in error.message for words in HARMLESS):
            raise
    return True


def markup(screen: Screen) -> Markup | None:
    if screen.ask_contact:
        button = KeyboardButton(text=screen.ask_contact, request_contact=True)
        return ReplyKeyboardMarkup(
            keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True
        )
    if screen.rows:
        return inline(screen.rows)
    return ReplyKeyboardRemove(remove_keyboard=True) if screen.clear else None


@lru_cache(1024)
def inline(rows: Rows) -> InlineKeyboardMarkup:
    """Kept: most keyboards are the same for everybody, and aiogram's types are slow to make."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [
                InlineKeyboardButton(
                    text=button.text,
                    callback_data=button.data,
                    url=button.url,
                    style=button.style,
                )
                for button in row
            ]
            for row in rows
        ]
    )


async def set_commands(bot: Bot, chat_id: int | None, who: str, member: int | None = None) -> None:
    """The menu of commands of one chat; None: of every private chat that has none of its own.
    `member`: only for this one of a group."""
    commands = [BotCommand(command=name, description=text) for name, text in LISTS[who].items()]
    scope: BotCommandScopeUnion = BotCommandScopeAllPrivateChats()
    if chat_id is not None and member is not None:
        scope = BotCommandScopeChatMember(chat_id=chat_id, user_id=member)
    elif chat_id is not None:
        scope = BotCommandScopeChat(chat_id=chat_id)
    await bot.set_my_commands(commands, scope=scope)

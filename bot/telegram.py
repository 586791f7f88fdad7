"""From screens to Bot API calls."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    EditMessageText,
    GetUpdates,
    Response,
    SendDocument,
    SendMessage,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from domain.ports import Papers
from handlers.screens.commands import LISTS
from handlers.screens.screen import Screen

# aiogram looks these types up at every call, and pydantic makes them anew, in 7 ms, whenever the
# garbage collector has taken them: nobody else holds them.
KEPT = tuple(
    Response[method.__returning__]  # type: ignore[name-defined]
    for method in (
        AnswerCallbackQuery,
        DeleteMessage,
        EditMessageText,
        GetUpdates,
        SendDocument,
        SendMessage,
    )
)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
# An edit or deletion of what is like that, or gone, already is no trouble.
HARMLESS = ("message is not modified", "message to delete not found")
GONE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")


async def say(bot: Bot, papers: Papers, chat_id: int, screen: Screen, topic: int = 0) -> int:
    """Send a screen; the message's id."""
    if screen.document is not None:
        paper = await papers.get(screen.document)
        sent = await bot.send_document(
            chat_id,
            BufferedInputFile(paper.content, paper.name),
            caption=screen.text,
            reply_markup=markup(screen),
            message_thread_id=topic or None,
            protect_content=True,
        )
    else:
        sent = await bot.send_message(
            chat_id,
            screen.text,
            reply_markup=markup(screen),
            message_thread_id=topic or None,
            link_preview_options=NO_PREVIEW,
        )
    return sent.message_id


async def edit(
    bot: Bot, papers: Papers, chat_id: int, message_id: int, screen: Screen, topic: int = 0
) -> int:
    """Show a screen in an earlier message, or as a new one when that is gone."""
    inline = markup(screen)
    assert inline is None or isinstance(inline, InlineKeyboardMarkup)
    try:
        await bot.edit_message_text(
            screen.text,
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=inline,
            link_preview_options=NO_PREVIEW,
        )
    except TelegramBadRequest as error:
        if any(words in error.message for words in GONE):
            return await say(bot, papers, chat_id, screen, topic)
        if not any(words in error.message for words in HARMLESS):
            raise
    return message_id


async def delete(bot: Bot, chat_id: int, message_id: int) -> None:
    try:
        await bot.delete_message(chat_id, message_id)
    except TelegramBadRequest as error:
        if not any(words in error.message for words in (*HARMLESS, "message can't be deleted")):
            raise


def markup(screen: Screen) -> Markup | None:
    if screen.ask_contact:
        button = KeyboardButton(text=screen.ask_contact, request_contact=True)
        return ReplyKeyboardMarkup(
            keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True
        )
    if screen.rows:
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
                for row in screen.rows
            ]
        )
    return ReplyKeyboardRemove(remove_keyboard=True) if screen.clear else None


async def set_commands(bot: Bot, chat_id: int | None, who: str) -> None:
    """The menu of commands of one chat; None: of every private chat that has none of its own."""
    commands = [BotCommand(command=name, description=text) for name, text in LISTS[who].items()]
    scope = BotCommandScopeChat(chat_id=chat_id) if chat_id else BotCommandScopeAllPrivateChats()
    await bot.set_my_commands(commands, scope=scope)

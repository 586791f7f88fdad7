"""The other side of the comparison: the least bot that aiogram can be.

Imports nothing of ours: what it has in memory is its own.
"""

from typing import Any

from aiogram import Bot, Dispatcher, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import GetUpdates, Response, SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

TOKEN = "700000001:AA" + "b" * 33


def echo(text: str, buttons: list[list[dict[str, Any]]]) -> Dispatcher:
    """Answers every message with the same screen; keeps no state, reads nothing, loses what is
    under way when it is killed."""
    router = Router()

    @router.message()
    async def answer(message: Message) -> None:
        rows = [[InlineKeyboardButton(**one) for one in row] for row in buttons]
        await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher


def kept_types() -> tuple[type, ...]:
    """What an echo gains by a line, as we do in bot/channels/telegram/api.py; `gc.freeze()`
    is another line."""
    return tuple(Response[method.__returning__] for method in (SendMessage, GetUpdates))  # type: ignore[name-defined]


def echo_bot(session: BaseSession) -> Bot:
    return Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))


async def poll(api: str, text: str, buttons: list[list[dict[str, Any]]]) -> None:
    """aiogram's own long polling, as its documentation starts it."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    await echo(text, buttons).start_polling(echo_bot(session), handle_signals=False)

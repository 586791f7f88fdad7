"""The other side of the comparison: the least bot that aiogram can be."""

from aiogram import Bot, Dispatcher, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.borrowers import TOKEN, next_screen


def echo() -> Dispatcher:
    """Answers every message with the same screen; keeps no state, reads nothing, loses what is
    under way when it is killed."""
    screen = next_screen()
    router = Router()

    @router.message()
    async def answer(message: Message) -> None:
        rows = [
            [InlineKeyboardButton(text=one.text, callback_data=one.data) for one in row]
            for row in screen.rows
        ]
        await message.answer(screen.text, reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))

    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    return dispatcher


def echo_bot(session: BaseSession) -> Bot:
    return Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))


async def poll(api: str) -> None:
    """aiogram's own long polling, as its documentation starts it."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    await echo().start_polling(echo_bot(session), handle_signals=False)

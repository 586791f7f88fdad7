"""A real aiogram Bot in the sandbox's Telegram."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.calls import CallLog
from sandbox.faults import Faults
from sandbox.telegram.server import TelegramServer
from tests.support.playing.core_session import CoreSession
from tests.support.telegram import TOKEN, Room, room


@dataclass
class Talk:
    at: Room
    bot: Bot
    calls: CallLog
    faults: Faults
    address: str = ""


@pytest.fixture(params=["http", "core"])
async def talk(request: pytest.FixtureRequest) -> AsyncIterator[Talk]:
    """A Bot over HTTP, and one in process: both must see the same."""
    at = room(limits=True, real_time=True)
    calls, faults = CallLog(), Faults()
    if request.param == "core":
        yield Talk(at, Bot(TOKEN, session=CoreSession(at.core)), calls, faults)
        return
    app = web.Application()
    app.add_routes(TelegramServer(at.core, faults=faults, calls=calls, clock=at.clock).routes())
    async with TestServer(app) as server:
        address = str(server.make_url("/telegram"))
        session = AiohttpSession(api=TelegramAPIServer.from_base(address))
        bot = Bot(TOKEN, session=session)
        yield Talk(at, bot, calls, faults, address)
        await at.core.close()
        client = await session.create_session()
        await client.close()


def keyboard(*texts: str) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=t, callback_data=t, style="primary") for t in texts]
    return InlineKeyboardMarkup(inline_keyboard=[row])

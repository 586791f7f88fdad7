"""The Bot API over plain HTTP."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.calls import CallLog
from sandbox.faults import Faults
from sandbox.people.people import STAFF_GROUP
from sandbox.telegram.server import TelegramServer
from tests.support.telegram import TOKEN, Room, room


@dataclass
class Line:
    at: Room
    calls: CallLog
    client: aiohttp.ClientSession
    address: str  # of the bot: …/bot<token>

    async def call(self, method: str, **sent: Any) -> tuple[int, dict[str, Any]]:
        async with self.client.post(f"{self.address}/{method}", **sent) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    at, calls = room(real_time=True), CallLog()
    app = web.Application()
    server = TelegramServer(at.core, faults=Faults(), calls=calls, clock=at.clock)
    app.add_routes(server.routes())
    async with TestServer(app) as served, aiohttp.ClientSession() as client:
        yield Line(at, calls, client, str(served.make_url(f"/telegram/bot{TOKEN}")))
        await at.core.close()


async def test_parameters_come_as_json_as_a_form_or_in_the_address(line: Line) -> None:
    told = {"chat_id": STAFF_GROUP}
    for sent in ({"json": told}, {"data": told}, {"params": told}):
        assert (await line.call("getChat", **sent))[0] == 200


async def test_refusals_have_telegrams_shape(line: Line) -> None:
    assert await line.call("sendPigeon") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )
    status, answer = await line.call(
        "getMe", data=b"{", headers={"Content-Type": "application/json"}
    )
    assert (status, answer["ok"]) == (400, False)
    assert [c["refused"] for c in line.calls.list()] == [True, True]


async def test_a_wrong_token_and_a_missing_file_are_refused(line: Line) -> None:
    line.address = line.address.replace(TOKEN, "701:other")
    assert (await line.call("getMe"))[0] == 401
    line.address = line.address.replace("bot701:other", f"file/bot{TOKEN}")
    async with line.client.get(f"{line.address}/documents/no.pdf") as answer:
        assert answer.status == 404


async def test_a_bot_that_died_while_polling_is_not_told_of_a_conflict(line: Line) -> None:
    async with aiohttp.ClientSession() as dead:
        poll = asyncio.create_task(dead.get(f"{line.address}/getUpdates?timeout=10"))
        waiting = await next_poll(line, None)
        poll.cancel()
    second = asyncio.create_task(line.call("getUpdates", json={"timeout": 10}))
    await next_poll(line, waiting)
    line.at.core.send_text(line.at.ivan, line.at.ivan, "не потеряется")
    assert len((await second)[1]["result"]) == 1
    assert [c["status"] for c in line.calls.list()] == [200]


async def next_poll(line: Line, before: object) -> object:
    """Wait until a getUpdates other than `before` waits at the server."""
    updates = line.at.core.state.updates
    while updates._poll in (None, before):  # noqa: ASYNC110 (nothing tells of a poll)
        await asyncio.sleep(0)
    return updates._poll

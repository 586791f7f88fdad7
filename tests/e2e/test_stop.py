"""SIGTERM ends the bot within a moment, whatever is under way."""

import asyncio
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.e2e.world import living_world

pytestmark = pytest.mark.e2e
HALF = b"POST /yookassa HTTP/1.1\r\nHost: bot\r\nContent-Length: 100\r\n\r\n{"


async def test_a_request_that_never_ends_does_not_hold_up_the_stop(tmp_path: Path) -> None:
    async with living_world(tmp_path, SANDBOX_WEBHOOK="on") as world:
        await world.idle()
        (call,) = await world.calls("telegram", "setWebhook")
        bot = urlsplit(call["request"]["url"])
        _, writer = await asyncio.open_connection(bot.hostname, bot.port)
        writer.write(HALF)
        await world.idle()  # the bot has answered others meanwhile
        start = time.monotonic()
        await world.bot("stop")
        assert time.monotonic() - start < 5
        assert (await world.call("GET", "bot"))["state"] == "down"
        writer.close()

"""The queue of updates: offsets, waiting, conflicts, and the webhook."""

import asyncio
from typing import Any

import pytest
from aiohttp import MultipartWriter, web
from aiohttp.test_utils import TestServer

from sandbox.telegram.core import Refusal
from tests.support.telegram import Room, inline, room


async def get(at: Room, **params: Any) -> list[int]:
    """Ids of the updates that a getUpdates gives, counted from the first."""
    found = await at.core.call("getUpdates", params)
    return [u["update_id"] - FIRST for u in found]


FIRST = 700_000_001


def fill(at: Room, count: int) -> None:
    at.core.state.updates._next = FIRST
    for number in range(count):
        at.core.send_text(at.ivan, at.ivan, f"раз {number}")


async def test_updates_come_again_until_an_offset_confirms_them() -> None:
    at = room()
    fill(at, 3)
    assert await get(at) == [0, 1, 2]
    assert await get(at, limit=2) == [0, 1]
    assert await get(at, offset=FIRST + 2) == [2]
    assert at.core.pending_updates() == 1
    assert await get(at) == [2]
    assert await get(at, offset=FIRST + 3) == []
    assert at.core.pending_updates() == 0


async def test_a_negative_offset_forgets_all_but_the_last() -> None:
    at = room()
    fill(at, 3)
    assert await get(at, offset=-1) == [2]
    assert at.core.pending_updates() == 1


async def test_an_offset_from_the_future_confirms_nothing() -> None:
    at = room()
    fill(at, 2)
    assert await get(at, offset=FIRST + 100) == [0, 1]


async def test_allowed_updates_are_remembered() -> None:
    at = room()
    await get(at, allowed_updates=["callback_query"])
    at.core.send_text(at.ivan, at.ivan, "a")
    await at.say(reply_markup=inline("Да"))
    await at.core.tap(at.ivan, at.ivan, "Да", wait=0)
    assert ["callback_query" in u for u in await at.updates()] == [True]


async def test_a_poll_waits_for_an_update() -> None:
    at = room()
    poll = asyncio.create_task(at.core.call("getUpdates", {"timeout": 10}))
    await asyncio.sleep(0)
    at.core.send_text(at.ivan, at.ivan, "a")
    assert len(await poll) == 1


async def test_a_second_poll_ends_the_first() -> None:
    at = room()
    first = asyncio.create_task(at.core.call("getUpdates", {"timeout": 10}))
    await asyncio.sleep(0)
    second = asyncio.create_task(at.core.call("getUpdates", {"timeout": 10}))
    with pytest.raises(Refusal) as caught:
        await first
    assert caught.value.code == 409
    assert caught.value.description == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    at.core.send_text(at.ivan, at.ivan, "a")
    assert len(await second) == 1


async def test_a_hasty_repetition_of_an_offset_gets_one_update() -> None:
    at = room(limits=True)
    fill(at, 3)
    assert await get(at) == [0, 1, 2]
    assert await get(at) == [0]
    at.ticks.now += 1
    assert await get(at) == [0, 1, 2]


class Bot:
    """A webhook that answers as a test says, and keeps what it got."""

    def __init__(self, *answers: web.Response | MultipartWriter) -> None:
        self.answers = list(answers)
        self.got: list[tuple[str | None, dict[str, Any]]] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((secret, await request.json()))
        answer = self.answers.pop(0) if self.answers else web.json_response({})
        return answer if isinstance(answer, web.Response) else web.Response(body=answer)


async def deliver(at: Room, bot: Bot) -> None:
    """Deliver everything that waits to `bot`."""
    done = asyncio.Event()

    def told(*_: Any) -> None:
        if not at.core.pending_updates():
            done.set()

    app = web.Application()
    app.router.add_post("/telegram", bot.serve)
    at.core.webhook.delay = lambda _: 0.0
    at.core.webhook.told = told
    async with TestServer(app) as server:
        url = str(server.make_url("/telegram"))
        await at.core.call("setWebhook", {"url": url, "secret_token": "s-1"})
        await asyncio.wait_for(done.wait(), 5)
        refused = await at.refused("getUpdates")
        assert refused == (
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
        assert await at.core.call("deleteWebhook", {}) is True


async def test_a_webhook_gets_each_update_until_it_takes_it() -> None:
    at = room(real_time=True)
    for text in ("раз", "два"):
        at.core.send_text(at.ivan, at.ivan, text)
    bot = Bot(web.Response(status=500), web.Response(status=503), web.json_response({}))
    await deliver(at, bot)
    assert [(s, u["message"]["text"]) for s, u in bot.got] == [
        ("s-1", "раз"),
        ("s-1", "раз"),
        ("s-1", "раз"),
        ("s-1", "два"),
    ]
    assert (await at.core.call("getWebhookInfo", {}))["url"] == ""


async def test_a_method_in_the_answer_is_called() -> None:
    at = room(real_time=True)
    writer = MultipartWriter("form-data")
    for name, value in (
        ("method", "sendMessage"),
        ("chat_id", str(at.ivan)),
        ("text", "из частей"),
    ):
        writer.append(value).set_content_disposition("form-data", name=name)
    bot = Bot(
        web.json_response({"method": "sendMessage", "chat_id": at.ivan, "text": "из JSON"}),
        writer,
    )
    for text in ("раз", "два"):
        at.core.send_text(at.ivan, at.ivan, text)
    await deliver(at, bot)
    said = [m["text"] for m in (await at.core.feed(at.ivan))["messages"] if m["from"]["is_bot"]]
    assert said == ["из JSON", "из частей"]


async def test_setting_a_webhook_ends_a_poll_and_checks_its_secret() -> None:
    at = room()
    poll = asyncio.create_task(at.core.call("getUpdates", {"timeout": 10}))
    await asyncio.sleep(0)
    await at.core.call("setWebhook", {"url": "http://127.0.0.1:1/x"})
    with pytest.raises(Refusal, match="terminated by setWebhook request"):
        await poll
    await at.core.call("setWebhook", {"url": ""})
    assert await at.core.call("getUpdates", {}) == []
    for params, said in (
        ({"url": "ftp://x"}, "invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:1/", "secret_token": "ё"}, "unallowed characters"),
    ):
        assert said in await at.refused("setWebhook", **params)

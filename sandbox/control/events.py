"""What the page is told as it happens: one stream of server-sent events for everything."""

import asyncio
import json
from contextlib import suppress
from typing import Any

from aiohttp import web

from sandbox.clock.advance import MOSCOW
from sandbox.clock.idle import Bot
from sandbox.control.control import described
from sandbox.people.people import KINDS, STAFF_GROUP
from sandbox.stories.story import Storyteller
from sandbox.world import World

LOOK = 0.1  # seconds between two looks at the world
FIRST_CALLS = 200  # a new page is shown so many calls of the past

News = list[tuple[str, Any]]


class Events:
    def __init__(self, world: World, bot: Bot, teller: Storyteller) -> None:
        self._world = world
        self._bot = bot
        self._teller = teller

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/sandbox/events", self.stream)]

    async def stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        watcher = Watcher(self._world, self._bot, self._teller)
        with suppress(ConnectionError):  # the page was closed
            while True:
                for name, data in await watcher.news():
                    text = json.dumps(data, ensure_ascii=False)
                    await response.write(f"event: {name}\ndata: {text}\n\n".encode())
                await asyncio.sleep(LOOK)
        return response


class Watcher:
    """Remembers what one page has been told, and finds what it hasn't.

    Events: hello (forget everything), people, bot, clock, chat (changed messages), screen (the
    rest of a chat: keyboard, commands, typing …), sms, calls, faults, story.
    """

    def __init__(self, world: World, bot: Bot, teller: Storyteller) -> None:
        self._world = world
        self._bot = bot
        self._teller = teller
        self._epoch: int | None = None
        self._told: dict[str, Any] = {}
        self._feeds: dict[int, int] = {}
        self._sms = 0
        self._calls = 0

    async def news(self) -> News:
        """The events since the last time, oldest first."""
        found: News = []
        if self._epoch != self._world.epoch:
            self._epoch = self._world.epoch
            self._told, self._feeds, self._sms, self._calls = {}, {}, 0, 0
            found.append(("hello", {"epoch": self._epoch}))
        people = self._world.people
        everybody = {
            "borrowers": [described(p) for p in people.borrowers()],
            "staff": [described(p) | {"role": p.role} for p in people.staff()],
            "staff_group": STAFF_GROUP,
            "kinds": KINDS,
        }
        now = self._world.clock.now().astimezone(MOSCOW).isoformat(timespec="seconds")
        found += self._changed("people", everybody)
        found += self._changed("bot", self._bot.state())
        found += self._changed("clock", {"now": now})
        found += self._changed("faults", self._world.faults.waiting())
        for chat in [p.id for p in people.borrowers()] + [STAFF_GROUP]:
            found += await self._chat(chat)
        found += self._texts_and_calls()
        return found + self._changed("story", self._teller.told())

    def _changed(self, name: str, value: Any, key: str | None = None) -> News:
        key = key or name
        if self._told.get(key) == value:
            return []
        self._told[key] = value
        return [(name, value)]

    async def _chat(self, chat: int) -> News:
        found: News = []
        feed = await self._world.telegram.feed(chat, since=self._feeds.get(chat, 0))
        self._feeds[chat] = feed.pop("seq")
        if messages := feed.pop("messages"):
            found.append(("chat", {"chat": chat, "messages": messages}))
        return found + self._changed("screen", {"chat": chat} | feed, f"screen {chat}")

    def _texts_and_calls(self) -> News:
        found: News = []
        texts = self._world.sms.messages()
        if len(texts) > self._sms:
            found.append(("sms", texts[self._sms :]))
            self._sms = len(texts)
        calls = self._world.calls.list(since=self._calls, limit=FIRST_CALLS)
        if calls:
            found.append(("calls", calls))
            self._calls = calls[-1]["seq"]
        return found

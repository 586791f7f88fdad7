"""The least Bot API server: updates for two bots, an answer to every call. Knows no rules."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from bench import borrowers

BATCH = 100  # getUpdates gives no more


class Line:
    """What one bot has to hear, and how much it has said."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.said = 0
        self.news = asyncio.Event()
        self.answered = asyncio.Event()

    def give(self, updates: Sequence[dict[str, Any]]) -> None:
        self.updates.extend(updates)
        self.news.set()

    async def take(self, offset: int, timeout: float) -> list[dict[str, Any]]:
        """Asking for what comes after an update confirms it."""
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if not self.updates:
            self.news.clear()
            try:
                await asyncio.wait_for(self.news.wait(), timeout)
            except TimeoutError:
                return []
        return self.updates[:BATCH]


class Server:
    """Lines by name: a bot's API address is `<base>/<name>`."""

    def __init__(self) -> None:
        self.lines: defaultdict[str, Line] = defaultdict(Line)
        self.message = borrowers.sent_message(borrowers.next_screen())

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        app = web.Application()
        app.router.add_post("/{line}/bot{token}/{method}", self._call)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            host, port = runner.addresses[0][:2]
            yield f"http://{host}:{port}"
        finally:
            for line in self.lines.values():
                line.give(())  # ends a poll that nobody waits for any more
            await runner.cleanup()

    async def _call(self, request: web.Request) -> web.Response:
        line, method = self.lines[request.match_info["line"]], request.match_info["method"]
        asked = await _asked(request)
        if method == "getUpdates":
            found = await line.take(int(asked.get("offset", 0)), float(asked.get("timeout", 0)))
            return _answer(json.dumps({"ok": True, "result": found}, ensure_ascii=False))
        if method == "getMe":
            me = {"id": 1, "is_bot": True, "first_name": "b", "username": "b"}
            return _answer(json.dumps({"ok": True, "result": me}))
        if method != "sendMessage":
            return _answer('{"ok": true, "result": true}')
        line.said += 1
        line.answered.set()
        return _answer(self.message)


async def _asked(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        told: dict[str, Any] = await request.json()
        return told
    return dict(await request.post())


def _answer(text: str) -> web.Response:
    return web.Response(text=text, content_type="application/json")

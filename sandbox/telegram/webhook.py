"""Delivery of updates to the bot's webhook, one after the other."""

import asyncio
import json
import string
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from sandbox.clock.clock import WorldClock
from sandbox.telegram.content.files import Upload
from sandbox.telegram.content.parts import read_parts
from sandbox.telegram.refusals import Refusal, bad
from sandbox.telegram.updates import Update, Updates

ALLOWED_IN_SECRET = set(string.ascii_letters + string.digits + "_-")
LONGEST_DELAY = 60.0
TIMEOUT = 60.0

Execute = Callable[[str, Mapping[str, Any], Mapping[str, Upload]], Awaitable[Any]]
Told = Callable[[Update, int, str], None]  # update, HTTP status (0: no answer), what was wrong


def delay_after(failures: int) -> float:
    """Seconds until an update that failed so many times is sent again."""
    return 0.1 if failures <= 1 else min(2.0 ** (failures - 2), LONGEST_DELAY)


class Webhook:
    """Sends each update until it is taken with 2xx; then the next. A method in the reply's body
    is executed."""

    def __init__(self, *, updates: Updates, clock: WorldClock, execute: Execute) -> None:
        self._updates = updates
        self._clock = clock
        self._execute = execute
        self._task: asyncio.Task[None] | None = None
        self.url = ""
        self.secret = ""
        self.max_connections = 40
        self.last_error: tuple[int, str] | None = None  # unix time, words
        self.delay: Callable[[int], float] = delay_after
        self.told: Told = lambda *_: None

    def set(self, url: str, secret: str, max_connections: int) -> None:
        """Start delivery to `url`; an empty one ends it. Refusal when they can't be used."""
        if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
            raise bad("invalid webhook URL specified")
        if set(secret) - ALLOWED_IN_SECRET:
            raise bad("secret token contains unallowed characters")
        self.stop()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self.last_error = None
        if url:
            self._updates.stop_poll("terminated by setWebhook request")
            self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        self.url = ""
        if self._task is not None and not self._task.get_loop().is_closed():
            self._task.cancel()
        self._task = None

    def info(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.url:
            told["max_connections"] = self.max_connections
        if self.last_error is not None:
            told["last_error_date"], told["last_error_message"] = self.last_error
        if self._updates.allowed:
            told["allowed_updates"] = self._updates.allowed
        return told

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            failures = 0
            while True:
                update = self._updates.first()
                if update is None:
                    failures = 0
                    await self._updates.added.wait()
                    continue
                status, wrong = await self._deliver(session, update)
                if not wrong:
                    self._updates.drop(update)
                self.told(update, status, wrong)
                if not wrong:
                    failures = 0
                    continue
                failures += 1
                self.last_error = int(self._clock.now().timestamp()), wrong
                await asyncio.sleep(self.delay(failures))

    async def _deliver(self, session: aiohttp.ClientSession, update: Update) -> tuple[int, str]:
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        try:
            async with session.post(self.url, json=update, headers=headers) as answer:
                if not 200 <= answer.status < 300:
                    wrong = f"{answer.status} {answer.reason}"
                    return answer.status, f"Wrong response from the webhook: {wrong}"
                await self._obey(answer)
                return answer.status, ""
        except TimeoutError:
            return 0, "Read timeout expired"
        except aiohttp.ClientError as error:
            return 0, f"Connection failed: {error}"

    async def _obey(self, answer: aiohttp.ClientResponse) -> None:
        """Call the method that the reply's body holds, if it does; its refusal is for no one."""
        params: dict[str, Any] = {}
        files: dict[str, Upload] = {}
        if answer.content_type == "multipart/form-data":
            params, files = await read_parts(
                aiohttp.MultipartReader(answer.headers, answer.content)
            )
        else:
            try:
                found = json.loads(await answer.text() or "{}")
            except ValueError:
                return
            params = found if isinstance(found, dict) else {}
        method = params.pop("method", None)
        if isinstance(method, str):
            try:
                await self._execute(method, params, files)
            except Refusal:
                return

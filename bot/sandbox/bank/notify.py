"""Tells the bot what happened, again and again until it answers 200."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from bot.sandbox.calls import CallLog
from bot.sandbox.clock import WorldClock

AGAIN = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),  # and each hour from then on
)
GIVE_UP = timedelta(hours=24)
PATIENCE = aiohttp.ClientTimeout(total=10)  # real seconds that an answer may take


class Notifier:
    """Sends YooKassa's notifications to `url`; None: the shop has named no address, so nothing
    is sent. Repeats wait on the world's clock."""

    def __init__(self, clock: WorldClock, calls: CallLog) -> None:
        self.url: str | None = None
        self._clock = clock
        self._calls = calls
        self._sending: set[asyncio.Task[None]] = set()
        self._era = 0  # repeats planned before a reset belong to an older one

    def tell(self, event: str, thing: dict[str, Any]) -> None:
        """Send `thing` as it is now, in the background."""
        if self.url is not None:
            message = {"type": "notification", "event": event, "object": thing}
            self._start(message, self._clock.now(), 0, self._era)

    def under_way(self) -> int:
        return len(self._sending)

    def reset(self) -> None:
        self._era += 1
        for task in self._sending:
            task.cancel()

    def _start(self, message: dict[str, Any], first: datetime, tries: int, era: int) -> None:
        if era != self._era:
            return
        task = asyncio.get_running_loop().create_task(self._send(message, first, tries, era))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send(self, message: dict[str, Any], first: datetime, tries: int, era: int) -> None:
        await asyncio.sleep(0)  # the answer to the call that caused this goes first
        status, answer = await self._post(message)
        self._calls.add(
            at=self._clock.now(),
            of="bot",
            method=message["event"],
            request=message,
            status=status,
            answer=answer,
        )
        if status == 200:
            return
        again = self._clock.now() + AGAIN[min(tries, len(AGAIN) - 1)]
        if again - first <= GIVE_UP:
            self._clock.at(again, lambda: self._start(message, first, tries + 1, era))

    async def _post(self, message: dict[str, Any]) -> tuple[int, str]:
        if self.url is None:
            return 0, "no address to notify"
        try:
            async with (
                aiohttp.ClientSession(timeout=PATIENCE) as session,
                session.post(self.url, json=message) as response,
            ):
                return response.status, (await response.text())[:500]
        except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
            return 0, f"no answer: {type(error).__name__}"

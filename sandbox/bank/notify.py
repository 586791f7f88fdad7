"""Tells the bot what happened, again and again until it answers 200."""

import asyncio
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import aiohttp

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock

AGAIN = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),  # and each hour from then on
)
GIVE_UP = timedelta(hours=24)
TOGETHER = timedelta(minutes=1)  # how long «swapped» waits for a second notification
PATIENCE = aiohttp.ClientTimeout(total=10)  # real seconds that an answer may take


Message = dict[str, Any]


class Notifier:
    """Sends YooKassa's notifications to `url`; None: the shop has named no address, so nothing
    is sent. Repeats wait on the world's clock."""

    def __init__(self, clock: WorldClock, calls: CallLog) -> None:
        self.url: str | None = None
        self._how = "on"
        self._late = timedelta()
        self._first: Message | None = None  # «swapped» lets the next one go before it
        self._clock = clock
        self._calls = calls
        self._sending: set[asyncio.Task[None]] = set()
        self._era = 0  # repeats planned before a reset belong to an older one

    @property
    def how(self) -> str:
        """«on»: at once; «off»: never; «late:90»: after so many seconds of the world's clock;
        «twice»; «swapped»: of each two the later one first. ValueError for any other."""
        return self._how

    @how.setter
    def how(self, how: str) -> None:
        kind, _, argument = how.partition(":")
        if kind not in ("on", "off", "late", "twice", "swapped") or (argument and kind != "late"):
            raise ValueError(f"unknown way «{how}», use on, off, late:90, twice or swapped")
        if kind == "late" and not re.fullmatch("[0-9]{1,6}", argument):
            raise ValueError(f"«{argument}» is not a number of seconds, as in late:90")
        self._how, self._late = how, timedelta(seconds=int(argument or 0))
        self._let_go()

    def tell(self, event: str, thing: dict[str, Any]) -> None:
        """Send `thing` as it is now, in the background, the way that `how` says."""
        if self.url is None or self._how == "off":
            return
        message = {"type": "notification", "event": event, "object": thing}
        era = self._era
        if self._late:
            self._clock.after(self._late, lambda: self._start([message], era))
        elif self._how == "twice":
            self._start([message, message], era)
        elif self._how == "swapped":
            self._swap(message, era)
        else:
            self._start([message], era)

    def under_way(self) -> int:
        return len(self._sending)

    def reset(self) -> None:
        self._era += 1
        self._first = None
        self.how = "on"
        for task in self._sending:
            task.cancel()

    def _swap(self, message: Message, era: int) -> None:
        if self._first is not None:
            first, self._first = self._first, None
            self._start([message, first], era)
            return
        self._first = message
        self._clock.after(TOGETHER, lambda: self._let_go(message))

    def _let_go(self, message: Message | None = None) -> None:
        """Send what waits for a second one: this message, or whichever it is."""
        first = self._first
        if first is not None and (message is None or message is first):
            self._first = None
            self._start([first], self._era)

    def _start(
        self, messages: Sequence[Message], era: int, first: datetime | None = None, tries: int = 0
    ) -> None:
        """Send them one after the other. `first` is when this was tried for the first time."""
        if era != self._era:
            return
        sending = self._send_all(messages, first or self._clock.now(), tries, era)
        task = asyncio.get_running_loop().create_task(sending)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _send_all(
        self, messages: Sequence[Message], first: datetime, tries: int, era: int
    ) -> None:
        await asyncio.sleep(0)  # the answer to the call that caused this goes first
        for message in messages:
            await self._send(message, first, tries, era)

    async def _send(self, message: Message, first: datetime, tries: int, era: int) -> None:
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
            self._clock.at(again, lambda: self._start([message], era, first, tries + 1))

    async def _post(self, message: Message) -> tuple[int, str]:
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

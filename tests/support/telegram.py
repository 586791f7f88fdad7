"""A Telegram with one borrower who has written to the bot, and short ways to speak to it."""

from dataclasses import dataclass
from typing import Any

import pytest

from sandbox.clock.clock import WorldClock
from sandbox.people.people import People
from sandbox.telegram.core import Refusal, Telegram, Upload

TOKEN = "700:test-token"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (1000).to_bytes(4, "big") + (500).to_bytes(4, "big")


@dataclass
class Ticks:
    """Seconds that a test moves on by itself."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Room:
    core: Telegram
    people: People
    clock: WorldClock
    ticks: Ticks
    ivan: int = 0

    async def say(self, text: str = "Здравствуйте", **params: Any) -> dict[str, Any]:
        """The bot sends a text to Ivan, or to `chat_id`."""
        params = {"chat_id": self.ivan, "text": text} | params
        sent: dict[str, Any] = await self.core.call("sendMessage", params)
        return sent

    async def refused(
        self, method: str, files: dict[str, Upload] | None = None, /, **params: Any
    ) -> str:
        """The description with which a call is refused."""
        with pytest.raises(Refusal) as caught:
            await self.core.call(method, params, files)
        return caught.value.description

    async def updates(self) -> list[dict[str, Any]]:
        """All updates that wait; they are confirmed."""
        found: list[dict[str, Any]] = await self.core.call("getUpdates", {})
        if found:
            await self.core.call("getUpdates", {"offset": found[-1]["update_id"] + 1})
        return found


def room(*, limits: bool = False, started: bool = True, real_time: bool = False) -> Room:
    """`real_time`: waits are real, else seconds pass only as `ticks` are moved."""
    clock, people, ticks = WorldClock(), People(), Ticks()
    if real_time:
        core = Telegram(clock=clock, people=people, token=TOKEN, limits=limits)
    else:
        core = Telegram(clock=clock, people=people, token=TOKEN, limits=limits, monotonic=ticks)
    made = Room(core, people, clock, ticks)
    made.ivan = people.add(name="Иван Петров", phone="+79161234567").id
    if started:
        core.send_text(made.ivan, made.ivan, "/start")
        core.state.updates.clear()
    return made


def inline(*texts: str, **fields: Any) -> dict[str, Any]:
    """An inline keyboard of one row whose buttons send their own text."""
    row = [{"text": t, **(fields or {"callback_data": t})} for t in texts]
    return {"inline_keyboard": [row]}

"""Callback queries: each is answered once, within its lifetime."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.telegram.refusals import bad


@dataclass(frozen=True)
class Tap:
    """What a person saw after a tap; `answered` tells an empty answer from none in time."""

    answer: str | None = None
    alert: bool = False
    url: str | None = None
    answered: bool = False


class Callbacks:
    def __init__(self, lifetime: float, monotonic: Callable[[], float]) -> None:
        self.lifetime = lifetime  # seconds of real time
        self.monotonic = monotonic
        self._count = 0
        self._open: dict[str, tuple[float, asyncio.Future[Tap]]] = {}

    def reset(self) -> None:
        for _, future in self._open.values():
            future.cancel()
        self._open.clear()

    def open(self) -> tuple[str, asyncio.Future[Tap]]:
        self._count += 1
        ident = str(4_800_000_000_000_000_000 + self._count)
        future: asyncio.Future[Tap] = asyncio.get_running_loop().create_future()
        self._open[ident] = self.monotonic(), future
        return ident, future

    def answer(self, ident: str, tap: Tap) -> None:
        """Refusal when the query is unknown, too old or was answered."""
        since, future = self._open.pop(ident, (float("-inf"), None))
        if future is None or self.monotonic() - since > self.lifetime:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if not future.done():
            future.set_result(tap)

    async def wait(self, answer: asyncio.Future[Tap], seconds: float) -> Tap:
        """The bot's answer; an empty Tap when none comes in time."""
        await asyncio.wait({answer}, timeout=seconds)
        return answer.result() if answer.done() and not answer.cancelled() else Tap()

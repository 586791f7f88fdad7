"""Trouble on order: what the next calls of an outer system shall suffer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web

from sandbox.clock.clock import real_time

SYSTEMS = ("telegram", "bank", "sms", "bureau")
HANG = 120.0  # seconds that a "timeout" holds a connection; every client gives up sooner


@dataclass
class Fault:
    """`kind` is 500, 429, 413 (too large), timeout (nothing done), lost (done, connection cut),
    slow (waits, then done) or stall (done, then the answer waits). `seconds` goes with
    429 (retry_after), slow and stall. With `until`, every call before that moment suffers."""

    of: str
    method: str | None  # None: every method
    times: int
    kind: str
    seconds: float = 0.0
    until: datetime | None = None

    def told(self) -> dict[str, Any]:
        return asdict(self) | {"until": self.until.isoformat() if self.until else None}


class Faults:
    """`now` is the world's time."""

    def __init__(self, now: Callable[[], datetime] = real_time) -> None:
        self._now = now
        self._waiting: list[Fault] = []

    def order(
        self,
        *,
        of: str,
        fault: str,
        method: str | None = None,
        times: int = 1,
        lasting: timedelta | None = None,
    ) -> Fault:
        """Order `fault` («500», «429:5», «timeout», «lost», «slow:3», «stall:3») for the next
        `times` calls, or for all calls of a time; or «none», which takes back what was ordered
        of this system and method. ValueError with one clear sentence when it can't be
        understood."""
        kind, _, argument = fault.partition(":")
        if of not in SYSTEMS:
            raise ValueError(f"unknown system «{of}», use one of: {', '.join(SYSTEMS)}")
        if kind not in ("500", "429", "413", "timeout", "lost", "slow", "stall", "none"):
            raise ValueError(
                f"unknown fault «{fault}», "
                "use 500, 429:5, 413, timeout, lost, slow:3, stall:3 or none"
            )
        try:
            seconds = float(argument or 1)
        except ValueError:
            raise ValueError(f"«{argument}» is not a number of seconds") from None
        if times < 1:
            raise ValueError("times must be 1 or more")
        until = None if lasting is None else self._now() + lasting
        ordered = Fault(of, method, times, kind, seconds, until)
        if kind == "none":
            self._waiting = [
                one for one in self._waiting if one.of != of or method not in (None, one.method)
            ]
        else:
            self._waiting.append(ordered)
        return ordered

    def waiting(self) -> list[dict[str, Any]]:
        """What is ordered and not yet suffered, in the order in which it will be."""
        self._forget_past()
        return [fault.told() for fault in self._waiting]

    def take(self, of: str, method: str) -> Fault | None:
        """The fault that this call shall suffer, if any; unless it lasts, it is used up by one."""
        self._forget_past()
        for fault in self._waiting:
            if fault.of == of and fault.method in (None, method):
                if fault.until is not None:
                    return fault
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
                return fault
        return None

    def reset(self) -> None:
        self._waiting.clear()

    def _forget_past(self) -> None:
        now = self._now()
        self._waiting = [one for one in self._waiting if one.until is None or now < one.until]


async def suffer(
    fault: Fault | None,
    request: web.Request,
    serve: Callable[[], Awaitable[web.StreamResponse]],
    refuse: Callable[[int, float], web.StreamResponse],
) -> web.StreamResponse:
    """Serve one HTTP call under `fault`; `refuse(status, seconds)` words an error answer as the
    system in question would."""
    if fault is None:
        return await serve()
    if fault.kind in ("500", "429", "413"):
        return refuse(int(fault.kind), fault.seconds)
    if fault.kind == "timeout":
        await asyncio.sleep(HANG)
        return cut(request)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return await serve()
    answer = await serve()
    if fault.kind == "stall":
        await asyncio.sleep(fault.seconds)
        return answer
    return cut(request)


def cut(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()

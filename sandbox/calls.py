"""A log of the calls that the outside world has received, refused ones marked."""

import itertools
from collections import deque
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Call:
    seq: int
    at: datetime
    of: str  # telegram, bank, sms, bureau, owner, bot (what the world sent to the bot)
    method: str
    request: Any
    status: int
    answer: Any
    refused: bool


class CallLog:
    """The last few thousand calls. `add` takes JSON-ready values only."""

    def __init__(self, keep: int = 5000) -> None:
        self._calls: deque[Call] = deque(maxlen=keep)
        self._count = itertools.count(1)

    def add(
        self, *, at: datetime, of: str, method: str, request: Any, status: int, answer: Any
    ) -> None:
        refused = status >= 400 or status == 0
        self._calls.append(
            Call(next(self._count), at, of, method, request, status, answer, refused)
        )

    def list(
        self, *, since: int = 0, of: str | None = None, limit: int = 500
    ) -> list[dict[str, Any]]:
        found = [c for c in self._calls if c.seq > since and (of is None or c.of == of)]
        return [asdict(c) | {"at": c.at.isoformat()} for c in found[-limit:]]

    def reset(self) -> None:
        self._calls.clear()

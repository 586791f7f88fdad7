"""Idempotence keys: the same question with the same key is answered by the same object."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from sandbox.bank.errors import ApiError
from sandbox.clock.clock import WorldClock

REMEMBERED = timedelta(hours=24)


class Thing(Protocol):
    """Something that the bank keeps and shows."""

    def view(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class _Use:
    at: datetime
    path: str
    body: Any
    thing: Thing


class Keys:
    """Keys of each credential pair, forgotten 24 hours of the world's clock after their first
    use. A refused request doesn't use its key up."""

    def __init__(self, clock: WorldClock) -> None:
        self._clock = clock
        self._uses: dict[tuple[str, str], _Use] = {}

    def recall(self, owner: str, key: str, path: str, body: Any) -> Thing | None:
        """What this key made before, None if it is new; ApiError if it made something else."""
        use = self._uses.get((owner, key))
        if use is None or self._clock.now() - use.at >= REMEMBERED:
            return None
        if (use.path, use.body) != (path, body):
            raise ApiError("Idempotence key duplicated", "Idempotence-Key")
        return use.thing

    def remember(self, owner: str, key: str, path: str, body: Any, thing: Thing) -> None:
        self._uses[(owner, key)] = _Use(self._clock.now(), path, body, thing)

    def reset(self) -> None:
        self._uses.clear()

"""CPU of several runners in turn, so that a noisy machine troubles them alike."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass
class Rounds:
    """Seconds of CPU by runner and round, and how many updates a round had."""

    _cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _updates: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, name: str, cpu: float, updates: int) -> None:
        self._cpu[name].append(cpu)
        self._updates[name] += updates

    def per_update(self, name: str) -> float:
        """Microseconds of CPU."""
        return sum(self._cpu[name]) / self._updates[name] * 1e6

    def ratio(self, name: str, beside: str) -> float:
        """The median of the rounds' ratios: one disturbed round changes little."""
        pairs = zip(self._cpu[name], self._cpu[beside], strict=True)
        return median(one / other for one, other in pairs)


def split(everything: Sequence[T], parts: int) -> list[Sequence[T]]:
    """Equal parts, without the rest."""
    size = len(everything) // parts
    return [everything[n * size : (n + 1) * size] for n in range(parts)]

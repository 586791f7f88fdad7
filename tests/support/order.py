"""The order of the tests when several workers share them: the long ones first, spread evenly.

Each worker begins with an equal run of the list, and one with nothing left takes the end of
another's. So the long ones stand where a run begins: none of them starts last, and those that share
a world stay with one worker.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar


class Named(Protocol):
    @property
    def nodeid(self) -> str: ...


Test = TypeVar("Test", bound=Named)

# Seconds that the longest took, one test or a file that shares a world; only their order matters.
LONG = {
    "tests/e2e/test_crash.py": 200,
    "tests/e2e/test_repaying.py": 100,
    "tests/e2e/test_account.py": 100,
    "tests/e2e/test_faults.py": 90,
    "tests/e2e/test_line.py": 60,
    "tests/e2e/test_checks.py": 70,
    "tests/test_many_borrowers.py": 60,
    "tests/page/test_stories.py": 60,
    "tests/page/test_walk.py": 50,
    "tests/page/test_behaviour.py": 50,
    "tests/page/test_desk.py": 30,
    "tests/page/test_new_number.py": 30,
    "tests/test_any_text.py": 15,
}
SHARED = ("town", "browser")  # what takes long to make, and is made once by each worker


def long_first(items: Sequence[Test], workers: int) -> list[Test]:
    long: dict[str, list[Test]] = {}
    short: list[Test] = []
    for item in items:
        file = item.nodeid.partition("::")[0]
        together = not set(SHARED).isdisjoint(getattr(item, "fixturenames", ()))
        if file in LONG:
            long.setdefault(file if together else item.nodeid, []).append(item)
        else:
            short.append(item)
    begins = _spread(long, workers)
    rest = iter(short)
    ordered: list[Test] = []
    for begin, size in zip(begins, _runs(len(items), workers), strict=True):
        ordered += begin
        ordered += [item for _, item in zip(range(size - len(begin)), rest, strict=False)]
    return ordered + list(rest)


def _spread(long: dict[str, list[Test]], workers: int) -> list[list[Test]]:
    """The longest first, each to the worker who has the least so far."""
    begins: list[list[Test]] = [[] for _ in range(workers)]
    seconds = [0] * workers
    for name in sorted(long, key=lambda name: -LONG[name.partition("::")[0]]):
        least = seconds.index(min(seconds))
        begins[least] += long[name]
        seconds[least] += LONG[name.partition("::")[0]]
    return begins


def _runs(tests: int, workers: int) -> Iterator[int]:
    """How many tests each worker begins with."""
    for left in range(workers, 0, -1):
        yield tests // left
        tests -= tests // left

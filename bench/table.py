"""The figures as one table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.arithmetic import Document
from bench.rounds import Rounds
from bench.starting import Start


@dataclass(frozen=True, kw_only=True)
class Figures:
    together: Rounds  # (a), many updates at a time
    alone: Rounds  # (a), one at a time
    http: Rounds  # (b)
    starts: Mapping[str, Start]  # (c)
    calls: Mapping[str, float]  # (d), µs
    paper: Document
    scans: Mapping[str, float]  # (e), ms


def lines(figures: Figures) -> Iterator[str]:
    yield _row("One answer in the middle of the form, µs of CPU", "ours", "echo", "ratio")
    yield _beside("(a) in process, 50 updates at a time", figures.together)
    yield _beside("(a) in process, one at a time", figures.alone)
    yield _beside("(b) HTTP, long polling", figures.http)
    yield _beside("(b) … beside an echo with two of our levers", figures.http, "tuned echo")
    yield ""
    yield _row("(c) Start to ready", "s wall", "s CPU", "MiB")
    for name, one in figures.starts.items():
        yield _row(name, f"{one.wall:.1f}", f"{one.cpu:.1f}", f"{one.memory:.0f}")
    yield ""
    yield _row("(d) The law, a call", "µs CPU")
    for name, cost in figures.calls.items():
        yield _row(name, f"{cost:.0f}")
    yield ""
    yield _row("(d) Individual terms, set in a thread", "ms CPU", "ms wall", "ms hold")
    paper = figures.paper
    yield _row(
        "one PDF; hold: the event loop's longest pause",
        *(f"{figure:.1f}" for figure in (paper.cpu, paper.wall, paper.longest_hold)),
    )
    yield ""
    yield _row("(e) The nightly scan of open loans", "ms wall")
    for name, took in figures.scans.items():
        yield _row(name, f"{took:.1f}")


def _beside(name: str, rounds: Rounds, other: str = "echo") -> str:
    ours, theirs = rounds.per_update("ours"), rounds.per_update(other)
    return _row(name, f"{ours:.0f}", f"{theirs:.0f}", f"{rounds.ratio('ours', other):.2f}")


def _row(name: str, *cells: str) -> str:
    return f"{name:<48}" + "".join(f"{cell:>9}" for cell in cells)

"""python -m bench: everything measured one after another, in one table. Takes two minutes."""

import asyncio
import platform
import tempfile
import time
from pathlib import Path

from bench import arithmetic, in_process, over_http, scanning, starting
from bench.table import Figures, lines

UPDATES = 3000  # of each bot in each part
ROUNDS = 10
AT_ONCE = 50  # updates that a busy bot gets together; getUpdates gives up to 100
STARTS = 3
CALLS = 2000
PAPERS = 20
LOANS = 1_000_000
DUE = (0, 100, 1_000)


def main() -> None:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        figures = asyncio.run(_measure(Path(folder)))
    print(f"Python {platform.python_version()}, {platform.machine()}\n")
    print("\n".join(lines(figures)))
    print(f"\n{time.monotonic() - begun:.0f} s in all")


async def _measure(folder: Path) -> Figures:
    parts = [folder / name for name in ("together", "alone", "http", "start", "scan")]
    for one in parts:
        one.mkdir()
    together, alone, http, start, scan = parts
    return Figures(
        together=await in_process.measure(
            together, updates=UPDATES, rounds=ROUNDS, at_once=AT_ONCE
        ),
        alone=await in_process.measure(alone, updates=UPDATES, rounds=ROUNDS, at_once=1),
        http=await over_http.measure(http, updates=UPDATES, rounds=ROUNDS),
        starts=await starting.measure(start, times=STARTS),
        calls=arithmetic.measure(calls=CALLS),
        scans=await scanning.measure(scan, loans=LOANS, due=DUE),
        paper=await arithmetic.terms(times=PAPERS),
    )


if __name__ == "__main__":
    main()

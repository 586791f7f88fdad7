"""CPU per update of an application's step, beside an aiogram echo: python -m bench [updates]"""

import asyncio
import sys
import tempfile
from pathlib import Path

from bench import in_process, over_http
from bench.rounds import Rounds

UPDATES, ROUNDS, BATCH = 2_000, 10, 100


async def measure(updates: int = UPDATES, rounds: int = ROUNDS) -> list[tuple[str, Rounds]]:
    """Both measurements, each with both bots in turn."""
    batch = min(BATCH, max(1, updates // rounds))
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        inside = await in_process.measure(Path(one), updates=updates, rounds=rounds, batch=batch)
        outside = await over_http.measure(Path(two), updates=updates, rounds=rounds)
    return [("in process", inside), ("over HTTP, long polling", outside)]


def table(found: list[tuple[str, Rounds]]) -> str:
    lines = [f"{'CPU per update, µs':<26}{'ours':>8}{'echo':>8}{'ratio':>8}"]
    for name, rounds in found:
        ours, echo = rounds.per_update("ours"), rounds.per_update("echo")
        lines.append(f"{name:<26}{ours:>8.0f}{echo:>8.0f}{rounds.ratio('ours', 'echo'):>8.2f}")
    return "\n".join(lines)


def main() -> None:
    updates = int(sys.argv[1]) if len(sys.argv) > 1 else UPDATES
    sys.stdout.write(table(asyncio.run(measure(updates))) + "\n")


if __name__ == "__main__":
    main()

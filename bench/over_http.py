"""(b) Over HTTP: the bots poll one small Bot API server, each in a process of its own."""

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bench import borrowers
from bench.processes import cpu, python
from bench.rounds import Rounds, split
from bench.server import Line, Server

PATIENCE = 60.0  # seconds for a round
MARKING = 0.05  # seconds: after the last answer our bot marks its rows


async def measure(directory: Path, *, updates: int, rounds: int) -> Rounds:
    """CPU per update of each, round by round in turn; the server's own doesn't count."""
    warm = max(1, updates // rounds)
    every = list(borrowers.stream(updates + warm))
    await borrowers.settle(directory / "bot.sqlite3", len(every))
    server, found = Server(), Rounds()
    async with AsyncExitStack() as stack:
        base = await stack.enter_async_context(server.serving())
        screen = borrowers.next_screen()
        said = screen.text, json.dumps(borrowers.inline(screen))
        bots = {
            "ours": ("-m", "bench.child", "ours", str(directory), f"{base}/ours"),
            "echo": ("-m", "bench.child", "echo", f"{base}/echo", *said),
            "tuned echo": ("-m", "bench.child", "tuned-echo", f"{base}/tuned%20echo", *said),
        }
        running = {
            name: await stack.enter_async_context(python(*words)) for name, words in bots.items()
        }
        for name, process in running.items():
            await _round(process, server.lines[name], every[:warm])
        for part in split(every[warm:], rounds):
            for name, process in running.items():
                used = await _round(process, server.lines[name], part)
                found.add(name, used, len(part))
    return found


async def _round(process: Process, line: Line, part: Sequence[dict[str, Any]]) -> float:
    """Seconds of CPU to hear and answer all of `part`."""
    begun, until = cpu(process), line.said + len(part)
    line.give(part)
    async with asyncio.timeout(PATIENCE):
        while line.said < until:
            line.answered.clear()
            await line.answered.wait()
    await asyncio.sleep(MARKING)
    return cpu(process) - begun

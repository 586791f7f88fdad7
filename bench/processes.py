"""Processes to look at from outside. Linux only."""

import asyncio
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@asynccontextmanager
async def python(*words: str, env: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    """`python …` in this checkout; killed at the end, if it is still there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=PIPE,
        stdout=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def cpu(process: Process) -> float:
    """Seconds of CPU that it has used, all threads: its clock, as clock_getcpuclockid(3) makes
    the number of it."""
    return time.clock_gettime((~process.pid << 3) | 2)


def memory(process: Process) -> float:
    """Resident memory in MiB."""
    pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20

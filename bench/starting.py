"""(c) From the start of the process to /readyz, and the memory then, beside `import aiogram`."""

import asyncio
import socket
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from aiohttp import ClientConnectionError, ClientSession

from bench import borrowers
from bench.processes import cpu, memory, python
from bench.server import Server

PATIENCE = 60.0  # seconds
IMPORT = "import aiogram, sys; print('ready', flush=True); sys.stdin.read()"


@dataclass(frozen=True)
class Start:
    wall: float  # seconds
    cpu: float  # seconds
    memory: float  # MiB


async def measure(directory: Path, *, times: int) -> dict[str, Start]:
    """The median of some starts each, in turn."""
    found: dict[str, list[Start]] = {"ours": [], "import aiogram": []}
    async with Server().serving() as base:
        for number in range(times):
            found["ours"].append(await _bot(directory / str(number), f"{base}/ours"))
            found["import aiogram"].append(await _import())
    return {name: _middle(starts) for name, starts in found.items()}


async def _bot(directory: Path, api: str) -> Start:
    """`python -m bot run` on a new database."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = borrowers.environment(directory, api, port)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(ClientSession())
        begun = time.monotonic()
        process = await stack.enter_async_context(python("-m", "bot", "run", env=environment))
        async with asyncio.timeout(PATIENCE):
            while not await _ready(session, port):  # noqa: ASYNC110 — another process
                await asyncio.sleep(0.02)
        return Start(time.monotonic() - begun, cpu(process), memory(process))


async def _ready(session: ClientSession, port: int) -> bool:
    try:
        async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
            return answer.status == 200
    except ClientConnectionError:
        return False


async def _import() -> Start:
    begun = time.monotonic()
    async with python("-c", IMPORT) as process, asyncio.timeout(PATIENCE):
        assert process.stdout is not None
        await process.stdout.readline()
        return Start(time.monotonic() - begun, cpu(process), memory(process))


def _middle(starts: list[Start]) -> Start:
    return Start(
        median(one.wall for one in starts),
        median(one.cpu for one in starts),
        median(one.memory for one in starts),
    )

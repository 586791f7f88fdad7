"""The demo as a person starts it, and a client of its control API."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, ClientTimeout, FormData

ROOT = Path(__file__).resolve().parents[2]
STAFF_GROUP = -1002000000001
STAFF = 900001


@dataclass(frozen=True)
class World:
    """What docs/sandbox.md offers, under its names."""

    session: ClientSession
    address: str

    async def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        url = f"{self.address}/sandbox/{path}"
        async with self.session.request(method, url, json=body, params=query) as answer:
            told = await answer.json()
            assert answer.status == 200, f"{method} {path}: {told}"
            return told

    async def add_person(self, name: str, phone: str) -> int:
        told = await self.call("POST", "people", {"name": name, "phone": phone})
        return int(told["person"])

    async def feed(self, chat: int, since: int = 0, wait: float = 0) -> Any:
        return await self.call("GET", f"chats/{chat}", since=since, wait=wait)

    async def send(self, chat: int, **what: Any) -> None:
        await self.call("POST", f"chats/{chat}/send", {"from": chat} | what)

    async def send_photo(self, chat: int, content: bytes) -> None:
        form = FormData({"from": str(chat)})
        form.add_field("photo", content, filename="photo.jpg", content_type="image/jpeg")
        url = f"{self.address}/sandbox/chats/{chat}/send"
        async with self.session.post(url, data=form) as answer:
            assert answer.status == 200, await answer.text()

    async def tap(self, chat: int, button: str, message_id: int, who: int | None = None) -> Any:
        body = {"from": who or chat, "button": button, "message_id": message_id}
        return await self.call("POST", f"chats/{chat}/tap", body)

    async def sms(self, phone: str) -> list[str]:
        told = await self.call("GET", "sms", phone=phone)
        return [message["text"] for message in told["messages"]]

    async def bank(self) -> Any:
        return await self.call("GET", "bank")

    async def fault(self, of: str, method: str, fault: str, times: int = 1) -> None:
        body = {"of": of, "method": method, "fault": fault, "times": times}
        await self.call("POST", "faults", body)

    async def calls(self, of: str, method: str, since: int = 0) -> list[Any]:
        told = await self.call("GET", "calls", of=of, since=since, limit=5000)
        return [call for call in told["calls"] if call["method"] == method]

    async def bot(self, order: str) -> None:
        await self.call("POST", "bot", {"do": order})

    async def advance(self, by: str) -> None:
        await self.call("POST", "clock", {"advance": by})

    async def idle(self) -> None:
        await self.call("POST", "idle")

    async def download(self, path: str) -> bytes:
        async with self.session.get(self.address + path) as answer:
            assert answer.status == 200
            return await answer.read()


@asynccontextmanager
async def living_world(directory: Path, **settings: str) -> AsyncIterator[World]:
    """Start `python -m bot demo` in `directory`, with `settings` in its environment, and end it.

    Money asks for no password unless IDLE_MINUTES is given.

    The bot is the sandbox's child: it is stopped by it, and killed by the kernel should the
    sandbox die first.
    """
    ours = {"SANDBOX_PORT": "0", "SANDBOX_DIR": str(directory), "IDLE_MINUTES": "0"}
    with (directory / "sandbox.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo"),
            cwd=ROOT,
            env=os.environ | ours | settings,
            stdout=PIPE,
            stderr=log,
        )
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        assert line.startswith("http://"), (directory / "sandbox.log").read_text()
        async with ClientSession(timeout=ClientTimeout(total=300)) as session:
            yield World(session, line.split()[0].rstrip("/"))
    finally:
        await _end(process)


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(15):
                await process.wait()
        except TimeoutError:
            process.kill()
    await process.wait()

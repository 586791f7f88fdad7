"""The sandbox as a process: one line when it is up, one sentence when it can't be, clean ends."""

import asyncio
import os
import signal
import socket
import sys
import textwrap
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from sandbox.main import main
from tests.sandbox.test_bot_process import FAKE_BOT, ROOT, alive, until


@pytest.fixture
async def started(tmp_path: Path) -> AsyncIterator[tuple[Process, str]]:
    """A running sandbox with a fake bot, and its page's address."""
    program = f"""
        import asyncio
        from pathlib import Path
        from sandbox.main import serve
        asyncio.run(serve(0, Path({str(tmp_path)!r}), command={FAKE_BOT!r}))
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", textwrap.dedent(program), stdout=PIPE, cwd=ROOT
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    yield process, line.split()[0]
    if process.returncode is None:
        process.kill()
    await process.wait()


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
async def test_the_page_is_up_and_everything_stops_on_a_signal(
    started: tuple[Process, str], order: signal.Signals
) -> None:
    process, address = started
    async with ClientSession() as session:
        async with session.get(address) as page:
            assert "тестовые данные" in await page.text()
        async with session.post(f"{address}sandbox/idle") as idle:
            assert (await idle.json())["idle"]
        async with session.get(f"{address}sandbox/bot") as state:
            child = (await state.json())["pid"]
        async with session.get(f"{address}sandbox/events"):  # an open page doesn't hold it up
            process.send_signal(order)
            async with asyncio.timeout(10):
                assert await process.wait() == 0
    await until(lambda: not alive(child))


async def test_a_killed_bot_is_back_after_idle(started: tuple[Process, str]) -> None:
    _, address = started
    async with ClientSession() as session:
        await session.post(f"{address}sandbox/idle")
        before = await (await session.get(f"{address}sandbox/bot")).json()
        await session.post(f"{address}sandbox/bot", json={"do": "kill"})
        assert not alive(before["pid"])
        await session.post(f"{address}sandbox/idle")
        after = await (await session.get(f"{address}sandbox/bot")).json()
    assert (after["state"], after["starts"]) == ("ready", 2)


def test_a_port_in_use_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "bot.sqlite3"
    kept.touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(monkeypatch, SANDBOX_PORT=str(port), SANDBOX_DIR=str(tmp_path)) == 1
    assert capsys.readouterr().err == f"port {port} is in use, set SANDBOX_PORT to another one\n"
    assert kept.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    inside = tmp_path / "file" / "demo"
    assert run(monkeypatch, SANDBOX_PORT="0", SANDBOX_DIR=str(inside)) == 1
    assert capsys.readouterr().err == f"can't write to {inside}: Not a directory\n"


def test_a_port_that_is_no_number_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, SANDBOX_PORT="http") == 1
    assert capsys.readouterr().err == "SANDBOX_PORT must be a number, not «http»\n"


@pytest.mark.usefixtures("started")
async def test_two_sandboxes_do_not_share_a_folder(tmp_path: Path) -> None:
    second = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "sandbox"),
        env=os.environ | {"SANDBOX_PORT": "0", "SANDBOX_DIR": str(tmp_path)},
        stderr=PIPE,
        cwd=ROOT,
    )
    _, said = await second.communicate()
    assert second.returncode == 1
    assert said.decode().startswith("another sandbox uses")


def run(monkeypatch: pytest.MonkeyPatch, **environment: str) -> int:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return main()

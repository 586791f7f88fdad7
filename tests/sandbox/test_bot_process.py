"""The bot as a child: watched, restarted, killed, stopped, and never left behind."""

import asyncio
import os
import signal
import socket
import sys
import textwrap
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Protocol

import pytest

from sandbox import bot_process
from sandbox.bot_process import BotProcess
from sandbox.clock.idle import Tick

FAKE_BOT = [sys.executable, "-S", str(Path(__file__).parent / "fake_bot.py")]
ROOT = Path(__file__).parents[2]


class Make(Protocol):
    def __call__(self, command: Sequence[str] = ..., patience: float = ...) -> BotProcess: ...


@pytest.fixture
async def make(tmp_path: Path) -> AsyncIterator[Make]:
    made: list[BotProcess] = []

    def build(command: Sequence[str] = FAKE_BOT, patience: float = 10.0) -> BotProcess:
        port = free_port()
        made.append(
            BotProcess(
                command=command,
                environment={"BOT_TOKEN": "7:made-up", "WEB_PORT": str(port)},
                address=f"http://127.0.0.1:{port}",
                log=tmp_path / "bot.log",
                patience=patience,
            )
        )
        return made[-1]

    yield build
    for bot in made:
        await bot.put_down()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - another process is watched
            await asyncio.sleep(0.01)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # an orphan that nobody has waited for is dead too
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


async def test_the_bot_starts_and_becomes_ready(make: Make, tmp_path: Path) -> None:
    bot = make()
    assert bot.state()["state"] == "down"
    await bot.start()
    assert bot.state()["state"] in ("starting", "ready")
    assert await bot.wait_ready(20)
    assert bot.state()["pid"] is not None
    assert await bot.tick() == Tick(None, busy=False)
    assert "token 7:made-up" in (tmp_path / "bot.log").read_text()


async def test_a_killed_bot_is_gone_and_then_started_again(make: Make) -> None:
    bot = make()
    await bot.start()
    assert await bot.wait_ready(20)
    pid = bot.state()["pid"]
    await bot.kill()
    assert not alive(pid)
    assert await bot.wait_ready(20)
    assert bot.state()["pid"] != pid
    assert bot.state()["starts"] == 2


async def test_a_bot_that_dies_by_itself_is_started_again(make: Make) -> None:
    bot = make()
    await bot.start()
    assert await bot.wait_ready(20)
    os.kill(bot.state()["pid"], signal.SIGSEGV)
    await until(lambda: bot.state()["starts"] == 2)


async def test_a_stopped_bot_stays_down_until_it_is_started(make: Make) -> None:
    bot = make()
    await bot.start()
    assert await bot.wait_ready(20)
    pid = bot.state()["pid"]
    await bot.stop()
    assert not alive(pid)
    assert bot.state() == {
        "state": "down",
        "pid": None,
        "starts": 1,
        "stopped": True,
        "note": None,
    }
    assert await bot.tick() is None
    assert not await bot.wait_ready(60)  # at once: nobody is going to start it
    await bot.kill()  # nothing there to kill
    await bot.start()
    assert await bot.wait_ready(20)


async def test_a_bot_deaf_to_sigterm_is_killed(make: Make, tmp_path: Path) -> None:
    program = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(99)"
    )
    bot = make([sys.executable, "-S", "-c", program], patience=0.1)
    await bot.start()
    await until(lambda: "deaf" in (tmp_path / "bot.log").read_text())
    pid = bot.state()["pid"]
    await bot.stop()
    assert not alive(pid)


async def test_a_bot_that_dies_at_once_five_times_is_given_a_pause(make: Make) -> None:
    bot = make([sys.executable, "-S", "-c", "raise SystemExit(3)"])
    await bot.start()
    await until(lambda: "5 times in a row" in (bot.state()["note"] or ""))
    assert bot.state()["starts"] == bot_process.SHORT_LIVES
    assert not bot.state()["stopped"]
    await bot.stop()  # doesn't wait for the end of the pause
    assert bot.state()["stopped"]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent death signal is Linux's")
async def test_the_bot_does_not_outlive_a_killed_sandbox(tmp_path: Path) -> None:
    program = f"""
        import asyncio
        from pathlib import Path
        from sandbox.bot_process import BotProcess
        async def main():
            bot = BotProcess(command={FAKE_BOT!r}, environment={{"WEB_PORT": "{free_port()}"}},
                address="http://127.0.0.1:1", log=Path({str(tmp_path / "bot.log")!r}))
            await bot.start()
            print(bot.state()["pid"], flush=True)
            await asyncio.Event().wait()
        asyncio.run(main())
    """
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", textwrap.dedent(program), stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    assert alive(child)
    parent.kill()
    await parent.wait()
    await until(lambda: not alive(child))

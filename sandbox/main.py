"""The sandbox's own process: the world on one port, and the bot as its child."""

import asyncio
import errno
import fcntl
import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from sandbox.bot_process import BotProcess
from sandbox.control.doors import doors
from sandbox.world import World

ROOT = Path(__file__).parents[1]
BOT = (sys.executable, "-m", "bot", "run")


class CannotStartError(Exception):
    """The message is one plain sentence for the person at the keyboard."""


async def serve(
    port: int,
    directory: Path,
    *,
    limits: bool = True,
    webhook: bool = False,
    receipts: bool = False,
    command: Sequence[str] = BOT,
) -> None:
    """Serve a new world on 127.0.0.1:`port` (0: any free one) until SIGINT or SIGTERM.

    `directory` holds the clock, the bot's database and its log, all begun anew; `command` is
    what runs as the bot. Raises CannotStartError.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for which in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(which, stop.set)
    listening = _listen(port)  # before anything of an earlier world is deleted
    claim = _claim(directory)
    base_url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    world = World(directory, base_url=base_url, limits=limits, receipts=receipts)
    world.populate()
    bot = _bot(world, command, webhook)
    app = world.application(doors(world, bot))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        await web.SockSite(runner, listening).start()
        sys.stdout.write(f"{base_url}/ is the sandbox's page\n")
        sys.stdout.flush()
        await bot.start()
        await stop.wait()
    finally:
        await bot.stop()
        await runner.cleanup()
        os.close(claim)


def _bot(world: World, command: Sequence[str], webhook: bool) -> BotProcess:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    world.bank.notify_url = f"{address}/yookassa"
    settings = world.settings_for_bot(world.base_url, world.directory, port, webhook=webhook)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return BotProcess(
        command=command,
        environment=settings | {"PYTHONPATH": path},
        address=address,
        log=world.directory / "bot.log",
        echo=sys.stderr.buffer,
    )


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotStartError(
                f"port {port} is in use, set SANDBOX_PORT to another one"
            ) from None
        raise CannotStartError(f"can't listen on port {port}: {error.strerror}") from None
    except OverflowError:
        raise CannotStartError(f"SANDBOX_PORT must be between 0 and 65535, not {port}") from None


def _claim(directory: Path) -> int:
    """Make `directory` ours and empty it of an earlier world; returns the handle of the lock."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        claim = os.open(directory, os.O_RDONLY)
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStartError(
                f"another sandbox uses {directory}, set SANDBOX_DIR to another folder"
            ) from None
        for file in [*directory.glob("bot.sqlite3*"), directory / "clock", directory / "bot.log"]:
            file.unlink(missing_ok=True)
        (directory / "bot.log").touch()
    except OSError as error:
        raise CannotStartError(f"can't write to {directory}: {error.strerror}") from None
    return claim


def main() -> int:
    """Read SANDBOX_PORT, SANDBOX_DIR, SANDBOX_LIMITS, SANDBOX_WEBHOOK and SANDBOX_RECEIPTS,
    and serve."""
    port = os.environ.get("SANDBOX_PORT") or "8080"
    directory = Path(os.environ.get("SANDBOX_DIR") or ".demo").resolve()
    try:
        if not port.isdecimal():
            raise CannotStartError(f"SANDBOX_PORT must be a number, not «{port}»")
        asyncio.run(
            serve(
                int(port),
                directory,
                limits=os.environ.get("SANDBOX_LIMITS") != "off",
                webhook=os.environ.get("SANDBOX_WEBHOOK") == "on",
                receipts=os.environ.get("SANDBOX_RECEIPTS") == "on",
            )
        )
    except CannotStartError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0

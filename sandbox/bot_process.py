"""The bot as a child process: started, watched, started again when it dies, killed on order."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from aiohttp import ClientError, ClientSession, ClientTimeout

from sandbox.clock.idle import Tick

SHORT_LIFE = 1.0  # seconds: a life shorter than this counts towards the pause
SHORT_LIVES = 5  # so many short lives in a row, and the next start waits
LONGEST_PAUSE = 30.0
PROBE = ClientTimeout(total=2)
TICK = ClientTimeout(total=30)
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with(parent: int) -> Callable[[], None]:
    """Run in the child before the program: the kernel kills it when the sandbox is gone."""

    def prepare() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it was gone before we asked
            os._exit(1)

    return prepare


class BotProcess:
    """Keeps `command` running with `environment` added to ours, until it is told to stop.

    Its state is starting (not yet healthy), ready, or down. What it prints goes to the file
    `log` and to `echo`. `address` is where the bot serves /readyz and /tick.
    """

    def __init__(
        self,
        *,
        command: Sequence[str],
        environment: Mapping[str, str],
        address: str,
        log: Path,
        echo: BinaryIO | None = None,
        patience: float = 10.0,
    ) -> None:
        self._command = command
        self._environment = dict(environment)
        self._address = address
        self._log = log
        self._echo = echo
        self._patience = patience  # seconds between SIGTERM and SIGKILL
        self._process: asyncio.subprocess.Process | None = None
        self._supervisor: asyncio.Task[None] | None = None
        self._order = asyncio.Lock()
        self._change = asyncio.Condition()
        self._state = "down"
        self._wanted = False
        self._starts = 0
        self._note: str | None = None

    def state(self) -> dict[str, Any]:
        """`{"state", "pid", "starts", "stopped", "note"}`; stopped: down by order."""
        pid = self._process.pid if self._process is not None else None
        return {
            "state": self._state,
            "pid": pid,
            "starts": self._starts,
            "stopped": not self._wanted,
            "note": self._note,
        }

    async def start(self) -> None:
        """Start the bot if it was stopped; doesn't wait until it is ready."""
        async with self._order:
            if self._supervisor is not None and not self._wanted:
                await self._supervisor
            if not self._wanted:
                self._wanted = True
                self._supervisor = asyncio.create_task(self._supervise())
                await self._until(lambda: self._state != "down" or self._note is not None)

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL when that takes too long; the bot stays down."""
        async with self._order:
            await self._end(signal.SIGTERM)

    async def put_down(self) -> None:
        """SIGKILL, and the bot stays down: for when its database goes away too."""
        async with self._order:
            await self._end(signal.SIGKILL)

    async def kill(self) -> None:
        """SIGKILL; returns when the process is gone, and it is started again at once."""
        async with self._order:
            process = self._process
            if process is not None:
                self._signal(signal.SIGKILL)
                await self._until(lambda: self._process is not process)

    async def wait_ready(self, timeout: float) -> bool:
        """Wait until the bot is ready; false after `timeout` seconds or when it was stopped."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._until(lambda: self._state == "ready" or not self._wanted)
        return self._state == "ready"

    async def tick(self) -> Tick | None:
        """POST /tick: the bot runs what is due. None when it can't be reached."""
        try:
            async with (
                ClientSession(timeout=TICK) as session,
                session.post(f"{self._address}/tick") as answer,
            ):
                if answer.status != 200:
                    return None
                return Tick.parse(await answer.json())
        except (ClientError, TimeoutError):
            return None

    async def _end(self, how: signal.Signals) -> None:
        self._wanted = False
        supervisor, self._supervisor = self._supervisor, None
        if supervisor is None:
            return
        self._signal(how)
        async with self._change:
            self._change.notify_all()
        done, _ = await asyncio.wait({supervisor}, timeout=self._patience)
        if not done:
            self._signal(signal.SIGKILL)
        await supervisor

    def _signal(self, which: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, which)

    async def _supervise(self) -> None:
        short_lives = 0
        self._note = None
        while self._wanted:
            try:
                lived = await self._live()
            except OSError as error:
                lived = 0.0
                await self._set("down", f"the bot can't be started: {error}")
            short_lives = short_lives + 1 if lived < SHORT_LIFE else 0
            if self._wanted and short_lives >= SHORT_LIVES:
                pause = min(2.0 ** (short_lives - SHORT_LIVES), LONGEST_PAUSE)
                await self._set("down", f"the bot died {short_lives} times in a row, see bot.log")
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._until(lambda: not self._wanted)
        await self._set("down", None)

    async def _live(self) -> float:
        """One life of the process; returns how many seconds it lasted."""
        loop = asyncio.get_running_loop()
        born = loop.time()
        process = await asyncio.create_subprocess_exec(
            *self._command,
            env=os.environ | self._environment | {"PYTHONUNBUFFERED": "1"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for the sandbox, which then stops the bot
            preexec_fn=_die_with(os.getpid()),
        )
        self._process = process
        self._starts += 1
        await self._set("starting", None)
        probe = asyncio.create_task(self._probe(process))
        if not self._wanted:  # stopped while it was being started
            self._signal(signal.SIGKILL)
        await self._copy_output(process)
        code = await process.wait()
        probe.cancel()
        self._process = None
        await self._set("down", f"the bot ended with {code}")
        return loop.time() - born

    async def _probe(self, process: asyncio.subprocess.Process) -> None:
        async with ClientSession(timeout=PROBE) as session:
            while True:
                try:
                    async with session.get(f"{self._address}/readyz") as answer:
                        healthy = answer.status == 200 and (await answer.json())["ready"] is True
                except (ClientError, TimeoutError, ValueError, LookupError):
                    healthy = False
                if healthy and self._process is process:
                    return await self._set("ready", None)
                await asyncio.sleep(0.1)

    async def _copy_output(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(log, "ab", buffering=0) as file:
            while chunk := await process.stdout.read(65536):
                file.write(chunk)
                if self._echo is not None:
                    self._echo.write(chunk)
                    self._echo.flush()

    async def _set(self, state: str, note: str | None) -> None:
        async with self._change:
            self._state, self._note = state, note
            self._change.notify_all()

    async def _until(self, holds: Callable[[], bool]) -> None:
        async with self._change:
            await self._change.wait_for(holds)

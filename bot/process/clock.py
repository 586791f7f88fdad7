"""The bot's clocks: real time, or real time plus the offset of a sandbox's clock file."""

import mmap
import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from domain.dates import Clock, lender_day

OFFSET = struct.Struct("<q")  # microseconds, as the sandbox writes them


@dataclass(frozen=True)
class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return lender_day(self.now())


class SandboxClock:
    """Reads the offset from mapped memory at every call: a move is seen at once."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            try:
                self._map = mmap.mmap(file.fileno(), OFFSET.size, access=mmap.ACCESS_READ)
            except ValueError:
                raise OSError(f"CLOCK_FILE: {path} is no sandbox's clock") from None

    def now(self) -> datetime:
        (offset,) = OFFSET.unpack(self._map[:])
        return datetime.now(UTC) + timedelta(microseconds=offset)

    def today(self) -> date:
        return lender_day(self.now())


def open_clock(path: Path | None) -> Clock:
    return SystemClock() if path is None else SandboxClock(path)

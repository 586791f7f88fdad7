"""Moving the world's clock from one due moment to the next, so that nothing is skipped."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

from sandbox.clock.clock import WorldClock
from sandbox.clock.idle import Idle, Ticking

MOSCOW = timezone(timedelta(hours=3), "MSK")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def duration(text: str) -> timedelta:
    """«90s», «10m», «3h», «30d», «1w»; ValueError with one sentence for anything else."""
    match = re.fullmatch(r"(\d{1,6})([smhdw])", text.strip())
    if match is None:
        raise ValueError(f"can't read «{text}», give a duration like 90s, 10m, 3h, 30d or 1w")
    return timedelta(**{UNITS[match[2]]: int(match[1])})


def moment(text: str) -> datetime:
    """An ISO date and time, Moscow's when it names no zone; ValueError with one sentence."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"can't read «{text}», give a moment like 2026-12-01T10:00") from None
    return (found if found.tzinfo else found.replace(tzinfo=MOSCOW)).astimezone(UTC)


class Advance:
    """Moves the clock to a moment; everybody does on the way what is due on the way."""

    def __init__(
        self, *, clock: WorldClock, bot: Ticking, idle: Idle, patience: float = 60.0
    ) -> None:
        self._clock = clock
        self._bot = bot
        self._idle = idle
        self._patience = patience  # real seconds that one moment may take

    async def to(self, target: datetime) -> int:
        """Come to rest, go to the next due moment, and so on; return the number of stops.

        A bot that was stopped by order does nothing on the way: only the world's timers run.
        ValueError when `target` lies in the past, NotIdleError when a moment doesn't come to rest.
        """
        if target < self._clock.now():
            raise ValueError("the clock only goes forward")
        stops = 0
        while True:
            due = await self._settle()
            if self._clock.now() >= target:
                return stops
            with suppress(ValueError):  # real time has come there by itself
                self._clock.move_to(min([target, *due]))
            stops += 1

    async def _settle(self) -> list[datetime]:
        """Let everything due now be done; return the moments at which something is due next."""
        if self._bot.state()["stopped"]:
            await self._idle.wait_without_bot(self._patience)
            due = [self._clock.next_due()]
        else:
            tick = await self._idle.wait(self._patience)
            due = [tick.next_due, self._clock.next_due()]
        return [moment for moment in due if moment is not None]

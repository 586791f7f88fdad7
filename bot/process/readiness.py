"""Can the bot do its work now? Asked by whoever sends requests to it, or restarts it."""

import asyncio
from dataclasses import dataclass, field

from domain.dates import Clock
from storage.engine.database import Database
from storage.migrate import newest
from storage.queues.desk import WaitRows
from storage.queues.outbox import OutboxRows

PATIENCE = 3.0  # seconds for the database to answer
FITS, WRITES, REACHED = "fits", "writes", "reached"


@dataclass
class Readiness:
    """`listening`: whether updates come in."""

    db: Database
    outbox: OutboxRows
    waits: WaitRows
    clock: Clock
    listening: bool = False
    _asking: asyncio.Task[dict[str, object]] | None = field(default=None, init=False)

    async def told(self) -> dict[str, object]:
        """`ready`, and of what stands in the way the word: `database` is «writes», or says why
        not; `schema` is «fits», or the revision that is there. What a new start wouldn't mend is
        told too: `staff_group` is «reached», or why it can't be and until when nothing is tried;
        `waiting_lanes` are the chats that Telegram wants nothing for; `oldest_seconds` is the age
        of the oldest row that is to be said."""
        if self._asking is None or self._asking.done():  # who asks meanwhile shares the answer
            self._asking = asyncio.create_task(self._ask())
        done, _ = await asyncio.wait([self._asking], timeout=PATIENCE)
        found = self._asking.result() if done else {"database": "no answer", "schema": "unknown"}
        fine = found["database"] == WRITES and found["schema"] == FITS
        return {"ready": self.listening and fine, "listening": self.listening, **found}

    async def _ask(self) -> dict[str, object]:
        found: dict[str, object] = {"database": WRITES, "schema": "unknown"}
        try:
            head = await asyncio.to_thread(newest)
            row = await self.db.one("SELECT version_num FROM alembic_version")
            there = row["version_num"] if row else "none"
            found["schema"] = FITS if there == head else f"at revision {there}"
            await self.db.run("PRAGMA user_version = 1")  # a write that changes nothing
            found |= await self._speaking()
        except Exception as error:
            found["database"] = str(error)
        return found

    async def _speaking(self) -> dict[str, object]:
        now = self.clock.now()
        held = {one.lane: one for one in await self.waits.all() if one.holds(now)}
        desk = held.get(self.waits.of_desk)
        oldest = await self.outbox.oldest()
        return {
            "staff_group": f"{desk.why} until {desk.until:%Y-%m-%dT%H:%MZ}" if desk else REACHED,
            "waiting_lanes": len(held),
            "oldest_seconds": round((now - oldest).total_seconds()) if oldest else 0,
        }

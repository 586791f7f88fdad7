"""Can the bot do its work now? Asked by whoever sends requests to it, or restarts it."""

import asyncio
from dataclasses import dataclass, field

from storage.database import Database
from storage.migrate import newest

PATIENCE = 3.0  # seconds for the database to answer
FITS, WRITES = "fits", "writes"


@dataclass
class Readiness:
    """`listening`: whether updates come in."""

    db: Database
    listening: bool = False
    _asking: asyncio.Task[dict[str, str]] | None = field(default=None, init=False)

    async def told(self) -> dict[str, object]:
        """`ready`, and of what stands in the way the word: `database` is «writes», or says why
        not; `schema` is «fits», or the revision that is there."""
        if self._asking is None or self._asking.done():  # who asks meanwhile shares the answer
            self._asking = asyncio.create_task(self._ask())
        done, _ = await asyncio.wait([self._asking], timeout=PATIENCE)
        found = self._asking.result() if done else {"database": "no answer", "schema": "unknown"}
        ready = self.listening and found == {"database": WRITES, "schema": FITS}
        return {"ready": ready, "listening": self.listening, **found}

    async def _ask(self) -> dict[str, str]:
        found = {"database": WRITES, "schema": "unknown"}
        try:
            head = await asyncio.to_thread(newest)
            row = await self.db.one("SELECT version_num FROM alembic_version")
            there = row["version_num"] if row else "none"
            found["schema"] = FITS if there == head else f"at revision {there}"
            await self.db.run("PRAGMA user_version = 1")  # a write that changes nothing
        except Exception as error:
            found["database"] = str(error)
        return found

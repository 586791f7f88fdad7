"""Editions of the law: every one that was ever the newest is kept, whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.editions import Edition, is_known, learn, newest
from storage.database import Database, iso

CONTRACTS = (
    "SELECT law, count(*) AS contracts FROM (SELECT law FROM loan UNION ALL SELECT law FROM "
    "application WHERE status IN ('offered', 'cooling', 'signed') AND law IS NOT NULL) GROUP BY law"
)


@dataclass(frozen=True)
class EditionRows:
    db: Database

    async def keep(self, one: Edition, at: datetime) -> None:
        """One that is kept already stays as it is."""
        await self.db.run(
            "INSERT INTO law_edition (version, body, first_at) VALUES (?, ?, ?) "
            "ON CONFLICT (version) DO NOTHING",
            one.version,
            one.body,
            iso(at),
        )

    async def all(self) -> Sequence[Edition]:
        rows = await self.db.all("SELECT version, body FROM law_edition ORDER BY first_at")
        return [Edition.read(row["version"], row["body"]) for row in rows]

    async def of_contracts(self) -> dict[str, int]:
        """How many contracts name which."""
        rows = await self.db.all(CONTRACTS)
        return {row["law"]: row["contracts"] for row in rows}


async def take_up(db: Database, clock: Clock) -> dict[str, int]:
    """Keep the newest edition, and let the domain know all that are kept. Contracts of editions
    that nobody knows, counted: they are read by the newest one, and people have to be told."""
    async with db.transaction():
        await EditionRows(db).keep(newest(), clock.now())
        return await unknown(db)


async def unknown(db: Database) -> dict[str, int]:
    """The same, writing nothing."""
    rows = EditionRows(db)
    for one in await rows.all():
        learn(one)
    named = await rows.of_contracts()
    return {law: count for law, count in named.items() if not is_known(law)}

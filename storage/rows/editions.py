"""Editions of the law: every one that was ever the newest is kept, whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.rules.editions import Edition, is_known, learn, newest
from storage.engine.database import Database, iso

LOANS = "loan WHERE"
CONTRACTS = "application WHERE status IN ('offered', 'cooling', 'signed') AND law IS NOT NULL AND"


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

    async def of_contracts(self) -> set[str]:
        """Those that contracts name: an index is asked for one after another."""
        named: set[str] = set()
        last = ""
        while True:
            rows = await self.db.all(
                f"SELECT (SELECT law FROM {LOANS} law > ? ORDER BY law LIMIT 1) AS law UNION "
                f"SELECT (SELECT law FROM {CONTRACTS} law > ? ORDER BY law LIMIT 1)",
                last,
                last,
            )
            found = [row["law"] for row in rows if row["law"] is not None]
            if not found:
                return named
            last = min(found)
            named.add(last)

    async def contracts_of(self, law: str) -> int:
        row = await self.db.one(
            f"SELECT (SELECT count(*) FROM {LOANS} law = ?) + "
            f"(SELECT count(*) FROM {CONTRACTS} law = ?) AS n",
            law,
            law,
        )
        return int(row["n"]) if row else 0


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
    lost = sorted(law for law in await rows.of_contracts() if not is_known(law))
    return {law: await rows.contracts_of(law) for law in lost}

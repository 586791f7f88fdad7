"""How many SMS and calls went out in each hour."""

from dataclasses import dataclass
from datetime import datetime

from domain.model.messaging.texting import Channel, Texted
from domain.money import Money
from storage.engine.database import Database, iso


@dataclass(frozen=True)
class TextRows:
    db: Database

    async def add(self, channel: Channel, hour: datetime, cost: Money) -> None:
        await self.db.run(
            "INSERT INTO text_count (channel, hour, count, kopecks) VALUES (?, ?, 1, ?) "
            "ON CONFLICT (channel, hour) DO UPDATE SET count = count + 1, "
            "kopecks = kopecks + excluded.kopecks",
            channel,
            iso(hour),
            cost.kopecks,
        )

    async def since(self, channel: Channel, hour: datetime) -> Texted:
        row = await self.db.one(
            "SELECT coalesce(sum(count), 0) AS n, coalesce(sum(kopecks), 0) AS kopecks "
            "FROM text_count WHERE channel = ? AND hour >= ?",
            channel,
            iso(hour),
        )
        assert row is not None
        return Texted(count=int(row["n"]), cost=Money(int(row["kopecks"])))

    async def forget_before(self, moment: datetime, most: int) -> bool:
        rows = await self.db.all(
            "DELETE FROM text_count WHERE (channel, hour) IN (SELECT channel, hour "
            "FROM text_count WHERE hour < ? ORDER BY hour LIMIT ?) RETURNING 1",
            iso(moment),
            most,
        )
        return len(rows) == most

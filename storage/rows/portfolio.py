"""What was issued in a quarter, by debt burden: sums that grow with each loan."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.money import ZERO, Money
from domain.rules.decision.shares import Bucket
from storage.engine.database import Database

NONE = "none"  # of loans that fall under no limit
SIGNED = (
    "SELECT CASE WHEN pdn > 80 THEN 'over_80' WHEN pdn > 50 THEN '50_80' ELSE 'none' END "
    "AS bucket, sum(approved) AS kopecks FROM application "
    "WHERE status IN ('cooling', 'signed') GROUP BY 1"
)


@dataclass(frozen=True)
class PortfolioRows:
    db: Database

    async def add(self, quarter: str, bucket: Bucket | None, amount: Money) -> None:
        await self.db.run(
            "INSERT INTO portfolio (quarter, bucket, kopecks) VALUES (?, ?, ?) "
            "ON CONFLICT (quarter, bucket) DO UPDATE SET kopecks = kopecks + excluded.kopecks",
            quarter,
            bucket or NONE,
            amount.kopecks,
        )

    async def issued(self, quarter: str, *, signed: bool = False) -> Mapping[Bucket | None, Money]:
        """`signed`: with contracts whose money isn't there yet, found by an index."""
        rows = list(await self.db.all("SELECT * FROM portfolio WHERE quarter = ?", quarter))
        if signed:
            rows += await self.db.all(SIGNED)
        sums = dict[Bucket | None, Money]()
        for row in rows:
            bucket = None if row["bucket"] == NONE else Bucket(row["bucket"])
            sums[bucket] = sums.get(bucket, ZERO) + Money(row["kopecks"])
        return sums

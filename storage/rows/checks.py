"""What was asked and told outside before money goes, and what stop lists have frozen."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.gateways import Listing
from domain.ids import ApplicationId, BorrowerId, OperationId
from domain.model.fincert import Fact, FraudReport, Lookup
from domain.model.freezing import Freeze
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso
from storage.rows.applications import LIVE_LIST


@dataclass(frozen=True)
class LookupRows:
    db: Database

    async def of(self, operation_id: OperationId) -> Sequence[Lookup]:
        """The oldest first."""
        rows = await self.db.all(
            "SELECT * FROM lookup WHERE move_id = ? ORDER BY seq", operation_id
        )
        return [
            Lookup(
                operation_id=operation_id,
                request_id=row["request_id"],
                who=row["who"],
                asked_at=instant(row["asked_at"]),
                answered_at=instant(row["answered_at"]),
                answer=Listing(row["answer"]),
                valid_until=instant(row["valid_until"]),
            )
            for row in rows
        ]

    async def add(self, lookup: Lookup) -> None:
        """Append; the answer to a question that was answered before isn't kept twice."""
        await self.db.run(
            "INSERT INTO lookup (move_id, request_id, who, asked_at, answered_at, answer, "
            "valid_until) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request_id) DO NOTHING",
            lookup.operation_id,
            lookup.request_id,
            lookup.who,
            iso(lookup.asked_at),
            iso(lookup.answered_at),
            lookup.answer,
            iso(lookup.valid_until),
        )


@dataclass(frozen=True)
class FraudReportRows:
    db: Database

    async def get(self, report_id: str) -> FraudReport:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM fraud_report WHERE id = ?", report_id)
        if row is None:
            raise KeyError(report_id)
        return _report(row)

    async def of_move(self, operation_id: OperationId) -> FraudReport | None:
        row = await self.db.one("SELECT * FROM fraud_report WHERE move_id = ?", operation_id)
        return _report(row) if row else None

    async def save(self, report: FraudReport) -> None:
        await self.db.run(
            "INSERT INTO fraud_report (id, application_id, move_id, fact, fact_at, deadline, "
            "reference, acknowledged_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET reference = excluded.reference, "
            "acknowledged_at = excluded.acknowledged_at",
            report.id,
            report.application_id,
            report.operation_id,
            report.fact,
            iso(report.fact_at),
            iso(report.deadline),
            report.reference,
            maybe_iso(report.acknowledged_at),
        )


def _report(row: Row) -> FraudReport:
    return FraudReport(
        id=row["id"],
        application_id=ApplicationId(row["application_id"]),
        operation_id=OperationId(row["move_id"]),
        fact=Fact(row["fact"]),
        fact_at=instant(row["fact_at"]),
        deadline=instant(row["deadline"]),
        reference=row["reference"],
        acknowledged_at=maybe_instant(row["acknowledged_at"]),
    )


@dataclass(frozen=True)
class FreezeRows:
    db: Database

    async def standing(self, borrower_id: BorrowerId) -> Freeze | None:
        row = await self.db.one(
            "SELECT * FROM freeze WHERE borrower_id = ? AND lifted_at IS NULL", borrower_id
        )
        return _freeze(row) if row else None

    async def overruled(self, borrower_id: BorrowerId) -> bool:
        row = await self.db.one(
            "SELECT 1 AS found FROM freeze WHERE borrower_id = ? AND by_right = 1", borrower_id
        )
        return row is not None

    async def save(self, freeze: Freeze) -> None:
        await self.db.run(
            "INSERT INTO freeze (id, borrower_id, list, since, lifted_at, lifted_by, by_right) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "lifted_at = excluded.lifted_at, lifted_by = excluded.lifted_by, "
            "by_right = excluded.by_right",
            freeze.id,
            freeze.borrower_id,
            freeze.list,
            iso(freeze.since),
            maybe_iso(freeze.lifted_at),
            freeze.lifted_by,
            int(freeze.by_right),
        )


def _freeze(row: Row) -> Freeze:
    return Freeze(
        id=row["id"],
        borrower_id=BorrowerId(row["borrower_id"]),
        list=row["list"],
        since=instant(row["since"]),
        lifted_at=maybe_instant(row["lifted_at"]),
        lifted_by=row["lifted_by"],
        by_right=bool(row["by_right"]),
    )


@dataclass(frozen=True)
class PeopleRows:
    """Whom stop lists are tried against: who owes, applies, has begun to, or has an account."""

    db: Database

    async def page(self, after: int, most: int) -> Sequence[BorrowerId]:
        """The next ones after that number, in order; each table is read from there on only."""
        parts = (
            f"application WHERE status IN ({LIVE_LIST}) AND",
            "loan WHERE closed_on IS NULL AND",
            "draft WHERE",
            "account WHERE",
        )
        pages = " UNION ".join(
            f"SELECT borrower_id FROM (SELECT borrower_id FROM {part} borrower_id > ? "
            "ORDER BY borrower_id LIMIT ?)"
            for part in parts
        )
        rows = await self.db.all(
            f"{pages} ORDER BY borrower_id LIMIT ?", *(after, most) * len(parts), most
        )
        return [BorrowerId(row["borrower_id"]) for row in rows]

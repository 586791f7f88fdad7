"""What is to be done and looked at: jobs and staff cases."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dates import Clock
from domain.ids import CaseId
from domain.model.cases import ALARMS, Action, Case, CaseKind
from domain.model.jobs import JobKind
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso

RETRY = timedelta(minutes=5)  # the longest pause between tries


@dataclass(frozen=True)
class Job:
    """A claimed piece of work."""

    kind: str
    subject: str
    plan: int
    attempts: int  # this one included


@dataclass(frozen=True)
class JobRows:
    """Claimable rows: one row a piece of work, kept until it is done."""

    db: Database
    clock: Clock
    wake: Callable[[], None]  # called after a commit that planned something for now

    async def plan(self, kind: JobKind, subject: str, at: datetime | None = None) -> None:
        await self.db.run(
            "INSERT INTO job (kind, subject, due_at) VALUES (?, ?, ?) "
            "ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, "
            "plan = job.plan + 1, attempts = 0",
            kind,
            subject,
            iso(at or self.clock.now()),
        )
        if at is None:
            self.db.after_commit(self.wake)

    async def plan_once(self, kind: JobKind, subject: str) -> None:
        await self.db.run(
            "INSERT INTO job (kind, subject, due_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            kind,
            subject,
            iso(self.clock.now()),
        )
        self.db.after_commit(self.wake)

    async def drop(self, kind: JobKind, subject: str) -> None:
        await self.db.run("DELETE FROM job WHERE kind = ? AND subject = ?", kind, subject)

    async def claim(self, most: int) -> Sequence[Job]:
        """Take up to `most` due rows for this process."""
        now = iso(self.clock.now())
        rows = await self.db.all(
            "UPDATE job SET claimed = 1, attempts = attempts + 1 WHERE (kind, subject) IN "
            "(SELECT kind, subject FROM job WHERE due_at <= ? AND claimed = 0 "
            "ORDER BY due_at LIMIT ?) RETURNING kind, subject, plan, attempts",
            now,
            most,
        )
        return [Job(row["kind"], row["subject"], row["plan"], row["attempts"]) for row in rows]

    async def stepped_back(self, before: datetime) -> None:
        """The clock has told `before` and now tells less: what was due by then is due, and so
        is the next try of what was tried. What waits for a later moment waits for it."""
        now = self.clock.now()
        await self.db.run(
            "UPDATE job SET due_at = ? WHERE due_at > ? AND due_at <= ? "
            "AND (due_at <= ? OR attempts > 0)",
            iso(now),
            iso(now),
            iso(before + RETRY),
            iso(before),
        )

    async def clock_seen(self) -> datetime | None:
        """The latest moment that the clock has told, to the minute; None before the first start."""
        row = await self.db.one("SELECT at FROM clock_seen WHERE id = 1")
        return instant(row["at"]) if row else None

    async def note_clock(self, at: datetime) -> None:
        await self.db.run(
            "INSERT INTO clock_seen (id, at) VALUES (1, ?) "
            "ON CONFLICT (id) DO UPDATE SET at = excluded.at",
            iso(at),
        )

    async def finish(self, job: Job) -> None:
        """Done; a row that was planned again meanwhile stays."""
        await self.db.run(
            "DELETE FROM job WHERE kind = ? AND subject = ? AND plan = ?",
            job.kind,
            job.subject,
            job.plan,
        )
        await self._unclaim(job)

    async def again(self, job: Job, at: datetime) -> None:
        await self.db.run(
            "UPDATE job SET due_at = ? WHERE kind = ? AND subject = ? AND plan = ?",
            iso(at),
            job.kind,
            job.subject,
            job.plan,
        )
        await self._unclaim(job)

    async def _unclaim(self, job: Job) -> None:
        await self.db.run(
            "UPDATE job SET claimed = 0 WHERE kind = ? AND subject = ?", job.kind, job.subject
        )
        self.db.after_commit(self.wake)

    async def release_all(self) -> None:
        """At start: what a killed process had claimed is free again."""
        await self.db.run("UPDATE job SET claimed = 0 WHERE claimed = 1")

    async def next_due(self) -> datetime | None:
        row = await self.db.one("SELECT min(due_at) AS due FROM job")
        return maybe_instant(row["due"]) if row else None


@dataclass(frozen=True)
class CaseRows:
    db: Database
    cipher: Cipher

    async def get(self, case_id: CaseId) -> Case | None:
        row = await self.db.one("SELECT * FROM staff_case WHERE id = ?", case_id)
        return self._case(row) if row else None

    async def open_about(self, kind: CaseKind, subject: str) -> Case | None:
        row = await self.db.one(
            "SELECT * FROM staff_case WHERE kind = ? AND subject = ? AND closed_at IS NULL",
            kind,
            subject,
        )
        return self._case(row) if row else None

    async def last_about(self, kind: CaseKind, subject: str) -> Case | None:
        row = await self.db.one(
            "SELECT * FROM staff_case WHERE kind = ? AND subject = ? "
            "ORDER BY opened_at DESC LIMIT 1",
            kind,
            subject,
        )
        return self._case(row) if row else None

    async def open(self, most: int) -> Sequence[Case]:
        rows = await self.db.all(
            "SELECT * FROM staff_case WHERE closed_at IS NULL "
            "AND kind NOT IN (SELECT value FROM json_each(?)) ORDER BY opened_at LIMIT ?",
            json.dumps(ALARMS),
            most,
        )
        return [self._case(row) for row in rows]

    async def alarms(self, kind: CaseKind) -> tuple[Case | None, int]:
        row = await self.db.one(
            "SELECT * FROM staff_case WHERE kind = ? AND closed_at IS NULL "
            "ORDER BY opened_at LIMIT 1",
            kind,
        )
        if row is None:
            return None, 0
        found = await self.db.one(
            "SELECT count(*) AS n FROM staff_case WHERE kind = ? AND closed_at IS NULL", kind
        )
        assert found is not None
        return self._case(row), int(found["n"])

    async def save(self, case: Case) -> None:
        await self.db.run(
            "INSERT INTO staff_case (id, kind, subject, facts, opened_at, closed_at, action, "
            "closed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET facts = excluded.facts, "
            "closed_at = excluded.closed_at, action = excluded.action, "
            "closed_by = excluded.closed_by",
            case.id,
            case.kind,
            case.subject,
            self.cipher.seal(json.dumps(case.facts, ensure_ascii=False), "staff_case.facts"),
            iso(case.opened_at),
            maybe_iso(case.closed_at),
            case.action,
            case.closed_by,
        )

    def _case(self, row: Row) -> Case:
        return Case(
            id=CaseId(row["id"]),
            kind=CaseKind(row["kind"]),
            subject=row["subject"],
            facts=json.loads(self.cipher.open(row["facts"], "staff_case.facts")),
            opened_at=instant(row["opened_at"]),
            closed_at=maybe_instant(row["closed_at"]),
            action=Action(row["action"]) if row["action"] else None,
            closed_by=row["closed_by"],
        )

"""Persons: the marks of applications by blind index, and what staff have said about them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.ids import ApplicationId, PersonId
from domain.model.application import Application, ApplicationStatus
from domain.model.person import Judgement, Mark
from storage.engine.crypto import Cipher
from storage.engine.database import Database, instant, iso, maybe_iso
from storage.rows.applications import LIVE_LIST, ApplicationRows
from storage.rows.marks import index_of, keep_marks

# What makes an application tell who somebody is: a contract, being under way, a word of the staff.
COUNTS = (
    f"(a.status IN ({LIVE_LIST}, '{ApplicationStatus.ISSUED}') OR EXISTS "
    "(SELECT 1 FROM judgement j WHERE j.application_id = a.id))"
)


@dataclass(frozen=True)
class PersonRows:
    db: Database
    cipher: Cipher
    applications: ApplicationRows

    async def add(self, person_id: PersonId, at: datetime) -> None:
        await self.db.run("INSERT INTO person (id, created_at) VALUES (?, ?)", person_id, iso(at))

    async def sharing(
        self, marks: Collection[Mark], but: ApplicationId | None = None
    ) -> Sequence[Application]:
        """Known people's applications with one of these marks, the oldest first."""
        told = [value for mark in marks for value in (mark.kind, index_of(self.cipher, mark))]
        places = " OR ".join(["(m.kind = ? AND m.value_index = ?)"] * len(marks))
        rows = await self.db.all(
            "SELECT a.* FROM application a WHERE a.person_id IS NOT NULL AND a.id <> ? AND "
            f"a.id IN (SELECT m.application_id FROM application_mark m WHERE {places}) AND "
            f"{COUNTS} ORDER BY a.created_at, a.id",
            but or "",
            *told,
        )
        return [self.applications.application(row) for row in rows]

    async def mark(self, application: Application) -> None:
        await keep_marks(self.db, self.cipher, application)

    async def note_shared(self, one: ApplicationId, other: ApplicationId) -> None:
        await self.db.run(
            "INSERT INTO shared_mark (application_id, other_id) VALUES (?, ?) "
            "ON CONFLICT DO NOTHING",
            one,
            other,
        )

    async def shared(self) -> Sequence[tuple[ApplicationId, ApplicationId]]:
        rows = await self.db.all("SELECT * FROM shared_mark ORDER BY application_id, other_id")
        return [
            (ApplicationId(row["application_id"]), ApplicationId(row["other_id"])) for row in rows
        ]

    async def rounds(self, mark: Mark, since: datetime, but: ApplicationId) -> int:
        row = await self.db.one(
            "SELECT count(*) AS n FROM application a JOIN application_mark m "
            "ON m.application_id = a.id WHERE m.kind = ? AND m.value_index = ? "
            "AND a.asked_at > ? AND a.id <> ?",
            mark.kind,
            index_of(self.cipher, mark),
            iso(since),
            but,
        )
        return int(row["n"]) if row else 0

    async def judge(self, judgement: Judgement) -> None:
        await self.db.run(
            'INSERT INTO judgement (application_id, person_id, same, "by", at) '
            "VALUES (?, ?, ?, ?, ?) ON CONFLICT (application_id, person_id) DO UPDATE SET "
            'same = excluded.same, "by" = excluded."by", at = excluded.at',
            judgement.application_id,
            judgement.person_id,
            int(judgement.same),
            judgement.by,
            iso(judgement.at),
        )

    async def judgements(self, application_id: ApplicationId) -> Sequence[Judgement]:
        rows = await self.db.all(
            "SELECT * FROM judgement WHERE application_id = ? ORDER BY at", application_id
        )
        return [
            Judgement(
                application_id=application_id,
                person_id=PersonId(row["person_id"]),
                same=bool(row["same"]),
                by=row["by"],
                at=instant(row["at"]),
            )
            for row in rows
        ]

    async def apart(self, person_id: PersonId) -> frozenset[PersonId]:
        rows = await self.db.all(
            "SELECT a.person_id AS one, j.person_id AS other FROM application a "
            "JOIN judgement j ON j.application_id = a.id WHERE j.same = 0 AND a.person_id = ? "
            "UNION SELECT a.person_id, j.person_id FROM judgement j "
            "JOIN application a ON a.id = j.application_id WHERE j.same = 0 AND j.person_id = ?",
            person_id,
            person_id,
        )
        both = {PersonId(row[side]) for row in rows for side in ("one", "other") if row[side]}
        return frozenset(both - {person_id})

    async def join(self, kept: PersonId, gone: PersonId) -> None:
        """A judgement about `gone` is one about `kept` from now on. Of two applications under way
        that of `gone` stays where it was: one person can't have both."""
        live = f"status IN ({LIVE_LIST})"
        await self.db.run(
            f"UPDATE application SET person_id = ? WHERE person_id = ? AND NOT ({live} AND EXISTS "
            f"(SELECT 1 FROM application WHERE person_id = ? AND {live}))",
            kept,
            gone,
            kept,
        )
        await self.db.run("UPDATE loan SET person_id = ? WHERE person_id = ?", kept, gone)
        await self.db.run(
            "UPDATE OR IGNORE judgement SET person_id = ? WHERE person_id = ?", kept, gone
        )
        await self.db.run("DELETE FROM judgement WHERE person_id = ?", gone)

    async def move(self, application_id: ApplicationId, to: PersonId) -> None:
        await self.db.run("UPDATE application SET person_id = ? WHERE id = ?", to, application_id)
        await self.db.run(
            "UPDATE loan SET person_id = ? WHERE application_id = ?", to, application_id
        )


@dataclass(frozen=True)
class ScanRows:
    db: Database

    async def after(self, name: str) -> str | None:
        row = await self.db.one("SELECT * FROM scan WHERE name = ?", name)
        if row is None:
            return ""
        return None if row["done_at"] else str(row["after"])

    async def save(self, name: str, after: str, done_at: datetime | None = None) -> None:
        await self.db.run(
            'INSERT INTO scan (name, "after", done_at) VALUES (?, ?, ?) ON CONFLICT (name) '
            'DO UPDATE SET "after" = excluded."after", done_at = excluded.done_at',
            name,
            after,
            maybe_iso(done_at),
        )

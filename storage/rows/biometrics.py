"""Tries to be recognised before a signature."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import ApplicationId, BorrowerId
from domain.model.biometrics import FaceCheck, FaceCheckStatus
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso


@dataclass(frozen=True)
class FaceCheckRows:
    db: Database

    async def get(self, ident: str) -> FaceCheck:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM face_check WHERE id = ?", ident)
        if row is None:
            raise KeyError(ident)
        return _check(row)

    async def last(self, application_id: ApplicationId) -> FaceCheck | None:
        row = await self.db.one(
            "SELECT * FROM face_check WHERE application_id = ? "
            "ORDER BY opened_at DESC, rowid DESC LIMIT 1",
            application_id,
        )
        return _check(row) if row else None

    async def opened_since(self, application_id: ApplicationId, since: datetime) -> int:
        row = await self.db.one(
            "SELECT count(*) AS n FROM face_check WHERE application_id = ? AND opened_at > ?",
            application_id,
            iso(since),
        )
        return int(row["n"]) if row else 0

    async def save(self, check: FaceCheck) -> None:
        await self.db.run(
            "INSERT INTO face_check (id, application_id, borrower_id, state, opened_at, session, "
            "page, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, session = excluded.session, "
            "page = excluded.page, answered_at = excluded.answered_at",
            check.id,
            check.application_id,
            check.borrower_id,
            check.state,
            iso(check.opened_at),
            check.session,
            check.page,
            maybe_iso(check.answered_at),
        )


def _check(row: Row) -> FaceCheck:
    return FaceCheck(
        id=row["id"],
        application_id=ApplicationId(row["application_id"]),
        borrower_id=BorrowerId(row["borrower_id"]),
        state=FaceCheckStatus(row["state"]),
        opened_at=instant(row["opened_at"]),
        session=row["session"],
        page=row["page"],
        answered_at=maybe_instant(row["answered_at"]),
    )

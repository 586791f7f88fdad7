"""What a borrower sets: the profile's changes, notices, copies of their data, its deletion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.ids import BorrowerId, ChatId
from domain.model.profile import Change, Deletion, Export, NoticeChoice, Wanted
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso

BEFORE, AFTER = "profile_change.before", "profile_change.after"


@dataclass(frozen=True)
class ProfileChangeRows:
    db: Database
    cipher: Cipher

    async def add(self, change: Change) -> None:
        before = change.before
        await self.db.run(
            "INSERT INTO profile_change (borrower_id, field, before, after, chat_id, at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            change.borrower_id,
            change.field,
            None if before is None else self.cipher.seal(before, BEFORE),
            self.cipher.seal(change.after, AFTER),
            change.chat_id,
            iso(change.at),
        )

    async def of(self, borrower_id: BorrowerId) -> Sequence[Change]:
        """The oldest first."""
        rows = await self.db.all(
            "SELECT * FROM profile_change WHERE borrower_id = ? ORDER BY id", borrower_id
        )
        return [self._change(row) for row in rows]

    async def forget(self, borrower_id: BorrowerId) -> None:
        await self.db.run("DELETE FROM profile_change WHERE borrower_id = ?", borrower_id)

    def _change(self, row: Row) -> Change:
        before = row["before"]
        return Change(
            borrower_id=BorrowerId(row["borrower_id"]),
            field=row["field"],
            before=None if before is None else self.cipher.open(before, BEFORE).decode(),
            after=self.cipher.open(row["after"], AFTER).decode(),
            chat_id=ChatId(row["chat_id"]),
            at=instant(row["at"]),
        )


@dataclass(frozen=True)
class NotificationChoiceRows:
    db: Database

    async def of(self, borrower_id: BorrowerId) -> Mapping[Wanted, NoticeChoice]:
        rows = await self.db.all(
            "SELECT * FROM notification_choice WHERE borrower_id = ? ORDER BY kind", borrower_id
        )
        return {
            Wanted(row["kind"]): NoticeChoice(
                kind=Wanted(row["kind"]),
                wanted=bool(row["wanted"]),
                changed_at=instant(row["changed_at"]),
            )
            for row in rows
        }

    async def save(self, borrower_id: BorrowerId, choice: NoticeChoice) -> None:
        await self.db.run(
            "INSERT INTO notification_choice (borrower_id, kind, wanted, changed_at) "
            "VALUES (?, ?, ?, ?) ON CONFLICT (borrower_id, kind) DO UPDATE SET "
            "wanted = excluded.wanted, changed_at = excluded.changed_at",
            borrower_id,
            choice.kind,
            int(choice.wanted),
            iso(choice.changed_at),
        )


@dataclass(frozen=True)
class ExportRows:
    db: Database
    cipher: Cipher

    async def get(self, export_id: str) -> Export:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM export_request WHERE id = ?", export_id)
        if row is None:
            raise KeyError(export_id)
        return _export(row)

    async def since(self, borrower_id: BorrowerId, moment: datetime) -> Sequence[Export]:
        rows = await self.db.all(
            "SELECT * FROM export_request WHERE borrower_id = ? AND asked_at > ? ORDER BY asked_at",
            borrower_id,
            iso(moment),
        )
        return [_export(row) for row in rows]

    async def save(self, export: Export) -> None:
        await self.db.run(
            "INSERT INTO export_request (id, borrower_id, asked_at, done_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET done_at = excluded.done_at",
            export.id,
            export.borrower_id,
            iso(export.asked_at),
            maybe_iso(export.done_at),
        )

    async def forget_files(self, borrower_id: BorrowerId) -> None:
        """The rows stay: that a copy was sent, when, and its hash."""
        await self.db.run(
            "UPDATE paper SET content = ? WHERE kind = 'export' AND application_id IN "
            "(SELECT id FROM application WHERE borrower_id = ?)",
            self.cipher.seal(b"", "paper.content"),
            borrower_id,
        )


def _export(row: Row) -> Export:
    return Export(
        id=row["id"],
        borrower_id=BorrowerId(row["borrower_id"]),
        asked_at=instant(row["asked_at"]),
        done_at=maybe_instant(row["done_at"]),
    )


@dataclass(frozen=True)
class DeletionRows:
    db: Database

    async def get(self, deletion_id: str) -> Deletion:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM deletion_request WHERE id = ?", deletion_id)
        if row is None:
            raise KeyError(deletion_id)
        return _deletion(row)

    async def last(self, borrower_id: BorrowerId) -> Deletion | None:
        row = await self.db.one(
            "SELECT * FROM deletion_request WHERE borrower_id = ? ORDER BY asked_at DESC LIMIT 1",
            borrower_id,
        )
        return _deletion(row) if row else None

    async def save(self, deletion: Deletion) -> None:
        await self.db.run(
            "INSERT INTO deletion_request (id, borrower_id, asked_at, keep_until, answer_by, "
            "number, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET answered_at = excluded.answered_at",
            deletion.id,
            deletion.borrower_id,
            iso(deletion.asked_at),
            deletion.keep_until.isoformat(),
            deletion.answer_by.isoformat(),
            deletion.number,
            maybe_iso(deletion.answered_at),
        )


def _deletion(row: Row) -> Deletion:
    return Deletion(
        id=row["id"],
        borrower_id=BorrowerId(row["borrower_id"]),
        asked_at=instant(row["asked_at"]),
        keep_until=date.fromisoformat(row["keep_until"]),
        answer_by=date.fromisoformat(row["answer_by"]),
        number=row["number"],
        answered_at=maybe_instant(row["answered_at"]),
    )

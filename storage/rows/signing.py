"""Codes, papers as they were shown, and the chained record of signatures."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from domain.ids import ApplicationId, BorrowerId, CodeId, DocumentId
from domain.model.codes import Code, CodePurpose, Trust
from domain.ports import Document, Signature
from storage.engine.codec import dump
from storage.engine.crypto import Cipher
from storage.engine.database import Database, instant, iso, maybe_instant, maybe_iso

PAGE = 200  # records that are read by one query


@dataclass(frozen=True)
class CodeRows:
    db: Database
    cipher: Cipher

    async def last(
        self, borrower_id: BorrowerId, purpose: CodePurpose, phone: str | None = None
    ) -> Code | None:
        row = await self.db.one(
            "SELECT * FROM code WHERE borrower_id = ? AND purpose = ? "
            "AND (? IS NULL OR phone_index = ?) ORDER BY sent_at DESC LIMIT 1",
            borrower_id,
            purpose,
            *[self.cipher.index(phone) if phone is not None else None] * 2,
        )
        if row is None:
            return None
        return Code(
            id=CodeId(row["id"]),
            purpose=CodePurpose(row["purpose"]),
            borrower_id=borrower_id,
            phone=self.cipher.open(row["phone"], "code.phone").decode(),
            subject=self.cipher.open(row["subject"], "code.subject").decode(),
            digest=row["digest"],
            sent_at=instant(row["sent_at"]),
            tries_left=row["tries_left"],
            used_at=maybe_instant(row["used_at"]),
            trust=Trust(row["trust"]),
        )

    async def sent_since(self, borrower_id: BorrowerId, since: datetime) -> int:
        row = await self.db.one(
            "SELECT count(*) AS n FROM code WHERE borrower_id = ? AND sent_at > ?",
            borrower_id,
            iso(since),
        )
        return int(row["n"]) if row else 0

    async def to_strangers_since(self, phone: str, since: datetime) -> int:
        row = await self.db.one(
            "SELECT count(*) AS n FROM code WHERE phone_index = ? AND sent_at > ? "
            "AND trust = 'stranger'",
            self.cipher.index(phone),
            iso(since),
        )
        return int(row["n"]) if row else 0

    async def has_proven(self, borrower_id: BorrowerId, phone: str) -> bool:
        found = await self.db.one(
            "SELECT 1 FROM code WHERE borrower_id = ? AND phone_index = ? AND used_at IS NOT NULL "
            "LIMIT 1",
            borrower_id,
            self.cipher.index(phone),
        )
        return found is not None

    async def last_proven(self, phone: str, purpose: CodePurpose | None = None) -> datetime | None:
        row = await self.db.one(
            "SELECT max(used_at) AS at FROM code WHERE phone_index = ? "
            "AND (? IS NULL OR purpose = ?)",
            self.cipher.index(phone),
            purpose,
            purpose,
        )
        return maybe_instant(row["at"]) if row else None

    async def is_newest(self, borrower_id: BorrowerId, phone: str, purpose: CodePurpose) -> bool:
        """Is the last code of this purpose to this phone one of theirs? Those of strangers don't
        take the place of one that went to who has proven the number, or shared it."""
        own = await self.last(borrower_id, purpose, phone)
        trusted = own is not None and own.trust is not Trust.STRANGER
        row = await self.db.one(
            "SELECT borrower_id FROM code WHERE phone_index = ? AND purpose = ? "
            "AND (trust <> 'stranger' OR ?) ORDER BY sent_at DESC LIMIT 1",
            self.cipher.index(phone),
            purpose,
            not trusted,
        )
        return row is not None and row["borrower_id"] == borrower_id

    async def forget_unused(self, moment: datetime, most: int) -> bool:
        """Those sent before `moment` that nobody typed; what was typed proves what was agreed to,
        and stays. True: there are more."""
        rows = await self.db.all(
            "DELETE FROM code WHERE id IN (SELECT id FROM code WHERE used_at IS NULL "
            "AND sent_at < ? ORDER BY sent_at LIMIT ?) RETURNING 1",
            iso(moment),
            most,
        )
        return len(rows) == most

    async def save(self, code: Code) -> None:
        await self.db.run(
            "INSERT INTO code (id, purpose, borrower_id, phone_index, phone, subject, digest, "
            "sent_at, tries_left, used_at, trust) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET tries_left = excluded.tries_left, "
            "used_at = excluded.used_at",
            code.id,
            code.purpose,
            code.borrower_id,
            self.cipher.index(code.phone),
            self.cipher.seal(code.phone, "code.phone"),
            self.cipher.seal(code.subject, "code.subject"),
            code.digest,
            iso(code.sent_at),
            code.tries_left,
            maybe_iso(code.used_at),
            code.trust,
        )


@dataclass(frozen=True)
class DocumentRows:
    db: Database
    cipher: Cipher

    async def get(self, document_id: DocumentId) -> Document:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM paper WHERE id = ?", document_id)
        if row is None:
            raise KeyError(document_id)
        return Document(
            id=document_id,
            application_id=ApplicationId(row["application_id"]),
            kind=row["kind"],
            name=row["name"],
            content=self.cipher.open(row["content"], "paper.content"),
            sha256=row["sha256"],
            made_at=instant(row["made_at"]),
        )

    async def add(self, paper: Document) -> None:
        await self.db.run(
            "INSERT INTO paper (id, application_id, kind, name, content, sha256, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            paper.id,
            paper.application_id,
            paper.kind,
            paper.name,
            self.cipher.seal(paper.content, "paper.content"),
            paper.sha256,
            iso(paper.made_at),
        )


@dataclass(frozen=True)
class SignatureRows:
    """Append-only; each record carries the hash of the one before it."""

    db: Database
    cipher: Cipher

    async def add(self, signature: Signature) -> None:
        last = await self.db.one("SELECT hash FROM signature ORDER BY seq DESC LIMIT 1")
        previous = last["hash"] if last else ""
        body = dump(signature)
        await self.db.run(
            "INSERT INTO signature (id, application_id, body, previous, hash) "
            "VALUES (?, ?, ?, ?, ?)",
            signature.id,
            signature.application_id,
            self.cipher.seal(body, "signature.body"),
            previous,
            sha256(f"{previous}{body}".encode()).hexdigest(),
        )

    async def broken_at(self) -> int | None:
        """The first record that doesn't fit the one before it; None when the chain is whole."""
        previous, seq = "", 0
        while rows := await self.db.all(
            "SELECT * FROM signature WHERE seq > ? ORDER BY seq LIMIT ?", seq, PAGE
        ):
            for row in rows:
                body = self.cipher.open(row["body"], "signature.body").decode()
                right = sha256(f"{previous}{body}".encode()).hexdigest()
                seq = int(row["seq"])
                if row["previous"] != previous or row["hash"] != right:
                    return seq
                previous = row["hash"]
        return None

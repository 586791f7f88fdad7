"""Drafts and applications."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.ids import ApplicationId, BorrowerId, DocumentId, PersonId
from domain.model.application import LIVE, Application, ApplicationStatus, Draft, Form, Reason
from domain.money import Money
from storage.engine.codec import build, dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso
from storage.rows.marks import keep_marks

LIVE_LIST = ", ".join(f"'{status}'" for status in sorted(LIVE))


def _draft(body: bytes) -> Draft:
    """Drafts of the first versions name a chat: it is the borrower's first number."""
    plain = json.loads(body)
    if "chat_id" in plain:
        plain["borrower_id"] = plain.pop("chat_id")
    return build(Draft, plain)


@dataclass(frozen=True)
class DraftRows:
    db: Database
    cipher: Cipher

    async def get(self, borrower_id: BorrowerId) -> Draft | None:
        row = await self.db.one("SELECT body FROM draft WHERE borrower_id = ?", borrower_id)
        return _draft(self.cipher.open(row["body"], "draft.body")) if row else None

    async def save(self, draft: Draft) -> None:
        await self.db.run(
            "INSERT INTO draft (borrower_id, body, updated_at) VALUES (?, ?, ?) "
            "ON CONFLICT (borrower_id) DO UPDATE SET body = excluded.body, "
            "updated_at = excluded.updated_at",
            draft.borrower_id,
            self.cipher.seal(dump(draft), "draft.body"),
            iso(draft.updated_at),
        )

    async def drop(self, borrower_id: BorrowerId) -> None:
        await self.db.run("DELETE FROM draft WHERE borrower_id = ?", borrower_id)


@dataclass(frozen=True)
class ApplicationRows:
    db: Database
    cipher: Cipher

    async def get(self, application_id: ApplicationId) -> Application:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM application WHERE id = ?", application_id)
        if row is None:
            raise KeyError(application_id)
        return self.application(row)

    async def last(self, borrower_id: BorrowerId) -> Application | None:
        row = await self.db.one(
            "SELECT * FROM application WHERE borrower_id = ? ORDER BY created_at DESC LIMIT 1",
            borrower_id,
        )
        return self.application(row) if row else None

    async def of(self, borrower_id: BorrowerId) -> Sequence[Application]:
        """All of a borrower's, the newest first."""
        rows = await self.db.all(
            "SELECT * FROM application WHERE borrower_id = ? ORDER BY created_at DESC", borrower_id
        )
        return [self.application(row) for row in rows]

    async def of_person(self, person_id: PersonId) -> Sequence[Application]:
        """All of a person's, in whatever chat, the newest first."""
        rows = await self.db.all(
            "SELECT * FROM application WHERE person_id = ? ORDER BY created_at DESC", person_id
        )
        return [self.application(row) for row in rows]

    async def page(self, after: str, most: int) -> Sequence[Application]:
        """In the order of their ids, from the first that is greater."""
        rows = await self.db.all(
            "SELECT * FROM application WHERE id > ? ORDER BY id LIMIT ?", after, most
        )
        return [self.application(row) for row in rows]

    async def rejected_of_phone(self, phone: str, today: date) -> Sequence[Application]:
        """Those that were applied for with this number and are still rejected on that day."""
        rows = await self.db.all(
            "SELECT * FROM application WHERE phone_index = ? AND status = 'rejected' "
            "AND retry_on > ?",
            self.cipher.index(phone),
            today.isoformat(),
        )
        return [self.application(row) for row in rows]

    async def save(self, application: Application) -> None:
        await self.db.run(
            "INSERT INTO application (id, borrower_id, phone_index, inn_index, status, amount, "
            "days, product, form, created_at, approved, reason, retry_on, pdn, terms, contract, "
            "law, person_id, proven, asked_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET status = excluded.status, "
            "approved = excluded.approved, reason = excluded.reason, "
            "product = excluded.product, days = excluded.days, "
            "retry_on = excluded.retry_on, pdn = excluded.pdn, "
            "terms = excluded.terms, contract = excluded.contract, law = excluded.law, "
            "person_id = excluded.person_id, proven = excluded.proven, "
            "asked_at = excluded.asked_at",
            application.id,
            application.borrower_id,
            self.cipher.index(application.form.phone),
            self.cipher.index(application.form.inn),
            application.status,
            application.amount.kopecks,
            application.days,
            application.product,
            self.cipher.seal(dump(application.form), "application.form"),
            iso(application.created_at),
            application.approved.kopecks if application.approved else None,
            application.reason,
            application.retry_on.isoformat() if application.retry_on else None,
            application.pdn,
            application.terms,
            application.contract,
            application.law,
            application.person_id,
            int(application.proven),
            maybe_iso(application.asked_at),
        )
        await keep_marks(self.db, self.cipher, application)

    async def replace_phone(self, application: Application, phone: str) -> None:
        """Its form has this number from now on."""
        form = replace(application.form, phone=phone)
        await self.db.run(
            "UPDATE application SET phone_index = ?, form = ? WHERE id = ?",
            self.cipher.index(phone),
            self.cipher.seal(dump(form), "application.form"),
            application.id,
        )

    async def of_contract(self, number: str) -> Application | None:
        row = await self.db.one("SELECT * FROM application WHERE contract = ?", number)
        return self.application(row) if row else None

    async def next_contract(self) -> int:
        row = await self.db.one(
            "INSERT INTO counter (name, value) VALUES ('contract', 1) "
            "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
        )
        assert row is not None
        return int(row["value"])

    def application(self, row: Row) -> Application:
        return Application(
            id=ApplicationId(row["id"]),
            borrower_id=BorrowerId(row["borrower_id"]),
            status=ApplicationStatus(row["status"]),
            amount=Money(row["amount"]),
            days=row["days"],
            product=row["product"],
            form=load(Form, self.cipher.open(row["form"], "application.form")),
            created_at=instant(row["created_at"]),
            approved=Money(row["approved"]) if row["approved"] else None,
            reason=Reason(row["reason"]) if row["reason"] else None,
            retry_on=date.fromisoformat(row["retry_on"]) if row["retry_on"] else None,
            pdn=row["pdn"],
            terms=DocumentId(row["terms"]) if row["terms"] else None,
            contract=row["contract"],
            law=row["law"],
            person_id=PersonId(row["person_id"]) if row["person_id"] else None,
            proven=bool(row["proven"]),
            asked_at=maybe_instant(row["asked_at"]),
        )

"""Accounts, and where they are signed in."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.account import Account, PayoutHold
from domain.model.accounts.session import Session
from domain.model.application import Form
from storage.engine.codec import load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso

FRESH = 1 << 60  # ids of guests who were signed in before begin here: no chat has such a number


@dataclass(frozen=True)
class AccountRows:
    db: Database
    cipher: Cipher

    async def get(self, borrower_id: BorrowerId) -> Account | None:
        row = await self.db.one("SELECT * FROM account WHERE borrower_id = ?", borrower_id)
        return await self._account(row) if row else None

    async def of_phone(self, phone: str) -> Account | None:
        row = await self.db.one(
            "SELECT * FROM account WHERE phone_index = ?", self.cipher.index(phone)
        )
        return await self._account(row) if row else None

    async def save(self, account: Account) -> None:
        hold, phone = account.hold, account.phone
        values: dict[str, object] = {
            "borrower_id": account.borrower_id,
            "phone_index": self.cipher.index(phone) if phone else None,
            "phone": self.cipher.seal(phone, "account.phone") if phone else None,
            "password_hash": account.password_hash,
            "pin_hash": account.pin_hash,
            "opened_at": maybe_iso(account.opened_at),
            "blocked_at": maybe_iso(account.blocked_at),
            "block_reason": self._sealed_reason(account),
            "hold_since": maybe_iso(hold.since if hold else None),
            "hold_until": maybe_iso(hold.until if hold else None),
            "hold_every": int(hold.every) if hold else 0,
            "away_told_at": maybe_iso(account.away_told_at),
        }
        changed = ", ".join(f"{name} = excluded.{name}" for name in values)
        await self.db.run(
            f"INSERT INTO account ({', '.join(values)}) VALUES ({', '.join('?' * len(values))}) "
            f"ON CONFLICT (borrower_id) DO UPDATE SET {changed}",
            *values.values(),
        )

    def _sealed_reason(self, account: Account) -> bytes | None:
        if account.block_reason is None:
            return None
        return self.cipher.seal(account.block_reason, "account.block_reason")

    async def _account(self, row: Row) -> Account:
        reason, hold = row["block_reason"], None
        if row["hold_until"]:
            hold = PayoutHold(
                since=instant(row["hold_since"]),
                until=instant(row["hold_until"]),
                every=bool(row["hold_every"]),
            )
        return Account(
            borrower_id=BorrowerId(row["borrower_id"]),
            phone=await self._phone(row),
            password_hash=row["password_hash"],
            pin_hash=row["pin_hash"],
            opened_at=maybe_instant(row["opened_at"]),
            blocked_at=maybe_instant(row["blocked_at"]),
            block_reason=self.cipher.open(reason, "account.block_reason").decode()
            if reason
            else None,
            hold=hold,
            away_told_at=maybe_instant(row["away_told_at"]),
        )

    async def _phone(self, row: Row) -> str | None:
        """Rows of the first versions hold its index only: it stands in an application."""
        if row["phone"]:
            return self.cipher.open(row["phone"], "account.phone").decode()
        if not row["phone_index"]:
            return None
        found = await self.db.one(
            "SELECT form FROM application WHERE phone_index = ? LIMIT 1", row["phone_index"]
        )
        form = load(Form, self.cipher.open(found["form"], "application.form")) if found else None
        return form.phone if form else None


@dataclass(frozen=True)
class SessionRows:
    db: Database
    cipher: Cipher

    async def of_chat(self, chat_id: ChatId) -> Session | None:
        row = await self.db.one(
            "SELECT * FROM session WHERE chat_id = ? AND ended_at IS NULL", chat_id
        )
        return self._session(row) if row else None

    async def of(self, borrower_id: BorrowerId) -> Sequence[Session]:
        """Those that last, the one that spoke last first."""
        rows = await self.db.all(
            "SELECT * FROM session WHERE borrower_id = ? AND ended_at IS NULL "
            "ORDER BY seen_at DESC, opened_at DESC",
            borrower_id,
        )
        return [self._session(row) for row in rows]

    async def knows(self, borrower_id: BorrowerId, chat_id: ChatId) -> bool:
        found = await self.db.one(
            "SELECT 1 FROM session WHERE borrower_id = ? AND chat_id = ?", borrower_id, chat_id
        )
        return found is not None

    async def open(self, session: Session) -> None:
        """In place of whoever was signed in there."""
        await self.db.run(
            "UPDATE session SET ended_at = ? WHERE chat_id = ? AND ended_at IS NULL",
            iso(session.opened_at),
            session.chat_id,
        )
        await self.db.run(
            "INSERT INTO session (chat_id, borrower_id, name, opened_at, seen_at, locked) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, borrower_id) DO UPDATE SET "
            "name = excluded.name, opened_at = excluded.opened_at, seen_at = excluded.seen_at, "
            "locked = excluded.locked, ended_at = NULL",
            session.chat_id,
            session.borrower_id,
            self._sealed(session.name),
            iso(session.opened_at),
            iso(session.seen_at),
            int(session.locked),
        )

    async def touch(self, session: Session) -> None:
        await self.db.run(
            "UPDATE session SET name = ?, seen_at = ?, locked = ? "
            "WHERE chat_id = ? AND ended_at IS NULL",
            self._sealed(session.name),
            iso(session.seen_at),
            int(session.locked),
            session.chat_id,
        )

    async def end(self, chat_id: ChatId, at: datetime, *, forget: bool = False) -> None:
        """The chat is a guest's again: under its old number, unless that is the account's own."""
        session = await self.of_chat(chat_id)
        if session is None:
            return
        if forget:
            await self.db.run(
                "DELETE FROM session WHERE chat_id = ? AND borrower_id = ?",
                chat_id,
                session.borrower_id,
            )
        else:
            await self.db.run(
                "UPDATE session SET ended_at = ? WHERE chat_id = ? AND ended_at IS NULL",
                iso(at),
                chat_id,
            )
        if await self.guest(chat_id) == session.borrower_id:
            await self.db.run(
                "INSERT INTO guest (chat_id, borrower_id) VALUES (?, ?) "
                "ON CONFLICT (chat_id) DO UPDATE SET borrower_id = excluded.borrower_id",
                chat_id,
                FRESH + secrets.randbits(59),
            )

    async def guest(self, chat_id: ChatId) -> BorrowerId:
        """Who speaks in a chat that isn't signed in: at first the chat's own number."""
        row = await self.db.one("SELECT borrower_id FROM guest WHERE chat_id = ?", chat_id)
        return BorrowerId(row["borrower_id"] if row else chat_id)

    async def chat_of(self, borrower_id: BorrowerId) -> ChatId | None:
        home = await self.home_of(borrower_id)
        gone = await self.db.one("SELECT 1 FROM blocked_chat WHERE chat_id = ?", home)
        return home if gone is None else None

    async def home_of(self, borrower_id: BorrowerId) -> ChatId | None:
        """Signed in, where they spoke last; chats that are gone come last."""
        row = await self.db.one(
            "SELECT s.chat_id FROM session s LEFT JOIN blocked_chat b "
            "ON b.chat_id = s.chat_id WHERE s.borrower_id = ? AND s.ended_at IS NULL "
            "ORDER BY b.since IS NOT NULL, s.seen_at DESC, s.opened_at DESC LIMIT 1",
            borrower_id,
        ) or await self.db.one("SELECT chat_id FROM guest WHERE borrower_id = ?", borrower_id)
        if row is not None:
            return ChatId(row["chat_id"])
        other = await self.db.one("SELECT 1 FROM guest WHERE chat_id = ?", borrower_id)
        return ChatId(borrower_id) if other is None and borrower_id < FRESH else None

    def _sealed(self, name: str | None) -> bytes | None:
        return None if name is None else self.cipher.seal(name, "session.name")

    def _session(self, row: Row) -> Session:
        name = row["name"]
        return Session(
            chat_id=ChatId(row["chat_id"]),
            borrower_id=BorrowerId(row["borrower_id"]),
            name=None if name is None else self.cipher.open(name, "session.name").decode(),
            opened_at=instant(row["opened_at"]),
            seen_at=instant(row["seen_at"]),
            locked=bool(row["locked"]),
        )

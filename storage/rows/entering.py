"""What happens at the door of an account: steps, wrong tries, secrets on their way to Argon2."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.ids import ChatId
from domain.model.accounts.login_attempt import LoginAttempt, SecretTry
from domain.rules.guard import Guard
from storage.engine.codec import dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, iso, maybe_instant, maybe_iso


@dataclass(frozen=True)
class GuardRows:
    """Kept under keyed hashes: a scope may name a phone."""

    db: Database
    cipher: Cipher

    async def get(self, scope: str) -> Guard:
        row = await self.db.one("SELECT * FROM guard WHERE scope = ?", self.cipher.index(scope))
        if row is None:
            return Guard(scope=scope)
        last_at = maybe_instant(row["last_at"])
        return Guard(scope=scope, failures=row["failures"], last_at=last_at)

    async def save(self, guard: Guard) -> None:
        await self.db.run(
            "INSERT INTO guard (scope, failures, last_at) VALUES (?, ?, ?) "
            "ON CONFLICT (scope) DO UPDATE SET failures = excluded.failures, "
            "last_at = excluded.last_at",
            self.cipher.index(guard.scope),
            guard.failures,
            maybe_iso(guard.last_at),
        )

    async def forget_before(self, moment: datetime, most: int) -> bool:
        rows = await self.db.all(
            "DELETE FROM guard WHERE scope IN (SELECT scope FROM guard WHERE last_at < ? "
            "ORDER BY last_at LIMIT ?) RETURNING 1",
            iso(moment),
            most,
        )
        return len(rows) == most

    async def clear(self, scope: str) -> None:
        await self.db.run("DELETE FROM guard WHERE scope = ?", self.cipher.index(scope))


@dataclass(frozen=True)
class LoginAttemptRows:
    db: Database
    cipher: Cipher

    async def get(self, chat_id: ChatId) -> LoginAttempt | None:
        row = await self.db.one("SELECT body FROM entry WHERE chat_id = ?", chat_id)
        return load(LoginAttempt, self.cipher.open(row["body"], "entry.body")) if row else None

    async def of_phone(self, phone: str) -> Sequence[LoginAttempt]:
        rows = await self.db.all(
            "SELECT body FROM entry WHERE phone_index = ?", self.cipher.index(phone)
        )
        return [load(LoginAttempt, self.cipher.open(row["body"], "entry.body")) for row in rows]

    async def save(self, entry: LoginAttempt) -> None:
        await self.db.run(
            "INSERT INTO entry (chat_id, phone_index, body, touched_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (chat_id) DO UPDATE SET phone_index = excluded.phone_index, "
            "body = excluded.body, touched_at = excluded.touched_at",
            entry.chat_id,
            self.cipher.index(entry.phone),
            self.cipher.seal(dump(entry), "entry.body"),
            iso(entry.touched_at),
        )

    async def drop(self, chat_id: ChatId) -> None:
        await self.db.run("DELETE FROM entry WHERE chat_id = ?", chat_id)

    async def forget_before(self, moment: datetime, most: int) -> bool:
        rows = await self.db.all(
            "DELETE FROM entry WHERE chat_id IN (SELECT chat_id FROM entry WHERE touched_at < ? "
            "ORDER BY touched_at LIMIT ?) RETURNING 1",
            iso(moment),
            most,
        )
        return len(rows) == most


@dataclass(frozen=True)
class SecretTryRows:
    db: Database
    cipher: Cipher

    async def add(self, one: SecretTry) -> bool:
        """False while another one of this chat waits."""
        waits = await self.db.one("SELECT 1 FROM secret_try WHERE chat_id = ?", one.chat_id)
        if waits is not None:
            return False
        await self.db.run(
            "INSERT INTO secret_try (id, chat_id, body, asked_at, first) VALUES (?, ?, ?, ?, ?)",
            one.id,
            one.chat_id,
            self.cipher.seal(dump(one), "secret_try.body"),
            iso(one.asked_at),
            int(one.first),
        )
        return True

    async def next(self) -> SecretTry | None:
        """Those of known chats first, then the oldest."""
        row = await self.db.one(
            "SELECT body FROM secret_try ORDER BY first DESC, asked_at, id LIMIT 1"
        )
        return load(SecretTry, self.cipher.open(row["body"], "secret_try.body")) if row else None

    async def drop(self, ident: str) -> bool:
        """False when it is gone already."""
        rows = await self.db.all("DELETE FROM secret_try WHERE id = ? RETURNING id", ident)
        return bool(rows)

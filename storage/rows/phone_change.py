"""Changes of phone, their photos, and the record of blocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.block import Block
from domain.model.accounts.phone_change import PhoneChange
from storage.engine.codec import dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, iso, maybe_iso

UNDER_WAY = "state IN ('loading', 'open')"


@dataclass(frozen=True)
class PhoneChangeRows:
    db: Database
    cipher: Cipher

    async def get(self, ident: str) -> PhoneChange | None:
        return self._opened(await self.db.one("SELECT body FROM phone_change WHERE id = ?", ident))

    async def begun_in(self, chat_id: ChatId) -> PhoneChange | None:
        return self._opened(
            await self.db.one(
                "SELECT body FROM phone_change WHERE chat_id = ? AND state = 'begun' "
                "ORDER BY asked_at DESC LIMIT 1",
                chat_id,
            )
        )

    async def under_way_in(self, chat_id: ChatId) -> PhoneChange | None:
        return self._opened(
            await self.db.one(
                f"SELECT body FROM phone_change WHERE chat_id = ? AND {UNDER_WAY} LIMIT 1", chat_id
            )
        )

    async def under_way_of(self, borrower_id: BorrowerId) -> PhoneChange | None:
        return self._opened(
            await self.db.one(
                f"SELECT body FROM phone_change WHERE borrower_id = ? AND {UNDER_WAY}", borrower_id
            )
        )

    async def sent_in(self, chat_id: ChatId, since: datetime) -> int:
        """How many came to their photo."""
        row = await self.db.one(
            "SELECT count(*) AS n FROM phone_change "
            "WHERE chat_id = ? AND state <> 'begun' AND asked_at > ?",
            chat_id,
            iso(since),
        )
        return int(row["n"]) if row else 0

    async def sent_for(self, phone: str, since: datetime) -> int:
        """The same, by old number."""
        row = await self.db.one(
            "SELECT count(*) AS n FROM phone_change "
            "WHERE phone_index = ? AND state <> 'begun' AND asked_at > ?",
            self.cipher.index(phone),
            iso(since),
        )
        return int(row["n"]) if row else 0

    async def save(self, change: PhoneChange) -> None:
        values: dict[str, object] = {
            "id": change.id,
            "borrower_id": change.borrower_id,
            "chat_id": change.chat_id,
            "phone_index": self.cipher.index(change.old) if change.old else None,
            "body": self.cipher.seal(dump(change), "phone_change.body"),
            "state": change.state,
            "asked_at": iso(change.asked_at),
            "decided_at": maybe_iso(change.decided_at),
            "photo_until": maybe_iso(change.photo_until),
        }
        changed = ", ".join(f"{name} = excluded.{name}" for name in values)
        await self.db.run(
            f"INSERT INTO phone_change ({', '.join(values)}) "
            f"VALUES ({', '.join('?' * len(values))}) ON CONFLICT (id) DO UPDATE SET {changed}",
            *values.values(),
        )

    async def drop(self, ident: str) -> None:
        await self.db.run("DELETE FROM phone_change WHERE id = ?", ident)

    def _opened(self, row: Row | None) -> PhoneChange | None:
        if row is None:
            return None
        return load(PhoneChange, self.cipher.open(row["body"], "phone_change.body"))


@dataclass(frozen=True)
class PhotoRows:
    """By the id of the change; a photo whose time is over is NULL."""

    db: Database
    cipher: Cipher

    async def get(self, ident: str) -> bytes | None:
        row = await self.db.one("SELECT photo FROM phone_change WHERE id = ?", ident)
        if row is None or row["photo"] is None:
            return None
        return self.cipher.open(row["photo"], "phone_change.photo")

    async def keep(self, ident: str, content: bytes) -> None:
        sealed = self.cipher.seal(content, "phone_change.photo")
        await self.db.run("UPDATE phone_change SET photo = ? WHERE id = ?", sealed, ident)

    async def drop(self, ident: str) -> None:
        await self.db.run("UPDATE phone_change SET photo = NULL WHERE id = ?", ident)


@dataclass(frozen=True)
class BlockRows:
    db: Database
    cipher: Cipher

    async def add(self, block: Block) -> None:
        await self.db.run(
            "INSERT INTO account_block (borrower_id, blocked, body, at) VALUES (?, ?, ?, ?)",
            block.borrower_id,
            int(block.blocked),
            self.cipher.seal(dump(block), "account_block.body"),
            iso(block.at),
        )

    async def standing(self) -> Sequence[Block]:
        """Of each account that is blocked the last one, the oldest first."""
        rows = await self.db.all(
            "SELECT body FROM account_block WHERE blocked = 1 AND seq IN "
            "(SELECT max(seq) FROM account_block GROUP BY borrower_id) ORDER BY seq"
        )
        return [load(Block, self.cipher.open(row["body"], "account_block.body")) for row in rows]

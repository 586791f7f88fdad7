"""Conversations: which updates were seen, and where each conversation stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.ids import BorrowerId, ChatId
from domain.model.messaging.gone import Gone
from storage.engine.database import Database, instant, iso


@dataclass(frozen=True)
class Key:
    """A private chat, or a person in a topic of a group."""

    chat_id: int
    topic_id: int
    user_id: int


@dataclass(frozen=True)
class ConversationState:
    """What was read of a conversation at the beginning of an update."""

    seen: bool
    state: str | None
    data: dict[str, Any]
    borrower_id: BorrowerId  # who speaks: signed in, or a guest
    signed_in: bool = False
    seen_at: datetime | None = None  # of the session: when it spoke last
    locked: bool = False
    gone: bool = False  # the chat couldn't be reached before


@dataclass(frozen=True)
class ConversationRows:
    db: Database

    async def read(self, update_id: int, key: Key | None) -> ConversationState:
        """One query for all that an update needs to know."""
        chat = key or Key(0, 0, 0)
        row = await self.db.one(
            "SELECT (SELECT 1 FROM seen_update WHERE update_id = ?) AS seen, c.state, c.data, "
            "s.borrower_id AS signed_in, s.seen_at, s.locked, g.borrower_id AS guest, "
            "(SELECT 1 FROM blocked_chat WHERE chat_id = ?) AS gone "
            "FROM (SELECT 1) LEFT JOIN conversation c "
            "ON c.chat_id = ? AND c.topic_id = ? AND c.user_id = ? "
            "LEFT JOIN session s ON s.chat_id = ? AND s.ended_at IS NULL "
            "LEFT JOIN guest g ON g.chat_id = ?",
            update_id,
            chat.chat_id,
            chat.chat_id,
            chat.topic_id,
            chat.user_id,
            chat.chat_id,
            chat.chat_id,
        )
        assert row is not None
        data = json.loads(row["data"]) if row["data"] else {}
        signed_in, guest = row["signed_in"], row["guest"]
        return ConversationState(
            seen=row["seen"] is not None,
            state=row["state"],
            data=data,
            borrower_id=BorrowerId(signed_in or guest or chat.chat_id),
            signed_in=signed_in is not None,
            seen_at=instant(row["seen_at"]) if row["seen_at"] else None,
            locked=bool(row["locked"]),
            gone=row["gone"] is not None,
        )

    async def mark_seen(self, update_id: int, now: datetime) -> None:
        await self.db.run(
            "INSERT INTO seen_update (update_id, seen_at) VALUES (?, ?)", update_id, iso(now)
        )

    async def save(self, key: Key, state: str | None, data: dict[str, Any], now: datetime) -> None:
        await self.db.run(
            "INSERT INTO conversation (chat_id, topic_id, user_id, state, data, updated_at) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, topic_id, user_id) DO UPDATE SET "
            "state = excluded.state, data = excluded.data, updated_at = excluded.updated_at",
            key.chat_id,
            key.topic_id,
            key.user_id,
            state,
            json.dumps(data, ensure_ascii=False),
            iso(now),
        )

    async def failed(self, update_id: int, now: datetime) -> int:
        """Count one more failure of an update; how many it is now."""
        rows = await self.db.all(
            "INSERT INTO failed_update (update_id, attempts, failed_at) VALUES (?, 1, ?) "
            "ON CONFLICT (update_id) DO UPDATE SET attempts = failed_update.attempts + 1, "
            "failed_at = excluded.failed_at RETURNING attempts",
            update_id,
            iso(now),
        )
        return int(rows[0]["attempts"])

    async def forget_before(self, moment: datetime, most: int) -> bool:
        """Updates are repeated for a day at most; older marks may go. True: there are more."""
        rows = await self.db.all(
            "DELETE FROM seen_update WHERE update_id IN (SELECT update_id FROM seen_update "
            "WHERE seen_at < ? ORDER BY seen_at LIMIT ?) RETURNING 1",
            iso(moment),
            most,
        )
        return len(rows) == most

    async def forget_failures(self, moment: datetime, most: int) -> bool:
        """The same of counted failures."""
        rows = await self.db.all(
            "DELETE FROM failed_update WHERE update_id IN (SELECT update_id FROM failed_update "
            "WHERE failed_at < ? ORDER BY failed_at LIMIT ?) RETURNING 1",
            iso(moment),
            most,
        )
        return len(rows) == most

    async def anchored(self, chat_id: int, name: str) -> int | None:
        """The message of a chat that shows something that edits itself."""
        row = await self.db.one(
            "SELECT message_id FROM anchor WHERE chat_id = ? AND name = ?", chat_id, name
        )
        return row["message_id"] if row else None

    async def anchor(self, chat_id: int, name: str, message_id: int) -> None:
        await self.db.run(
            "INSERT INTO anchor (chat_id, name, message_id) VALUES (?, ?, ?) "
            "ON CONFLICT (chat_id, name) DO UPDATE SET message_id = excluded.message_id",
            chat_id,
            name,
            message_id,
        )

    async def lift_anchor(self, chat_id: int, name: str) -> None:
        await self.db.run("DELETE FROM anchor WHERE chat_id = ? AND name = ?", chat_id, name)

    async def leave(self, chat_id: int, why: Gone, now: datetime) -> bool:
        row = await self.db.one(
            "INSERT INTO blocked_chat (chat_id, since, why) VALUES (?, ?, ?) "
            "ON CONFLICT DO NOTHING RETURNING chat_id",
            chat_id,
            iso(now),
            why,
        )
        return row is not None

    async def missed(self, chat_id: int) -> None:
        await self.db.run("UPDATE blocked_chat SET missed = missed + 1 WHERE chat_id = ?", chat_id)

    async def missed_in(self, chat_id: int) -> int:
        row = await self.db.one("SELECT missed FROM blocked_chat WHERE chat_id = ?", chat_id)
        return int(row["missed"]) if row else 0

    async def gone_of(self, borrower_id: BorrowerId) -> Sequence[ChatId]:
        """Those that are gone of all chats in which a borrower has ever been."""
        rows = await self.db.all(
            "SELECT chat_id FROM blocked_chat WHERE chat_id IN "
            "(SELECT chat_id FROM session WHERE borrower_id = ?)",
            borrower_id,
        )
        return [ChatId(row["chat_id"]) for row in rows]

    async def come_back(self, chat_id: int) -> int | None:
        row = await self.db.one(
            "DELETE FROM blocked_chat WHERE chat_id = ? RETURNING missed", chat_id
        )
        return None if row is None else int(row["missed"])

    async def gone(self, chat_id: int) -> Gone | None:
        row = await self.db.one("SELECT why FROM blocked_chat WHERE chat_id = ?", chat_id)
        return Gone(row["why"]) if row else None

"""The outbox: everything that is to be said, sealed, in the order in which it was decided."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.notifications import Content
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, iso, maybe_instant

PLACE = "outbox.body"


@dataclass(frozen=True)
class OutboxMessage:
    """A queued row. `OutboxRows.body` opens its JSON text; `kind` says whose."""

    id: int
    lane: str
    kind: str
    content: Content
    sealed: bytes
    attempts: int


@dataclass(frozen=True)
class OutboxRows:
    """A lane is what must stay in order: a chat, or a phone."""

    db: Database
    cipher: Cipher
    clock: Clock
    wake: Callable[[], None]  # called after a commit that queued something

    async def add(self, *, lane: str, kind: str, content: Content, body: str) -> None:
        now = iso(self.clock.now())
        await self.db.run(
            "INSERT INTO outbox (lane, kind, content, body, state, created_at) "
            "VALUES (?, ?, ?, ?, 'queued', ?)",
            lane,
            kind,
            content,
            self.cipher.seal(body, PLACE),
            now,
        )
        self.db.after_commit(self.wake)

    async def heads(
        self, *, besides: Iterable[str] = (), most: int = 500
    ) -> Sequence[OutboxMessage]:
        """The first row of each lane, except those of some lanes: order is kept."""
        rows = await self.db.all(
            "SELECT * FROM outbox WHERE id IN (SELECT min(id) FROM outbox WHERE state = 'queued' "
            "AND lane NOT IN (SELECT value FROM json_each(?)) GROUP BY lane LIMIT ?)",
            json.dumps(list(besides)),
            most,
        )
        return [self._letter(row) for row in rows]

    async def behind(self, queued: OutboxMessage) -> Sequence[OutboxMessage]:
        """What waits in its lane after it."""
        rows = await self.db.all(
            "SELECT * FROM outbox WHERE state = 'queued' AND lane = ? AND id > ? ORDER BY id",
            queued.lane,
            queued.id,
        )
        return [self._letter(row) for row in rows]

    def body(self, queued: OutboxMessage) -> bytes:
        return self.cipher.open(queued.sealed, PLACE)

    async def sent(self, queued: OutboxMessage, message_id: int | None) -> None:
        """What was said is forgotten, that it was said is kept."""
        await self.db.run(
            "UPDATE outbox SET state = 'sent', message_id = ?, body = x'', "
            "attempts = attempts + 1, error = NULL WHERE id = ?",
            message_id,
            queued.id,
        )

    async def failed(self, queued: OutboxMessage, error: str) -> None:
        await self.db.run(
            "UPDATE outbox SET state = 'failed', error = ?, attempts = attempts + 1, body = x'' "
            "WHERE id = ?",
            error,
            queued.id,
        )

    async def again(self, queued: OutboxMessage, error: str) -> None:
        await self.db.run(
            "UPDATE outbox SET attempts = attempts + 1, error = ? WHERE id = ?", error, queued.id
        )

    async def queued(self, *, besides: Iterable[str] = ()) -> int:
        """How many rows are to be said, except those of some lanes."""
        row = await self.db.one(
            "SELECT count(*) AS n FROM outbox WHERE state = 'queued' "
            "AND lane NOT IN (SELECT value FROM json_each(?))",
            json.dumps(list(besides)),
        )
        return int(row["n"]) if row else 0

    async def oldest(self) -> datetime | None:
        row = await self.db.one("SELECT min(created_at) AS at FROM outbox WHERE state = 'queued'")
        return maybe_instant(row["at"]) if row else None

    def _letter(self, row: Row) -> OutboxMessage:
        return OutboxMessage(
            id=row["id"],
            lane=row["lane"],
            kind=row["kind"],
            content=Content(row["content"]),
            sealed=row["body"],
            attempts=row["attempts"],
        )


def telegram_lane(chat_id: int) -> str:
    return f"tg:{chat_id}"

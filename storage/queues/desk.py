"""The staff group: which id it has now, and lanes that must not speak yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.dates import Clock
from domain.model.messaging.desk import Wait
from storage.engine.database import Database, Row, instant, iso
from storage.queues.outbox import telegram_lane


@dataclass
class KnownWaits:
    """What was read of the waits last. This process is the only one that writes them, so they are
    read anew only after a commit that changed them: each look at the outbox asks for them."""

    changes: int = 0
    read_at: int = -1
    waits: Sequence[Wait] = ()

    def changed(self) -> None:
        self.changes += 1


@dataclass(frozen=True)
class DeskRows:
    """`setting` is the id of STAFF_CHAT; a group that is upgraded to a supergroup gets another
    (core.telegram.org/bots/api#responseparameters, migrate_to_chat_id)."""

    db: Database
    setting: int
    _now: dict[int, int] = field(default_factory=dict)
    known: KnownWaits = field(default_factory=KnownWaits)

    async def load(self) -> None:
        """What earlier lives of this process have learnt."""
        for row in await self.db.all("SELECT chat_id, now_id FROM moved_group"):
            self._now[row["chat_id"]] = row["now_id"]

    @property
    def chat_id(self) -> int:
        return self.now(self.setting)

    def now(self, chat_id: int) -> int:
        """The id that a chat has now."""
        return self._now.get(chat_id, chat_id)

    async def moved(self, old: int, new: int) -> bool:
        """It speaks from another id; what is queued goes there. False when that was known, or
        `old` isn't the staff group."""
        if self.chat_id != old or old == new:
            return False
        if await self.db.one("SELECT 1 FROM moved_group WHERE chat_id = ?", old):
            return False  # told by another update, a moment ago
        former = [old, *(one for one, now in self._now.items() if now == old)]
        for one in former:
            await self.db.run(
                "INSERT INTO moved_group (chat_id, now_id) VALUES (?, ?) "
                "ON CONFLICT (chat_id) DO UPDATE SET now_id = excluded.now_id",
                one,
                new,
            )
        await self.db.run(
            "UPDATE outbox SET lane = ? WHERE lane = ? AND state = 'queued'",
            telegram_lane(new),
            telegram_lane(old),
        )
        await self.db.run("DELETE FROM lane_wait WHERE lane = ?", telegram_lane(old))
        await self.db.run("DELETE FROM anchor WHERE chat_id = ?", old)
        await self.db.run("UPDATE conversation SET chat_id = ? WHERE chat_id = ?", new, old)
        self.db.after_commit(lambda: self._now.update(dict.fromkeys(former, new)))
        self.db.after_commit(self.known.changed)
        return True


@dataclass(frozen=True)
class WaitRows:
    """A lane's stored «not before», on the product's clock."""

    db: Database
    clock: Clock
    desk: DeskRows
    wake: Callable[[], None]  # called after a commit that lets a lane speak

    async def hold(self, lane: str, until: datetime, why: str) -> Wait | None:
        before = await self._of(lane)
        await self.db.run(
            "INSERT INTO lane_wait (lane, since, until, why) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (lane) DO UPDATE SET until = excluded.until, why = excluded.why",
            lane,
            iso(self.clock.now()),
            iso(until),
            why,
        )
        self.db.after_commit(self.desk.known.changed)
        self.db.after_commit(self.wake)
        return before

    async def lift(self, lane: str) -> Wait | None:
        before = await self._of(lane)
        if before is not None:
            await self.db.run("DELETE FROM lane_wait WHERE lane = ?", lane)
            self.db.after_commit(self.desk.known.changed)
            self.db.after_commit(self.wake)
        return before

    @property
    def of_desk(self) -> str:
        return telegram_lane(self.desk.chat_id)

    async def all(self) -> Sequence[Wait]:
        known = self.desk.known
        if known.read_at != known.changes:
            begun = known.changes
            rows = await self.db.all("SELECT * FROM lane_wait")
            known.waits, known.read_at = [_wait(row) for row in rows], begun
        return known.waits

    async def _of(self, lane: str) -> Wait | None:
        row = await self.db.one("SELECT * FROM lane_wait WHERE lane = ?", lane)
        return _wait(row) if row else None


def _wait(row: Row) -> Wait:
    return Wait(
        lane=row["lane"], since=instant(row["since"]), until=instant(row["until"]), why=row["why"]
    )

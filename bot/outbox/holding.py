"""Lanes that wait, since Telegram said so: for long (429), or for a group that is lost.

A wait is a row on the product's clock, so a new start doesn't ask earlier.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiogram.exceptions import TelegramAPIError, TelegramMigrateToChat

from bot.gateways.group_trouble import trouble_of
from domain.dates import Clock
from domain.model.messaging.desk import Wait
from domain.usecases.staff.desk import LoseDesk, MoveDesk, PauseLane, RegainDesk
from storage.engine.database import Database
from storage.queues.desk import DeskRows, WaitRows
from storage.queues.outbox import OutboxMessage

SHORT = 60.0  # seconds; so long is waited for in memory
LOOK = 1.0  # real seconds between looks at the clock while a lane waits


@dataclass(kw_only=True)
class Holding:
    db: Database
    desk_rows: DeskRows
    wait_rows: WaitRows
    clock: Clock
    move_desk: MoveDesk
    lose_desk: LoseDesk
    regain_desk: RegainDesk
    pause_lane: PauseLane
    _waits: Mapping[str, Wait] = field(default_factory=dict)

    async def load(self) -> None:
        """Look which lanes wait; to be called before the outbox is read."""
        self._waits = {one.lane: one for one in await self.wait_rows.all()}

    def held(self) -> Mapping[str, Wait]:
        """Those that must not speak now."""
        now = self.clock.now()
        return {lane: one for lane, one in self._waits.items() if one.holds(now)}

    def until(self) -> datetime | None:
        """When the first of them may."""
        return min((one.until for one in self.held().values()), default=None)

    async def something(self, wake: asyncio.Event) -> None:
        """Wait for `wake`, or for a lane that may speak again."""
        while held := self.held():
            try:
                async with asyncio.timeout(LOOK):
                    await wake.wait()
            except TimeoutError:
                pass
            if wake.is_set() or self.held().keys() != held.keys():
                return
        await wake.wait()

    def place(self, chat_id: int) -> int:
        """The id that a chat of a queued row has now."""
        return self.desk_rows.now(chat_id)

    async def too_many(self, queued: OutboxMessage, seconds: float) -> None:
        """Telegram takes nothing of this lane for so long."""
        if seconds <= SHORT:
            await asyncio.sleep(seconds)
            return
        async with self.db.transaction():
            until = self.clock.now() + timedelta(seconds=seconds)
            await self.pause_lane(lane=queued.lane, until=until)

    async def befell(self, chat_id: int, error: TelegramAPIError) -> bool:
        """Is it the staff's group that is refused, and not this message? Then its lane waits, or
        has moved: the row stays."""
        if chat_id != self.desk_rows.chat_id:
            return False
        if isinstance(error, TelegramMigrateToChat):
            async with self.db.transaction():
                await self.move_desk(old=chat_id, new=error.migrate_to_chat_id)
            return True
        trouble = trouble_of(error)
        if trouble is None:
            return False
        async with self.db.transaction():
            await self.lose_desk(trouble=trouble)
        return True

    async def spoke(self, lane: str) -> None:
        """Inside the transaction that marks what was said: a lane that waited is free."""
        if lane not in self._waits:
            return
        if lane == self.wait_rows.of_desk:
            await self.regain_desk()
        else:
            await self.wait_rows.lift(lane)

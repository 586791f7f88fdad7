"""Work that is only a matter of time: a use case called when its moment has come."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dates import Clock
from storage.conversations import ConversationRows
from storage.database import Database
from storage.work import Job

KEEP = timedelta(days=3)


@dataclass(frozen=True)
class Timer:
    """Calls `usecase(<name>=<the job's subject>)` in a transaction."""

    db: Database
    usecase: Callable[..., Awaitable[object]]
    name: str

    async def __call__(self, job: Job) -> datetime | None:
        async with self.db.transaction():
            await self.usecase(**{self.name: job.subject})
        return None


@dataclass(frozen=True, kw_only=True)
class ForgetUpdates:
    """Telegram repeats an update for a day at most: older marks may go. Comes again daily."""

    db: Database
    conversations: ConversationRows
    clock: Clock

    async def __call__(self, _: Job) -> datetime | None:
        async with self.db.transaction():
            await self.conversations.forget_before(self.clock.now() - KEEP)
        return self.clock.now() + timedelta(days=1)

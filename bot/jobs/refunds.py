"""What was given back in the bank's cabinet, without us."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dates import Clock
from domain.gateways import Bank
from domain.usecases.returned import NoteReturned
from storage.database import Database
from storage.work import Job

LOOKS_BACK = timedelta(days=10)  # longer than the bot is down


@dataclass(frozen=True, kw_only=True)
class LookForRefunds:
    """At once when the bank hints at one, else daily: the hint may never come."""

    db: Database
    bank: Bank
    note_returned: NoteReturned
    clock: Clock

    async def __call__(self, _: Job) -> datetime | None:
        now = self.clock.now()
        for refund in await self.bank.refunds(since=now - LOOKS_BACK):
            async with self.db.transaction():
                await self.note_returned(refund)
        return now + timedelta(days=1)

"""The copy of all that is kept about a borrower: written in a thread, it may be long."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.model.export import document
from domain.refusals import DataHeld
from domain.usecases.privacy.exporting import GatherExport, GiveExport
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class MakeExport:
    """Subject: the request."""

    db: Database
    gather_export: GatherExport
    give_export: GiveExport
    clock: Clock

    async def __call__(self, job: Job) -> datetime | None:
        # Outside a transaction: read piece by piece beside everybody's writing.
        try:
            gathered = await self.gather_export(export_id=job.subject)
        except DataHeld as held:
            return held.until
        if gathered is None:
            return None
        everything, profile = gathered
        content = await asyncio.to_thread(document, everything, profile.answers, self.clock.now())
        try:
            async with self.db.transaction():
                await self.give_export(export_id=job.subject, content=content)
        except DataHeld as held:  # since it was gathered
            return held.until
        return None

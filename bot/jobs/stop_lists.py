"""Stop lists: a changed file is taken over, and everybody is tried against them again."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.process.tables import StopListError
from domain.dates import Clock
from domain.model.cases import CaseKind
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.checks.freezing import FreezeListed
from storage.engine.database import Database
from storage.queues.work import Job
from storage.rows.checks import PeopleRows
from storage.rows.decisions import StopRows

AT_ONCE = 10  # people in one transaction: others write in between
FILE = "file"  # subject of the case
log = structlog.get_logger()
LoginAttempts = Sequence[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class TryStopLists:
    """At every start, when the file has changed, and once a day. A file that can't be read
    changes nothing: the old lists hold, and staff know."""

    db: Database
    stop_list_rows: StopRows
    people: PeopleRows
    stop_list_file: Callable[[], LoginAttempts]
    freeze_listed: FreezeListed
    open_case: OpenCase
    solve_case: SolveCase
    clock: Clock

    async def __call__(self, _: Job) -> datetime | None:
        try:
            wanted = await asyncio.to_thread(
                lambda: self.stop_list_rows.indexed(self.stop_list_file())
            )
        except (OSError, ValueError) as error:
            await self._alarm(error)
        else:
            await self.stop_list_rows.take_over(wanted)
            async with self.db.transaction():
                await self.solve_case(kind=CaseKind.STOP_LISTS, subject=FILE)
        await self._try_everybody()
        return self.clock.now() + timedelta(days=1)

    async def _try_everybody(self) -> None:
        after = -(2**63)
        while page := await self.people.page(after, AT_ONCE):
            async with self.db.transaction():
                for borrower_id in page:
                    await self.freeze_listed(borrower_id=borrower_id)
            after = page[-1]
            await asyncio.sleep(0)

    async def _alarm(self, error: Exception) -> None:
        lines = error.lines if isinstance(error, StopListError) else (type(error).__name__,)
        log.error("stop lists can't be read, the old ones hold", lines=lines)
        facts = {"lines": "; ".join(line.partition(":")[0] for line in lines[:20])}
        async with self.db.transaction():
            await self.open_case(kind=CaseKind.STOP_LISTS, subject=FILE, facts=facts)

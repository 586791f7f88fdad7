"""Work that is only a matter of time: a use case called when its moment has come."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dates import Clock
from domain.model.accounts.login_attempt import KEPT as ENTRY_KEPT
from domain.model.codes import UNUSED_KEPT
from domain.model.messaging.texting import KEPT as TEXTS_KEPT
from domain.ports import LoginAttempts
from domain.rules.guard import FORGOTTEN
from domain.usecases.ledger.looking_back import CountDelays
from domain.usecases.overdue.overdue_scan import ScanDue
from domain.usecases.payments.reconciling import Reconcile
from storage.engine.database import Database
from storage.queues.conversations import ConversationRows
from storage.queues.work import Job
from storage.rows.entering import GuardRows
from storage.rows.signing import CodeRows
from storage.rows.texting import TextRows

KEEP = timedelta(days=3)
GUARD_KEPT = FORGOTTEN + timedelta(days=1)  # a day more, should the clock step back
STEP = 200  # rows in one transaction


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
    """What has served, daily and in small steps: marks and failures of updates, since Telegram
    repeats one for a day at most; what was left at the door of an account; wrong tries, which
    count for a day; codes that nobody typed; counts of SMS. Codes that were typed are evidence and
    stay."""

    db: Database
    conversations: ConversationRows
    login_attempts: LoginAttempts
    guard_rows: GuardRows
    code_rows: CodeRows
    text_rows: TextRows
    clock: Clock

    async def __call__(self, _: Job) -> datetime | None:
        now = self.clock.now()
        for forget, kept in (
            (self.conversations.forget_before, KEEP),
            (self.conversations.forget_failures, KEEP),
            (self.login_attempts.forget_before, ENTRY_KEPT),
            (self.guard_rows.forget_before, GUARD_KEPT),
            (self.code_rows.forget_unused, UNUSED_KEPT),
            (self.text_rows.forget_before, TEXTS_KEPT),
        ):
            more = True
            while more:  # a transaction a step: others are heard in between
                async with self.db.transaction():
                    more = await forget(now - kept, STEP)
                await asyncio.sleep(0)
        return now + timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class WatchLoans:
    """Each night after midnight in Moscow: what has fallen due. Comes again daily."""

    db: Database
    scan_due: ScanDue

    async def __call__(self, _: Job) -> datetime | None:
        more = True
        while more:  # a transaction a batch: others write in between
            async with self.db.transaction():
                more = await self.scan_due()
        return self.scan_due.next_time()


@dataclass(frozen=True, kw_only=True)
class CountOldDelays:
    """Once after an upgrade: what later postings keep by themselves."""

    db: Database
    count_delays: CountDelays

    async def __call__(self, _: Job) -> None:
        more = True
        while more:
            async with self.db.transaction():
                more = await self.count_delays()


@dataclass(frozen=True, kw_only=True)
class AskAboutAll:
    """Reconciliation: every movement without a known end is asked about, beside its own job, each
    hour as long as there is one, else daily."""

    db: Database
    reconcile: Reconcile
    clock: Clock

    async def __call__(self, _: Job) -> datetime | None:
        async with self.db.transaction():
            unsettled = await self.reconcile()
        return self.clock.now() + (timedelta(hours=1) if unsettled else timedelta(days=1))

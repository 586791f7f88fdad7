"""Does what is due: APScheduler ticks, and every commit that plans something, run the due rows."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.jobs.job import Work, backoff
from bot.process.patience import PAUSE, until_done
from domain.dates import Clock
from domain.gateways import GatewayRefused, GatewayUnclear
from domain.model.cases import CaseKind
from domain.refusals import Refusal
from domain.usecases.cases.opening import OpenCase
from storage.engine.database import Database
from storage.engine.trouble import passes
from storage.queues.work import Job, JobRows

AT_ONCE = 16
ALARM_AFTER = 5  # failures of our own code
UNCLEAR_AFTER = 9  # tries without an answer: about ten minutes
NOTE_EVERY = timedelta(minutes=1)
log = structlog.get_logger()


@dataclass
class Scheduler:
    db: Database
    jobs: JobRows
    works: Mapping[str, Work]
    open_case: OpenCase
    clock: Clock
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    _running: set[asyncio.Task[None]] = field(default_factory=set)
    _claiming: asyncio.Lock = field(default_factory=asyncio.Lock)
    _latest: datetime | None = None  # that the clock has told
    _noted: datetime | None = None  # the same, as it is kept

    async def run(self) -> None:
        """For ever; what a killed process had claimed is free again from the start."""
        await until_done("release jobs", self.jobs.release_all)
        ticker = AsyncIOScheduler(timezone="UTC")
        ticker.add_job(self._look, "interval", seconds=1, coalesce=True)
        ticker.start()
        try:
            while True:
                await self.wake.wait()
                self.wake.clear()
                await until_done("claim jobs", self.start_due)
        finally:
            ticker.shutdown(wait=False)
            for task in list(self._running):
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _look(self) -> None:
        """A coroutine, as APScheduler would call a plain function from another thread."""
        self.wake.set()

    async def start_due(self) -> int:
        """Start what is due, as far as there is room; how many jobs are running now."""
        async with self._claiming:
            room = AT_ONCE - len(self._running)
            if room > 0:
                async with self.db.transaction():
                    await self._mind_the_clock()
                    claimed = await self.jobs.claim(room)
                for job in claimed:
                    task = asyncio.create_task(self._do(job), name=f"job {job.kind}")
                    self._running.add(task)
                    task.add_done_callback(self._ended)
        return len(self._running)

    async def _mind_the_clock(self) -> None:
        """Set right by an hour, it must not let everything wait for an hour; nor when that was
        while the bot was down."""
        now = self.clock.now()
        if self._latest is None:
            self._latest = self._noted = await self.jobs.clock_seen()
        if self._latest is not None and now < self._latest:
            log.warning("the clock went back", seconds=(self._latest - now).total_seconds())
            await self.jobs.stepped_back(self._latest)
        self._latest = now
        if self._noted is None or abs(now - self._noted) >= NOTE_EVERY:
            await self.jobs.note_clock(now)
            self._noted = now

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self.wake.set()

    async def _do(self, job: Job) -> None:
        try:
            again = await self.works[job.kind](job)
        except GatewayUnclear as error:
            log.info("unclear", job=job.kind, why=str(error), attempts=job.attempts)
            if job.attempts >= UNCLEAR_AFTER:
                with suppress(Exception):
                    await self._alarm(job, error)
            wait = backoff(job.attempts)
            asked = timedelta(seconds=error.retry_after or 0)
            again = self.clock.now() + max(wait, asked)
        except Exception as error:
            again = self.clock.now() + backoff(job.attempts)
            if passes(error):
                log.warning("the database can't", what=f"job {job.kind}", why=str(error))
            else:
                log.exception(
                    "job failed", job=job.kind, subject=job.subject, attempts=job.attempts
                )
                with suppress(Exception):  # the next failure tries again
                    await self._alarm(job, error)
        await self._settle(job, again)

    async def _settle(self, job: Job, again: datetime | None) -> None:
        """Until it succeeds: a job that stays claimed would never be done again."""
        while True:
            try:
                async with self.db.transaction():
                    if again is None:
                        await self.jobs.finish(job)
                    else:
                        await self.jobs.again(job, again)
                return
            except Exception:
                log.exception("job not settled", job=job.kind, subject=job.subject)
                await asyncio.sleep(PAUSE)

    async def _alarm(self, job: Job, error: Exception) -> None:
        """Staff learn of a refusal of an outer system at once, of our own failures after some."""
        if job.attempts < ALARM_AFTER and not isinstance(error, GatewayRefused | Refusal):
            return
        facts = {"job": job.kind, "error": type(error).__name__}
        if isinstance(error, GatewayRefused):
            facts["error"] = error.code
        async with self.db.transaction():
            subject = f"{job.kind}:{job.subject}"
            await self.open_case(kind=CaseKind.JOB, subject=subject, facts=facts)

"""The composition root: opens everything, runs it, and closes it in reverse."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import structlog
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import AiogramError
from aiohttp import web

from bot.channels.telegram.calls import set_commands
from bot.intake.dispatcher import answers_under_way
from bot.intake.feeder import Feeder, Polling
from bot.intake.web import IDLE, Web
from bot.intake.webhook import Webhook
from bot.jobs.scheduler import Scheduler
from bot.outbox.delivery import Delivery
from bot.outbox.pacing import Pace
from bot.process.gateways import real_gateways
from bot.process.opened import deliver, open_base, queue_notices, serve_handlers, wired
from bot.process.patience import until_done
from bot.process.readiness import Readiness
from bot.process.settings import Settings
from bot.process.tables import WatchedFile
from bot.process.warnings import tell_of_unknown, warn
from domain.dates import Clock
from domain.model.jobs import JobKind
from domain.usecases.applications.scanning_persons import ScanPersons
from domain.usecases.cases.opening import OpenCase
from storage.engine.sqlite import Sqlite
from storage.queues.desk import DeskRows
from storage.queues.outbox import OutboxRows
from storage.queues.work import JobRows
from storage.rows.decisions import StopRows
from storage.rows.payments import BankOperationRows, BindingRows

# From each start on, most of them again and again.
DAILY = (
    JobKind.FORGET_UPDATES,
    JobKind.WATCH_LOANS,
    JobKind.WATCH_CREDIT_ROWS,
    JobKind.ASK_ABOUT_ALL,
    JobKind.BANK_REFUNDS,
    JobKind.COUNT_DELAYS,
    JobKind.STOP_LISTS,
    JobKind.STAFF_MEMBERS,
)
LOOK_EVERY = 10.0  # real seconds, at the file of stop lists
log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class App:
    """One bot, opened. `serve` runs it until it is cancelled."""

    settings: Settings
    bot: Bot
    db: Sqlite
    outbox: OutboxRows
    desk: DeskRows
    jobs: JobRows
    delivery: Delivery
    scheduler: Scheduler
    feeder: Feeder
    clock: Clock
    stop_lists: StopRows
    scan_persons: ScanPersons
    stop_list_file: WatchedFile
    web: Web
    open_case: OpenCase
    webhook: Webhook
    unknown_law: Mapping[str, int]  # contracts by an edition that nobody knows

    @classmethod
    async def open(
        cls,
        stack: AsyncExitStack,
        settings: Settings,
        *,
        session: BaseSession | None = None,
        pace: Pace | None = None,
        clock: Clock | None = None,
    ) -> Self:
        """Open what `settings` describe; `stack` closes it. The database is migrated already.

        `session`, `pace` and `clock` take the place of the real ones in tests.
        """
        base = await open_base(stack, settings, session=session, clock=clock)
        outside = real_gateways(settings, base.http, base.bot, base.desk)
        notices = queue_notices(base, outside)
        wiring = wired(base, notices, outside)
        delivery = deliver(base, settings, wiring, notices, pace or Pace())
        scheduler = Scheduler(
            db=base.db,
            jobs=base.jobs,
            works=wiring.works,
            open_case=wiring.open_case,
            clock=base.clock,
            wake=base.do,
        )
        services = serve_handlers(base, settings, wiring, notices)
        feeder = Feeder(base.bot, services, wiring.open_case)
        app: Self
        site = Web(
            bot=base.bot,
            feeder=feeder,
            db=base.db,
            bindings=BindingRows(base.db, base.cipher),
            operations=BankOperationRows(base.db),
            jobs=base.jobs,
            webhook_secret=settings.webhook_secret.get_secret_value(),
            bank_senders=settings.bank_senders(),
            tick=(lambda: app.tick()) if settings.clock_file else None,
            readiness=Readiness(base.db, base.outbox, base.waits, base.clock),
        )
        app = cls(
            settings=settings,
            bot=base.bot,
            db=base.db,
            outbox=base.outbox,
            desk=base.desk,
            jobs=base.jobs,
            delivery=delivery,
            scheduler=scheduler,
            feeder=feeder,
            clock=base.clock,
            stop_lists=StopRows(base.db, base.cipher),
            scan_persons=wiring.scan_persons,
            stop_list_file=WatchedFile(settings.stop_lists),
            web=site,
            open_case=wiring.open_case,
            webhook=Webhook(
                bot=base.bot,
                url=settings.webhook_url,
                secret=settings.webhook_secret.get_secret_value(),
                db=base.db,
                open_case=wiring.open_case,
                solve_case=wiring.solve_case,
            ),
            unknown_law=base.unknown_law,
        )
        return app

    async def serve(self) -> None:
        """Run intake, scheduler, delivery and the web side; ends when one of them fails, or by
        cancellation."""
        warn(self.settings, self.clock)
        await until_done("begin", self._begin)
        await until_done("place persons", self.place_persons)
        # A request that is still being sent holds up the end no longer than this.
        runner = web.AppRunner(
            self.web.app(), access_log=None, shutdown_timeout=1, keepalive_timeout=IDLE
        )
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.settings.web_host, self.settings.web_port)
            await site.start()
            async with asyncio.TaskGroup() as together:
                together.create_task(self.scheduler.run())
                together.create_task(self.delivery.run())
                together.create_task(self._watch_stop_lists())
                together.create_task(self._introduce())
                if self.settings.webhook_url:
                    together.create_task(self._set_webhook())
                else:
                    together.create_task(self._poll())
        finally:
            await runner.cleanup()

    async def _begin(self) -> None:
        async with self.db.transaction():
            for kind in DAILY:
                await self.jobs.plan(kind, "all")
            await tell_of_unknown(self.unknown_law, self.open_case)
        await self.stop_lists.replace_all(self.settings.stop_entries())

    async def place_persons(self) -> None:
        """Before anybody is heard, once: until then a stored borrower could be taken for somebody
        new. Each pair is a line of the log; with an open loan, a case too."""
        pairs = None
        while pairs is None:
            async with self.db.transaction():
                pairs = await self.scan_persons()
        for pair in pairs:
            log.warning(
                "two borrowers share a document",
                one=pair.one.contract or pair.one.id,
                other=pair.other.contract or pair.other.id,
                kinds=sorted(pair.kinds),
                open=list(pair.open_loans),
            )

    async def tick(self) -> tuple[datetime | None, bool]:
        """Run what is due. (When the next job is due, whether anything is still being done.)"""
        await self._look_at_stop_lists()
        running = await self.scheduler.start_due()
        holding = self.delivery.holding
        dues = [one for one in (await self.jobs.next_due(), holding.until()) if one is not None]
        due = min(dues, default=None)
        busy = bool(
            running
            or self.feeder.under_way
            or answers_under_way()
            or await self.outbox.queued(besides=holding.held())
            or (due is not None and due <= self.clock.now())
        )
        return due, busy

    async def _watch_stop_lists(self) -> None:
        """A changed file is taken over while the bot runs."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            await self._look_at_stop_lists()

    async def _look_at_stop_lists(self) -> None:
        if self.stop_list_file.has_changed():
            await until_done("plan", lambda: self.jobs.plan(JobKind.STOP_LISTS, "all"))

    async def _poll(self) -> None:
        self.web.readiness.listening = True
        log.info("ready", intake="long polling")
        await Polling(self.bot, self.feeder).run()

    async def _set_webhook(self) -> None:
        await self.webhook.set()
        self.web.readiness.listening = True
        log.info("ready", intake="webhook")

    async def _introduce(self) -> None:
        """The menus of commands; not worth failing for."""
        with suppress(AiogramError, OSError):
            await set_commands(self.bot, None, "guest")
            await set_commands(self.bot, self.desk.chat_id, "staff")
            for admin in sorted(self.settings.block_rights):
                await set_commands(self.bot, self.desk.chat_id, "admin", admin)

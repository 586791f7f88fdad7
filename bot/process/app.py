"""The composition root: opens everything, runs it, and closes it in reverse."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Self

import structlog
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import AiogramError
from aiohttp import ClientSession, web

from bot.channels.telegram.calls import set_commands
from bot.gateways.sms import Smsc
from bot.intake.dispatcher import answers_under_way
from bot.intake.feeder import Feeder, Polling
from bot.intake.web import IDLE, Web
from bot.intake.webhook import Webhook
from bot.jobs.scheduler import Scheduler
from bot.outbox.delivery import Delivery
from bot.outbox.pacing import Pace
from bot.outbox.speech import Speech
from bot.outbox.writer import QueueNotices
from bot.process.adapters import adapters
from bot.process.clock import open_clock
from bot.process.outside import real_gateways, telegram_session
from bot.process.patience import until_done
from bot.process.readiness import Readiness
from bot.process.services import Services
from bot.process.settings import Settings, misspelt_lines
from bot.process.tables import WatchedFile
from bot.process.wiring import wire
from domain.dates import Clock
from domain.model.biometrics import WARN_DAYS, required_from
from domain.model.cases import Kind
from domain.model.jobs import JobKind
from domain.rules.cost import quarter
from domain.rules.decision.shares import Bucket
from domain.rules.product import PRODUCTS
from domain.usecases.applications.scanning_persons import ScanPersons
from domain.usecases.cases.casework import OpenCase
from domain.usecases.codes.texting import CountText, LookAtTexts
from storage.engine.crypto import Cipher
from storage.engine.sqlite import Sqlite
from storage.queues.conversations import ConversationRows
from storage.queues.desk import DeskRows, WaitRows
from storage.queues.outbox import OutboxRows
from storage.queues.work import JobRows
from storage.rows.accounts import AccountRows, SessionRows
from storage.rows.decisions import StopRows
from storage.rows.editions import take_up
from storage.rows.payments import BindingRows, MoveRows
from storage.rows.texting import TextRows

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
        db = await Sqlite.open(settings.database)
        stack.push_async_callback(db.close)
        http = await stack.enter_async_context(ClientSession())
        bot = Bot(
            settings.bot_token.get_secret_value(),
            session=session or telegram_session(settings.telegram_api, settings.telegram_timeout),
            default=DefaultBotProperties(parse_mode="HTML"),
        )
        stack.push_async_callback(bot.session.close)
        clock = clock or open_clock(settings.clock_file)
        unknown_law = await until_done("keep the law", partial(take_up, db, clock))
        cipher = Cipher.parse(settings.data_key.get_secret_value())
        say, do = asyncio.Event(), asyncio.Event()
        desk = DeskRows(db, settings.staff_chat)
        await until_done("find the desk", desk.load)
        waits = WaitRows(db, clock, desk, say.set)
        outbox, jobs = OutboxRows(db, cipher, clock, say.set), JobRows(db, clock, do.set)
        conversations = ConversationRows(db)
        sessions = SessionRows(db, cipher)
        outside = real_gateways(settings, http, bot, desk)
        texts = TextRows(db)
        look_at_texts = LookAtTexts(
            texts=texts,
            text_limits=outside.text_limits,
            text_prices=outside.text_prices,
            clock=clock,
        )
        notices = QueueNotices(
            outbox,
            conversations,
            cipher,
            clock,
            desk,
            sessions,
            AccountRows(db, cipher),
            CountText(
                texts=texts,
                text_prices=outside.text_prices,
                look_at_texts=look_at_texts,
                jobs=jobs,
                clock=clock,
            ),
            Speech(),
        )
        ports, own = adapters(
            db=db,
            cipher=cipher,
            clock=clock,
            jobs=jobs,
            notices=notices,
            outbox=outbox,
            conversations=conversations,
            desk=desk,
            waits=waits,
        )
        wiring = wire(ports, own, outside)
        services = Services(
            db=db,
            conversations=conversations,
            outbox=outbox,
            notices=notices,
            desk=desk,
            come_back=wiring.come_back,
            clock=clock,
            sessions=sessions,
            idle=settings.idle(),
            provided=wiring.provided,
        )
        delivery = Delivery(
            db=db,
            outbox=outbox,
            conversations=conversations,
            papers=ports.papers,
            photos=ports.photos,
            bot=bot,
            sms=Smsc(
                http,
                settings.sms_api,
                login=settings.sms_login,
                password=settings.sms_password.get_secret_value(),
                sender=settings.sms_sender,
                timeout=settings.gateway_timeout,
            ),
            pace=pace or Pace(),
            open_case=wiring.open_case,
            clock=clock,
            jobs=jobs,
            notices=notices,
            holding=wiring.holding,
            leaving=wiring.leaving,
            note_told=wiring.note_told,
            wake=say,
        )
        scheduler = Scheduler(
            db=db,
            jobs=jobs,
            works=wiring.works,
            open_case=wiring.open_case,
            clock=clock,
            wake=do,
        )
        feeder = Feeder(bot, services, wiring.open_case)
        app: Self
        site = Web(
            bot=bot,
            feeder=feeder,
            db=db,
            bindings=BindingRows(db, cipher),
            moves=MoveRows(db),
            jobs=jobs,
            webhook_secret=settings.webhook_secret.get_secret_value(),
            bank_senders=settings.bank_senders(),
            tick=(lambda: app.tick()) if settings.clock_file else None,
            readiness=Readiness(db, outbox, waits, clock),
        )
        app = cls(
            settings=settings,
            bot=bot,
            db=db,
            outbox=outbox,
            desk=desk,
            jobs=jobs,
            delivery=delivery,
            scheduler=scheduler,
            feeder=feeder,
            clock=clock,
            stop_lists=StopRows(db, cipher),
            scan_persons=wiring.scan_persons,
            stop_list_file=WatchedFile(settings.stop_lists),
            web=site,
            open_case=wiring.open_case,
            webhook=Webhook(
                bot=bot,
                url=settings.webhook_url,
                secret=settings.webhook_secret.get_secret_value(),
                db=db,
                open_case=wiring.open_case,
                solve_case=wiring.solve_case,
            ),
            unknown_law=unknown_law,
        )
        return app

    def warn(self) -> None:
        """Say in the log what an operator should know from the start."""
        for line in misspelt_lines():
            log.warning("misspelt setting", what=line)
        if not self.settings.phone_change_approvers:
            log.warning("nobody may decide on a lost phone", setting="PHONE_CHANGE_APPROVERS")
        market, today = self.settings.market(), self.clock.today()
        begins = required_from()
        if not self.settings.biometrics_api and (begins - today).days <= WARN_DAYS:
            log.warning("biometrics are not set up", needed_from=begins, setting="BIOMETRICS_API")
        if market.test_data:
            log.warning("market averages are test data")
        incomes = self.settings.incomes()
        if incomes.test_data:
            log.warning("mean incomes are test data")
        if not incomes.on(today):
            log.warning("mean incomes unknown: staff decide", setting="MEAN_INCOMES")
        for bucket in Bucket:
            if self.settings.share_limits().limit(bucket, today) is None:
                log.warning("limit of the share unknown", pdn=bucket, quarter=quarter(today))
        for product in PRODUCTS.values():
            if market.cap(product.category, today) is None:
                log.warning(
                    "market average unknown",
                    quarter=quarter(today),
                    category=product.category,
                    blocks=market.must_be_known,
                )

    async def serve(self) -> None:
        """Run intake, scheduler, delivery and the web side; ends when one of them fails, or by
        cancellation."""
        self.warn()
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


async def tell_of_unknown(contracts: Mapping[str, int], open_case: OpenCase) -> None:
    """Contracts, counted, of editions of the law that nobody knows: to log and staff."""
    for law, count in contracts.items():
        log.error(
            "contracts name an unknown edition of the law: the newest is read instead",
            edition=law,
            contracts=count,
        )
        facts = {"edition": law, "how_many": str(count)}
        await open_case(kind=Kind.LAW, subject=law, facts=facts)

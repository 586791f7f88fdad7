"""What a running bot opens first: database, messenger, clock, and what is queued in them."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiohttp import ClientSession

from bot.gateways.sms import Smsc
from bot.outbox.delivery import Delivery
from bot.outbox.pacing import Pace
from bot.outbox.speech import Speech
from bot.outbox.writer import QueueNotices
from bot.process.adapters import adapters
from bot.process.clock import open_clock
from bot.process.gateways import telegram_session
from bot.process.patience import until_done
from bot.process.ports import Gateways
from bot.process.services import Services
from bot.process.settings import Settings
from bot.process.wiring import Wiring, wire
from domain.dates import Clock
from domain.usecases.codes.texting import CountText, LookAtTexts
from storage.engine.crypto import Cipher
from storage.engine.sqlite import Sqlite
from storage.queues.conversations import ConversationRows
from storage.queues.desk import DeskRows, WaitRows
from storage.queues.outbox import OutboxRows
from storage.queues.work import JobRows
from storage.rows.accounts import AccountRows, SessionRows
from storage.rows.editions import take_up
from storage.rows.texting import TextRows


@dataclass(frozen=True, kw_only=True)
class Base:
    """`say` and `do` are set when there is something to say, or to do, at once."""

    db: Sqlite
    http: ClientSession
    bot: Bot
    clock: Clock
    cipher: Cipher
    say: asyncio.Event
    do: asyncio.Event
    desk: DeskRows
    waits: WaitRows
    outbox: OutboxRows
    jobs: JobRows
    conversations: ConversationRows
    sessions: SessionRows
    unknown_law: Mapping[str, int]  # contracts by an edition that nobody knows


async def open_base(
    stack: AsyncExitStack,
    settings: Settings,
    *,
    session: BaseSession | None,
    clock: Clock | None,
) -> Base:
    """`stack` closes it. The database is migrated already."""
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
    return Base(
        db=db,
        http=http,
        bot=bot,
        clock=clock,
        cipher=cipher,
        say=say,
        do=do,
        desk=desk,
        waits=WaitRows(db, clock, desk, say.set),
        outbox=OutboxRows(db, cipher, clock, say.set),
        jobs=JobRows(db, clock, do.set),
        conversations=ConversationRows(db),
        sessions=SessionRows(db, cipher),
        unknown_law=unknown_law,
    )


def queue_notices(base: Base, outside: Gateways) -> QueueNotices:
    """The `Notices` of the use cases, which counts the SMS that it queues."""
    texts = TextRows(base.db)
    look_at_texts = LookAtTexts(
        texts=texts,
        text_limits=outside.text_limits,
        text_prices=outside.text_prices,
        clock=base.clock,
    )
    count_text = CountText(
        texts=texts,
        text_prices=outside.text_prices,
        look_at_texts=look_at_texts,
        jobs=base.jobs,
        clock=base.clock,
    )
    return QueueNotices(
        base.outbox,
        base.conversations,
        base.cipher,
        base.clock,
        base.desk,
        base.sessions,
        AccountRows(base.db, base.cipher),
        count_text,
        Speech(),
    )


def wired(base: Base, notices: QueueNotices, outside: Gateways) -> Wiring:
    ports, own = adapters(
        db=base.db,
        cipher=base.cipher,
        clock=base.clock,
        jobs=base.jobs,
        notices=notices,
        outbox=base.outbox,
        conversations=base.conversations,
        desk=base.desk,
        waits=base.waits,
    )
    return wire(ports, own, outside)


def serve_handlers(
    base: Base, settings: Settings, wiring: Wiring, notices: QueueNotices
) -> Services:
    return Services(
        db=base.db,
        conversations=base.conversations,
        outbox=base.outbox,
        notices=notices,
        jobs=base.jobs,
        desk=base.desk,
        come_back=wiring.come_back,
        clock=base.clock,
        sessions=base.sessions,
        idle=settings.idle(),
        provided=wiring.provided,
    )


def deliver(
    base: Base, settings: Settings, wiring: Wiring, notices: QueueNotices, pace: Pace
) -> Delivery:
    return Delivery(
        db=base.db,
        outbox=base.outbox,
        conversations=base.conversations,
        documents=wiring.ports.documents,
        photos=wiring.ports.photos,
        bot=base.bot,
        sms=Smsc(
            base.http,
            settings.sms_api,
            login=settings.sms_login,
            password=settings.sms_password.get_secret_value(),
            sender=settings.sms_sender,
            timeout=settings.gateway_timeout,
        ),
        pace=pace,
        open_case=wiring.open_case,
        clock=base.clock,
        jobs=base.jobs,
        notices=notices,
        holding=wiring.holding,
        leaving=wiring.leaving,
        note_told=wiring.note_told,
        wake=base.say,
    )

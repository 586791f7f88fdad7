"""Is everything in place? A line for each thing, and how to mend what is not."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Collection
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramMigrateToChat,
    TelegramNetworkError,
)
from aiohttp import ClientSession, ClientTimeout

from bot.channels.telegram.group_rights import group_now, lacking, outside, unreachable
from bot.gateways.access import ask_access
from bot.gateways.sms import Smsc
from bot.gateways.yookassa import YooKassa
from bot.process.clock import open_clock
from bot.process.lender_details import wrong as wrong_details
from bot.process.secrecy import Hiding
from bot.process.settings import LOOPBACK, Settings, SettingsError, misspelt_lines
from bot.process.spelling import names_in
from domain.gateways import GatewayRefused, GatewayUnclear
from domain.model.biometrics import WARN_DAYS, required_from
from domain.rules.cost import next_quarter, quarter
from domain.rules.decision.shares import Bucket
from domain.rules.editions import newest as newest_law
from domain.rules.product import PRODUCTS
from domain.rules.regulation import BadTable
from storage.engine.private import open_to_others
from storage.engine.sqlite import Sqlite
from storage.migrate import current, damage, newest
from storage.rows.editions import unknown

LEAST_DISK = 500 * 2**20  # bytes
QUALIFIED_BUREAUS = 4  # known on 2026-11-30; 31-FZ and 545-FZ want all of them asked
QUARTER_WARN_DAYS = 14
Check = Callable[[], Awaitable[str]]


class Ill(Exception):  # noqa: N818 — a finding
    """What is wrong, and how to mend it."""


async def examine(settings: Settings) -> int:
    """Print a line for each check; 0 when all is well, else 1."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(ClientSession(timeout=ClientTimeout(total=10)))
        server = TelegramAPIServer.from_base(settings.telegram_api)
        bot = Bot(settings.bot_token.get_secret_value(), AiohttpSession(api=server, timeout=10))
        stack.push_async_callback(bot.session.close)
        hide = Hiding.of(settings)
        found = [await _look(name, check, hide) for name, check in _checks(settings, bot, http)]
    return 0 if all(found) else 1


async def _look(name: str, check: Check, hide: Hiding) -> bool:
    """What nobody expected is a finding too: the other lines still come."""
    try:
        word = await check()
    except Ill as ill:
        print(hide(f"✗ {name}: {ill}"))  # noqa: T201 — a command line prints
        return False
    except Exception as error:
        print(hide(f"✗ {name}: {type(error).__name__}: {error}"))  # noqa: T201
        return False
    print(hide(f"✓ {name}: {word}"))  # noqa: T201
    return True


def _checks(settings: Settings, bot: Bot, http: ClientSession) -> list[tuple[str, Check]]:
    clock = open_clock(settings.clock_file)
    bank = YooKassa(
        http,
        settings.yookassa_api,
        shop=(settings.yookassa_shop_id, settings.yookassa_shop_key.get_secret_value()),
        gateway=(
            settings.yookassa_gateway_id,
            settings.yookassa_gateway_key.get_secret_value(),
        ),
    )

    async def whole() -> None:
        if wrong := await asyncio.to_thread(damage, settings.database):
            raise Ill(f"{settings.database} is damaged ({wrong}): restore it from a backup")

    async def database() -> str:
        await whole()
        revision, head = current(settings.database), newest()
        if revision != head:
            raise Ill(f"at revision {revision}, not {head}: run «python -m bot migrate»")
        return f"{settings.database} at revision {revision}"

    async def law() -> str:
        try:
            version = newest_law().version
        except BadTable as error:
            raise Ill(str(error)) from error
        if damage(settings.database) or current(settings.database) != newest():
            return f"edition {version}"
        db = await Sqlite.open(settings.database)
        try:
            lost = await unknown(db)
        finally:
            await db.close()
        if lost:
            named = ", ".join(f"{one} ({count} contracts)" for one, count in lost.items())
            raise Ill(f"nobody knows {named}: put their text into domain/rules/law/former")
        return f"edition {version}; every contract finds its own"

    async def files() -> str:
        if others := open_to_others(settings.database):
            named = ", ".join(str(one) for one in others)
            raise Ill(f"others may look into {named}: chmod go= {named.replace(',', '')}")
        return "the database and its folder are the owner's only"

    async def disk() -> str:
        folder = settings.database.absolute().parent
        there = next(one for one in (folder, *folder.parents) if one.exists())
        free = shutil.disk_usage(there).free
        if free < LEAST_DISK:
            raise Ill(f"{free // 2**20} MiB free: make room for the database")
        return f"{free // 2**30} GiB free"

    async def spelling() -> str:
        if wrong := misspelt_lines():
            raise Ill("; ".join(wrong))
        known = {one.upper() for one in Settings.model_fields}
        others = [
            one
            for one in names_in(Path(".env"))
            if one.upper() not in known and not one.upper().startswith("BUREAUS__")
        ]
        if others:
            return f"warning: .env sets {', '.join(others)}, which nothing here reads"
        return "each name is a setting's"

    async def lender() -> str:
        if found := wrong_details(settings.lender()):
            raise Ill("; ".join(found))
        return f"{settings.lender_name}, ИНН {settings.lender_inn}"

    async def market() -> str:
        return market_known(settings, clock.today())

    async def token() -> str:
        try:
            return f"@{(await bot.get_me()).username}"
        except (TelegramAPIError, ClientDecodeError) as error:
            raise Ill(f"{_without_address(error)}: check BOT_TOKEN and TELEGRAM_API") from error

    async def group() -> str:
        chat_id = await group_now(settings)
        try:
            chat = await bot.get_chat(chat_id)
            member = await bot.get_chat_member(chat_id, bot.id)
        except TelegramMigrateToChat as error:
            raise Ill(f"it has another id: set STAFF_CHAT={error.migrate_to_chat_id}") from error
        except (TelegramAPIError, ClientDecodeError) as error:
            what = _without_address(error)
            raise Ill(f"{what}: add the bot to the group of STAFF_CHAT") from error
        if wanting := lacking(chat, member):
            raise Ill("; ".join(wanting))
        if chat_id != settings.staff_chat:
            return f"warning: «{chat.title}» has another id: set STAFF_CHAT={chat_id}"
        return f"«{chat.title}»"

    async def owners() -> str:
        if not settings.owners:
            return "warning: nobody hears when the staff group is lost: set OWNERS"
        if absent := await unreachable(bot, settings.owners):
            named = ", ".join(map(str, absent))
            raise Ill(f"{named} can't be written to: have them press «Start» in the bot")
        return f"{len(settings.owners)} hear in private when the staff group is lost"

    async def payments() -> str:
        return await _bank_answers(
            bank.find_payments(reference="doctor", since=clock.now() - timedelta(minutes=1)),
            "YOOKASSA_SHOP_ID and YOOKASSA_SHOP_KEY",
        )

    async def payouts() -> str:
        return await _bank_answers(
            bank.find_payouts(reference="doctor", since=clock.now() - timedelta(minutes=1)),
            "YOOKASSA_GATEWAY_ID and YOOKASSA_GATEWAY_KEY",
        )

    async def notifications() -> str:
        if settings.web_host not in LOOPBACK or settings.bank_senders().here:
            return "accepted from BANK_ADDRESSES"
        return (
            "none can arrive, so the bot asks the bank by itself; behind a reverse proxy on this "
            "machine set TRUSTED_PROXIES=127.0.0.1"
        )

    async def members(name: str, people: Collection[int]) -> str:
        """A right counts for members of the group only; a warning when nobody can tell."""
        chat_id = await group_now(settings)
        try:
            await bot.get_chat(chat_id)
            absent = await outside(bot, chat_id, people)
        except (TelegramAPIError, ClientDecodeError):
            return "warning: not known to be in the staff group, mend that first; "
        if absent:
            named = ", ".join(map(str, absent))
            raise Ill(
                f"{named} can't, being no member of the staff group: add them to it or take them "
                f"out of {name}"
            )
        return ""

    async def approvers() -> str:
        if not settings.phone_change_approvers:
            return "warning: nobody may decide on a lost phone: set PHONE_CHANGE_APPROVERS"
        known = await members("PHONE_CHANGE_APPROVERS", settings.phone_change_approvers)
        return f"{known}{len(settings.phone_change_approvers)} may decide on a lost phone"

    async def blockers() -> str:
        if not settings.block_rights:
            return "warning: nobody may close an account: set BLOCK_RIGHTS"
        known = await members("BLOCK_RIGHTS", settings.block_rights)
        return f"{known}{len(settings.block_rights)} may close an account"

    async def bureaus() -> str:
        names = ", ".join(settings.bureaus)
        if len(settings.bureaus) < QUALIFIED_BUREAUS:
            return (
                f"warning: {names} only; the law wants every qualified bureau to be asked, "
                f"{QUALIFIED_BUREAUS} when this was written: add them as BUREAUS__…"
            )
        return f"{len(settings.bureaus)} are asked: {names}"

    async def mean_incomes() -> str:
        incomes = settings.incomes()
        known = incomes.on(clock.today())
        if not known:
            return "warning: none for today, so staff decide: set MEAN_INCOMES"
        test = "warning: TEST DATA, " if incomes.test_data else ""
        return f"{test}{len(known)} regions"

    async def receipts() -> str:
        if settings.fiscal_receipts == "off":
            return "off: none are made"
        return await opened("FISCAL", settings.fiscal_api, settings.fiscal_key.get_secret_value())()

    async def biometrics() -> str:
        if settings.biometrics_api:
            return await opened(
                "BIOMETRICS", settings.biometrics_api, settings.biometrics_key.get_secret_value()
            )()
        return without_biometrics(clock.today())

    async def burdens() -> str:
        today = clock.today()
        known = {one: settings.share_limits().limit(one, today) for one in Bucket}
        if None in known.values():
            return f"warning: none is known for {quarter(today)}: set MPL_50_80 and MPL_OVER_80"
        return ", ".join(f"{one}: {limit} %" for one, limit in known.items())

    def opened(name: str, address: str, key: str) -> Check:
        async def check() -> str:
            return await _key_fits(http, name, address, key)

        return check

    async def texts() -> str:
        if settings.sms_price is None or settings.call_price is None:
            return "warning: staff are told no cost: set SMS_PRICE and CALL_PRICE"
        return (
            f"strangers wait from {settings.sms_most_an_hour} SMS an hour, "
            f"{settings.sms_most_a_day} a day on"
        )

    async def sms() -> str:
        return await _sms_answers(settings, http)

    desks = {
        f"BUREAUS__{name.upper()}": (one.api, one.key.get_secret_value())
        for name, one in settings.bureaus.items()
    } | {
        "OWNER_CHECK": (settings.owner_check_api, settings.owner_check_key.get_secret_value()),
        "FINCERT": (settings.fincert_api, settings.fincert_key.get_secret_value()),
    }
    return [
        ("settings", spelling),
        ("lender", lender),
        ("database", database),
        ("law", law),
        ("files", files),
        ("disk", disk),
        ("Telegram", token),
        ("staff group", group),
        ("owners", owners),
        ("changes of phone", approvers),
        ("blocks", blockers),
        ("market averages", market),
        ("mean incomes", mean_incomes),
        ("biometrics", biometrics),
        ("shares by debt burden", burdens),
        ("fiscal receipts", receipts),
        ("YooKassa payments", payments),
        ("YooKassa payouts", payouts),
        ("YooKassa notifications", notifications),
        ("bureaus", bureaus),
        ("SMS_API", sms),
        ("SMS and calls", texts),
        *(
            (f"{name}__API" if name.startswith("BUREAUS") else f"{name}_API", opened(name, *desk))
            for name, desk in desks.items()
        ),
    ]


def _without_address(error: TelegramAPIError | ClientDecodeError) -> str:
    """The token is a part of the address, which errors of the network may tell."""
    if isinstance(error, TelegramNetworkError) and error.__cause__ is not None:
        return type(error.__cause__).__name__
    return error.message


def without_biometrics(today: date) -> str:
    """What it means that they aren't set up."""
    begins = required_from()
    if today >= begins:
        raise Ill(f"needed since {begins}, no contract can be signed: set BIOMETRICS_API")
    if (begins - today).days <= WARN_DAYS:
        return f"warning: needed from {begins} for every contract: set BIOMETRICS_API"
    return f"not needed before {begins}"


async def _bank_answers(call: Awaitable[object], names: str) -> str:
    try:
        await call
    except GatewayRefused as error:
        raise Ill(f"{error.code}: check {names}") from error
    except GatewayUnclear as error:
        raise Ill(f"{error}: check YOOKASSA_API and the network") from error
    return "credentials accepted"


async def _key_fits(http: ClientSession, name: str, address: str, key: str) -> str:
    """`name` is that of the two settings without _API and _KEY."""
    mark = "__" if name.startswith("BUREAUS") else "_"
    try:
        await ask_access(http, address, what=name, key=key)
    except GatewayRefused as error:
        if error.code in ("401", "403"):
            raise Ill(f"the key isn't accepted: check {name}{mark}KEY") from error
        raise Ill(f"no such desk there (HTTP {error.code}): check {name}{mark}API") from error
    except GatewayUnclear as error:
        raise Ill(f"{error}: check {name}{mark}API and the network") from error
    return f"{address} takes the key"


async def _sms_answers(settings: Settings, http: ClientSession) -> str:
    operator = Smsc(
        http,
        settings.sms_api,
        login=settings.sms_login,
        password=settings.sms_password.get_secret_value(),
        sender=settings.sms_sender,
    )
    try:
        if not await operator.has_money():
            raise Ill("no money is left, no code can be sent: top up the account of SMS_LOGIN")
    except GatewayRefused as error:
        raise Ill(f"error {error.code}: check SMS_LOGIN and SMS_PASSWORD") from error
    except GatewayUnclear as error:
        raise Ill(f"{error}: check SMS_API and the network") from error
    return f"{settings.sms_api} takes the password"


def market_known(settings: Settings, today: date) -> str:
    """Without a figure of the day's quarter no contract of that kind can be made."""
    try:
        averages = settings.market()
    except SettingsError as error:
        raise Ill(str(error)) from error
    now, then = quarter(today), next_quarter(today)
    missing = [one.code for one in PRODUCTS.values() if not averages.average(one.category, today)]
    if missing:
        what = f"none of {now} for {', '.join(missing)}"
        mend = "add the Bank of Russia's figures to the file of MARKET_AVERAGES"
        if averages.must_be_known:
            raise Ill(f"{what}, so such loans can't be given: {mend}")
        return f"warning: {what}, so the market's cap isn't tested: {mend}"
    test = "warning: TEST DATA, " if averages.test_data else ""
    later = [one.code for one in PRODUCTS.values() if not averages.average(one.category, then)]
    if later and (then - today).days <= QUARTER_WARN_DAYS:
        return f"warning: {now} is known, {quarter(then)} from {then} isn't: add it in time"
    return f"{test}{now} is known"

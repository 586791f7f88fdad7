"""All checks, in the order in which they are told."""

from contextlib import AsyncExitStack

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, ClientTimeout

from bot.doctor import machine
from bot.doctor.finding import Check, Ill
from bot.doctor.lender import Lender
from bot.doctor.machine import Machine
from bot.doctor.messenger import Messenger
from bot.doctor.partners import Partners
from bot.process.clock import open_clock
from bot.process.secrecy import Hiding
from bot.process.settings import Settings


async def examine(settings: Settings) -> int:
    """Print a line for each check; 0 when all is well, else 1."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(ClientSession(timeout=ClientTimeout(total=10)))
        server = TelegramAPIServer.from_base(settings.telegram_api)
        bot = Bot(settings.bot_token.get_secret_value(), AiohttpSession(api=server, timeout=10))
        stack.push_async_callback(bot.session.close)
        hide = Hiding.of(settings)
        found = [await look(name, check, hide) for name, check in checks(settings, bot, http)]
    return 0 if all(found) else 1


async def look(name: str, check: Check, hide: Hiding) -> bool:
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


def checks(settings: Settings, bot: Bot, http: ClientSession) -> list[tuple[str, Check]]:
    clock = open_clock(settings.clock_file)
    here, lender = Machine(settings.database), Lender(settings, clock.today())
    telegram, partners = Messenger(settings, bot), Partners(settings, http, clock)
    return [
        ("settings", machine.spelling),
        ("lender", lender.details),
        ("database", here.schema),
        ("law", here.law),
        ("files", here.files),
        ("disk", here.disk),
        ("Telegram", telegram.token),
        ("staff group", telegram.group),
        ("owners", telegram.owners),
        ("changes of phone", telegram.approvers),
        ("blocks", telegram.blockers),
        ("market averages", lender.market),
        ("mean incomes", lender.mean_incomes),
        ("biometrics", partners.biometrics),
        ("shares by debt burden", lender.burdens),
        ("fiscal receipts", partners.receipts),
        ("YooKassa payments", partners.payments),
        ("YooKassa payouts", partners.payouts),
        ("YooKassa notifications", partners.notifications),
        ("bureaus", lender.bureaus),
        ("SMS_API", partners.sms),
        ("SMS and calls", lender.texts),
        *partners.desks(),
    ]

"""The whole outside world put together: one clock, its people, and the systems they use."""

import asyncio
import base64
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from sandbox.bank.core import Bank
from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock, real_time
from sandbox.desks.biometrics import BiometricSystem
from sandbox.desks.bureau import NAMES, OUR_LENDER, TITLES, Bureaus
from sandbox.desks.fincert import FincertBase
from sandbox.desks.fiscal import FiscalRegister
from sandbox.desks.owner import OwnerCheck
from sandbox.desks.sms import PRICE as SMS_PRICE
from sandbox.desks.sms import SmsOperator
from sandbox.desks.stop_lists import StopListFile
from sandbox.faults import Faults
from sandbox.people.people import ADMIN, STAFF_GROUP, People, Person, add_first
from sandbox.stories.journal import Journal
from sandbox.telegram.core import Telegram
from sandbox.telegram.server import TelegramServer

LARGEST_UPLOAD = 60 * 1024 * 1024  # bytes; the Bot API itself stops at 50 MB

log = logging.getLogger(__name__)


def _secret() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Credentials:
    """What the bot shows to the outer systems; made up anew for every world."""

    token: str = field(default_factory=lambda: f"7{secrets.randbelow(10**9):09}:AA{_secret()}A")
    webhook_secret: str = field(default_factory=_secret)
    shop: tuple[str, str] = field(default_factory=lambda: ("100500", f"test_{_secret()}"))
    gateway: tuple[str, str] = field(default_factory=lambda: ("200500", f"test_{_secret()}"))
    sms: tuple[str, str] = field(default_factory=lambda: ("smartcash", _secret()))
    bureaus: Mapping[str, str] = field(default_factory=lambda: {one: _secret() for one in NAMES})
    owner: str = field(default_factory=_secret)
    biometrics: str = field(default_factory=_secret)
    fiscal: str = field(default_factory=_secret)
    fincert: str = field(default_factory=_secret)
    data_key: str = field(
        default_factory=lambda: "1:" + base64.b64encode(secrets.token_bytes(32)).decode()
    )
    code_pepper: str = field(default_factory=_secret)


class World:
    """Every component, each with its routes, and the settings that make a bot live here.

    `base_url` may be set later than the rest, once a port is known; `limits` switches
    Telegram's rate limits, `receipts` the bot's fiscal receipts; `real` is the time that the
    world's clock adds its offset to.
    """

    def __init__(
        self,
        directory: Path,
        *,
        base_url: str = "",
        limits: bool = True,
        receipts: bool = False,
        real: Callable[[], datetime] = real_time,
    ) -> None:
        self.base_url = base_url
        self.receipts = receipts
        self.directory = directory
        self.credentials = keys = Credentials()
        self.clock = WorldClock(directory / "clock", real=real)
        self.people = People()
        self.faults = Faults(self.clock.now)
        self.calls = CallLog()
        self.epoch = 0  # counts the worlds: each reset begins a new one
        self.telegram = Telegram(
            clock=self.clock, people=self.people, token=keys.token, limits=limits
        )
        self.telegram_server = TelegramServer(
            self.telegram, faults=self.faults, calls=self.calls, clock=self.clock
        )
        self.journal = Journal(self.clock, self.telegram.state)
        self.telegram.told = self.journal.done
        self.sms = SmsOperator(
            clock=self.clock,
            people=self.people,
            faults=self.faults,
            calls=self.calls,
            login=keys.sms[0],
            password=keys.sms[1],
        )
        self.bureaus = Bureaus(
            clock=self.clock,
            people=self.people,
            faults=self.faults,
            calls=self.calls,
            keys=keys.bureaus,
        )
        self.stop_list = StopListFile(directory / "stop_lists.csv")
        self.owner = OwnerCheck(
            clock=self.clock,
            people=self.people,
            faults=self.faults,
            calls=self.calls,
            key=keys.owner,
            when_asked=self._comes_onto_list,
        )
        self.fincert = FincertBase(
            clock=self.clock,
            people=self.people,
            faults=self.faults,
            calls=self.calls,
            key=keys.fincert,
        )
        self.biometrics = BiometricSystem(
            clock=self.clock,
            people=self.people,
            faults=self.faults,
            calls=self.calls,
            key=keys.biometrics,
            base_url=lambda: self.base_url,
        )
        self.biometrics.told = self._on_face
        self.fiscal = FiscalRegister(
            clock=self.clock,
            faults=self.faults,
            calls=self.calls,
            key=keys.fiscal,
            base_url=lambda: self.base_url,
        )
        self.bank = Bank(
            clock=self.clock,
            people=self.people,
            sms=self.sms,
            faults=self.faults,
            calls=self.calls,
            shop=keys.shop,
            gateway=keys.gateway,
            base_url=lambda: self.base_url,
            payer_of=self.telegram.who_was_shown,
        )
        self.bank.on_page = self._on_page

    def settings_for_bot(
        self, base_url: str, directory: Path, bot_port: int, *, webhook: bool = False
    ) -> dict[str, str]:
        """The environment for a bot that lives in this world and serves on `bot_port`.

        With `webhook` it gets its updates there; otherwise by long polling.
        """
        keys = self.credentials
        bot_url = f"http://127.0.0.1:{bot_port}"
        return {
            "BOT_TOKEN": keys.token,
            "LENDER_INN": OUR_LENDER,
            "LENDER_OGRN": "1157700000006",
            "LENDER_REGISTER_NUMBER": "001603045000000",
            "LENDER_ADDRESS": "101000, Москва, ул. Учебная, д. 1",
            "LENDER_PHONE": "8 800 000-00-00",
            "LENDER_EMAIL": "help@example.org",
            "STOP_LISTS": str(self.stop_list.path),
            "MARKET_AVERAGES": str(Path(__file__).with_name("market_averages.csv")),
            "MEAN_INCOMES": str(Path(__file__).with_name("mean_incomes.csv")),
            "TELEGRAM_API": f"{base_url}/telegram",
            "DATABASE": str(directory / "bot.sqlite3"),
            "DATA_KEY": keys.data_key,
            "CODE_PEPPER": keys.code_pepper,
            "STAFF_CHAT": str(STAFF_GROUP),
            "OWNERS": str(ADMIN),
            "PHONE_CHANGE_APPROVERS": str(ADMIN),
            "BLOCK_RIGHTS": str(ADMIN),
            "YOOKASSA_API": f"{base_url}/bank/v3",
            "YOOKASSA_SHOP_ID": keys.shop[0],
            "YOOKASSA_SHOP_KEY": keys.shop[1],
            "YOOKASSA_GATEWAY_ID": keys.gateway[0],
            "YOOKASSA_GATEWAY_KEY": keys.gateway[1],
            "BANK_ADDRESSES": "127.0.0.1",
            "SMS_API": f"{base_url}/sms",
            "SMS_LOGIN": keys.sms[0],
            "SMS_PASSWORD": keys.sms[1],
            "SMS_SENDER": "SmartCash",
            "SMS_PRICE": f"{SMS_PRICE:.2f}",
            "CALL_PRICE": f"{SMS_PRICE:.2f}",
            **{f"BUREAUS__{one.upper()}__API": f"{base_url}/bureau/{one}" for one in NAMES},
            **{f"BUREAUS__{one.upper()}__KEY": key for one, key in keys.bureaus.items()},
            **{f"BUREAUS__{one.upper()}__TITLE": title for one, title in TITLES.items()},
            "OWNER_CHECK_API": f"{base_url}/owner",
            "OWNER_CHECK_KEY": keys.owner,
            "FINCERT_API": f"{base_url}/fincert",
            "FINCERT_KEY": keys.fincert,
            "FISCAL_RECEIPTS": "interest" if self.receipts else "off",
            "FISCAL_API": f"{base_url}/fiscal",
            "FISCAL_KEY": keys.fiscal,
            "BIOMETRICS_API": f"{base_url}/biometrics",
            "BIOMETRICS_KEY": keys.biometrics,
            "CLOCK_FILE": str(directory / "clock"),
            "WEB_HOST": "127.0.0.1",
            "WEB_PORT": str(bot_port),
            "RETURN_URL": f"{base_url}/",
            "WEBHOOK_URL": f"{bot_url}/telegram" if webhook else "",
            "WEBHOOK_SECRET": keys.webhook_secret if webhook else "",
        }

    def application(self, more: Iterable[web.AbstractRouteDef] = ()) -> web.Application:
        """One application that serves every system of the world, and `more`."""
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        for part in (
            self.telegram_server,
            self.sms,
            self.bureaus,
            self.owner,
            self.fincert,
            self.biometrics,
            self.fiscal,
            self.bank,
        ):
            app.add_routes(part.routes())
        app.add_routes(more)
        app.cleanup_ctx.append(self._live)
        return app

    def populate(self) -> None:
        """The borrower that a demo begins with."""
        add_first(self.people)

    def new_number(self, ident: int, phone: str) -> list[str]:
        """Another SIM for somebody; all their numbers. ValueError when it can't be theirs."""
        person = self.people.add_phone(ident, phone)
        self.journal.note(ident, ident, "new number", person.phones[-1])
        return person.phones

    def listed(self, ident: int, name: str | None) -> None:
        """Somebody comes onto a stop list, or off (None). ValueError when it can't be."""
        person = self.people.get(ident)
        if person is None:
            raise ValueError(f"there is no person {ident}")
        self.stop_list.put(person.phone, name)
        self.journal.note(ident, ident, "listed", name or "nowhere")

    def vanish(self, ident: int, how: str) -> None:
        """As `Telegram.vanish`, and written down."""
        self.telegram.vanish(ident, how)
        self.journal.note(ident, ident, "account", how or "back")

    def _on_face(self, phone: str, word: str) -> None:
        """Somebody has answered on the page of the biometric system."""
        person = self.people.by_phone(phone)
        if person is not None:
            self.journal.note(person.id, person.id, "face", word)

    def _comes_onto_list(self, person: Person) -> None:
        """The owner check was asked about them, so their contract is about to be signed."""
        if person.kind == "listed":
            self.stop_list.put(person.phone, "115fz")

    def reset(self) -> None:
        """Everything forgotten, the clock back at real time; credentials stay."""
        for part in (
            self.clock,
            self.people,
            self.telegram,
            self.sms,
            self.bureaus,
            self.stop_list,
            self.owner,
            self.fincert,
            self.biometrics,
            self.fiscal,
            self.bank,
            self.faults,
            self.calls,
            self.journal,
        ):
            part.reset()
        self.epoch += 1

    def _on_page(self, payer: int, card: str, code: str | None, answer: Mapping[str, Any]) -> None:
        """Somebody has used a test card on the bank's page."""
        self.journal.note(payer, payer, "page", " ".join(filter(None, (card, code))))
        if answer["status"] != "ok":
            self.journal.note(payer, None, "page", f"{answer['status']}, {answer['reason']}")

    async def _live(self, _app: web.Application) -> AsyncIterator[None]:
        task = asyncio.create_task(self._keep_time())
        yield
        await self.telegram.close()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    async def _keep_time(self) -> None:
        while True:
            try:
                await self.clock.run_forever()
            except Exception:
                log.exception("something planned in the world went wrong")

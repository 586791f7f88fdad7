"""The sandbox's systems without Telegram, on one port."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.sandbox.bank.core import Bank as BankSandbox
from bot.sandbox.bureau import Bureaus
from bot.sandbox.calls import CallLog
from bot.sandbox.clock import WorldClock
from bot.sandbox.faults import Faults
from bot.sandbox.owner import OwnerCheck as OwnerSandbox
from bot.sandbox.people import People, Person
from bot.sandbox.sms import SmsOperator

PHONE = "+79161234567"


@dataclass
class Town:
    """A bank, an SMS operator, two bureaus and an owner check on one port, with one borrower."""

    base: str = ""
    clock: WorldClock = field(default_factory=WorldClock)
    people: People = field(default_factory=People)
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        ours: dict[str, Any] = {
            "clock": self.clock,
            "people": self.people,
            "faults": self.faults,
            "calls": CallLog(),
        }
        self.sms = SmsOperator(**ours, login="lender", password="secret")
        self.bank = BankSandbox(
            **ours,
            sms=self.sms,
            shop=("100500", "shop-key"),
            gateway=("200500", "gateway-key"),
            base_url=lambda: self.base,
            payer_of=lambda _url: 100001,
        )
        self.bureaus = Bureaus(**ours, keys={"one": "key-1", "two": "key-2"})
        self.owner = OwnerSandbox(**ours, key="key-3")

    def live(self, kind: str = "good") -> Person:
        return self.people.add(name="Смирнова Мария", phone=PHONE, kind=kind)

    async def open(self) -> None:
        app = web.Application()
        for part in (self.bank, self.sms, self.bureaus, self.owner):
            app.add_routes(part.routes())
        self._server = TestServer(app)
        await self._server.start_server()
        self.base = str(self._server.make_url("")).rstrip("/")

    async def close(self) -> None:
        await self._server.close()

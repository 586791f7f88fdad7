"""The sandbox's systems without Telegram, on one port. What the bank is asked and answers there
is checked against YooKassa's description."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.bank.core import Bank as BankSandbox
from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.biometrics import BiometricSystem
from sandbox.desks.bureau import Bureaus
from sandbox.desks.fincert import FincertBase
from sandbox.desks.fiscal import FiscalRegister
from sandbox.desks.owner import OwnerCheck as OwnerSandbox
from sandbox.desks.sms import SmsOperator
from sandbox.faults import Faults
from sandbox.people.people import People, Person
from tests.support.openapi import YOOKASSA
from tests.support.openapi_requests import Request, faults_of_request

PHONE = "+79161234567"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Town:
    """A bank, an SMS operator, two bureaus and an owner check on one port, with one borrower."""

    base: str = ""
    clock: WorldClock = field(default_factory=WorldClock)
    people: People = field(default_factory=People)
    faults: Faults = field(default_factory=Faults)
    departures: list[str] = field(default_factory=list)  # where the bank isn't as described

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
        self.fincert = FincertBase(**ours, key="key-4")
        self.fiscal = FiscalRegister(
            ours["clock"],
            ours["faults"],
            ours["calls"],
            "key-6",
            base_url=lambda: self.base,
        )
        self.biometrics = BiometricSystem(**ours, key="key-5", base_url=lambda: self.base)

    def live(self, kind: str = "good") -> Person:
        return self.people.add(name="Смирнова Мария", phone=PHONE, kind=kind)

    async def open(self) -> None:
        app = web.Application(middlewares=[self._as_described])
        for part in (
            self.bank,
            self.sms,
            self.bureaus,
            self.owner,
            self.fincert,
            self.biometrics,
            self.fiscal,
        ):
            app.add_routes(part.routes())
        self._server = TestServer(app)
        await self._server.start_server()
        self.base = str(self._server.make_url("")).rstrip("/")

    async def close(self) -> None:
        await self._server.close()
        assert self.departures == []

    @web.middleware
    async def _as_described(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        raw = await request.read()
        response = await handler(request)
        path = request.path.removeprefix("/bank/v3")
        if path != request.path:
            body = json.loads(raw) if raw else None
            asked = Request(request.method, path, request.headers, request.query, body)
            self.departures += faults_of_request(YOOKASSA, asked)
            if isinstance(response, web.Response) and response.text and response.status < 429:
                answer = json.loads(response.text)
                found = YOOKASSA.faults_of_answer(request.method, path, response.status, answer)
                self.departures += found
        return response

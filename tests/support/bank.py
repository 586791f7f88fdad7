"""The sandbox's bank at work on a real port; every answer is checked against YooKassa's API."""

import asyncio
import base64
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sandbox.bank.core import Bank
from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.sms import SmsOperator
from sandbox.faults import Faults
from sandbox.people.people import People
from tests.support.openapi import YOOKASSA

SHOP = ("100500", "test_shop-key")
GATEWAY = ("200500", "test_gateway-key")
PHONE = "+79161234567"
RETURN = "https://t.me/smartcash_bot"


class BankAtWork:
    """The bank, its world, and short words for what a shop asks of it."""

    def __init__(self) -> None:
        self.clock = WorldClock()
        self.people = People()
        self.faults = Faults(self.clock.now)
        self.calls = CallLog()
        self.person = self.people.add(name="Анна", phone=PHONE)
        self.payer: int | None = self.person.id  # who was shown every page
        self.sms = SmsOperator(
            clock=self.clock,
            people=self.people,
            faults=self.faults,
            calls=self.calls,
            login="lender",
            password="secret",
        )
        self.bank = Bank(
            clock=self.clock,
            people=self.people,
            sms=self.sms,
            faults=self.faults,
            calls=self.calls,
            shop=SHOP,
            gateway=GATEWAY,
            base_url=lambda: str(self.client.make_url("")),
            payer_of=lambda _url: self.payer,
        )
        self.heard: list[dict[str, Any]] = []  # notifications that the shop got
        self.shop_answers = 200
        self._keys = itertools.count(1)
        app = web.Application()
        app.add_routes([*self.bank.routes(), web.post("/yookassa", self._hear)])
        self.client = TestClient(TestServer(app))

    async def _hear(self, request: web.Request) -> web.Response:
        message = await request.json()
        thing, about = message["object"], message["event"].partition(".")[0]
        faults = YOOKASSA.faults_of_answer("GET", f"/{about}s/{thing['id']}", 200, thing)
        assert faults == [], faults
        self.heard.append(message)
        return web.Response(status=self.shop_answers)

    def listen(self) -> None:
        """Have the bank send its notifications to this shop."""
        self.bank.notify_url = str(self.client.make_url("/yookassa"))

    async def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        auth: tuple[str, str] | None = None,
        query: dict[str, str] | None = None,
    ) -> tuple[int, dict[str, Any]]:
        """One call with the right credentials and a new key, unless told otherwise."""
        if auth is None:
            auth = GATEWAY if path.startswith("/payouts") else SHOP
        word = base64.b64encode(":".join(auth).encode()).decode()
        headers = {"Authorization": f"Basic {word}"}
        if method == "POST" and key != "":
            headers["Idempotence-Key"] = key or f"key-{next(self._keys)}"
        response = await self.client.request(
            method,
            "/bank/v3" + path,
            json=body,
            params=query,
            headers=headers,
        )
        answer = await response.json()
        if response.status != 500:  # its body is described as that of 429
            faults = YOOKASSA.faults_of_answer(method, path, response.status, answer)
            assert faults == [], faults
        return response.status, answer

    async def post(self, path: str, body: Any = None, *, key: str | None = None) -> dict[str, Any]:
        status, answer = await self.call("POST", path, body, key=key)
        assert status == 200, answer
        return answer

    async def get(self, path: str, **query: str) -> dict[str, Any]:
        status, answer = await self.call("GET", path, query=query)
        assert status == 200, answer
        return answer

    async def page(self) -> dict[str, Any]:
        """A binding whose page is open."""
        redirect = {"type": "redirect", "return_url": RETURN}
        return await self.post("/payment_methods", {"type": "bank_card", "confirmation": redirect})

    async def bound(self, card: str = "good") -> str:
        """The id of a bound test card."""
        method = await self.page()
        url = method["confirmation"]["confirmation_url"]
        outcome = await self.bank.confirm(url, card)
        if outcome["status"] == "needs_code":
            outcome = await self.bank.confirm(url, card, self.code())
        assert outcome == {"status": "ok"}
        return str(method["id"])

    async def hold(
        self, method: str, sum_: str = "3.47", *, key: str | None = None, **more: Any
    ) -> dict[str, Any]:
        body = {"amount": rub(sum_), "payment_method_id": method, "capture": False}
        return await self.post("/payments", body | more, key=key)

    async def pay_out(
        self, method: str, sum_: str = "10000.00", *, key: str | None = None, **more: Any
    ) -> dict[str, Any]:
        return await self.post(
            "/payouts", {"amount": rub(sum_), "payment_method_id": method} | more, key=key
        )

    def code(self) -> str:
        """The 3-D Secure code of the newest SMS."""
        return str(self.sms.messages(PHONE)[-1]["text"])[4:10]

    def texts(self) -> list[str]:
        return [m["text"] for m in self.sms.messages(PHONE)]

    def events(self) -> list[str]:
        return [m["event"] for m in self.heard]

    async def pass_time(self, **delay: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**delay))
        await self.clock.run_due()

    async def settle(self) -> None:
        """Until no notification is under way."""
        await until(lambda: self.bank.in_motion() == 0)


def rub(value: str) -> dict[str, str]:
    return {"value": value, "currency": "RUB"}


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110 (no part of the bank announces it)
            await asyncio.sleep(0.001)


@asynccontextmanager
async def bank_at_work() -> AsyncIterator[BankAtWork]:
    at_work = BankAtWork()
    async with at_work.client:
        yield at_work
        at_work.bank.reset()

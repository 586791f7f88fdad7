"""An online cash register: receipts are registered five seconds after they come. A small JSON
protocol of our own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from aiohttp import web

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.bureau import JsonDesk, RequestError, fields
from sandbox.faults import Faults

TAKES = timedelta(seconds=5)
SALE = {
    "request_id": r"\S{1,100}",
    "at": r"\d{4}-\d\d-\d\dT\S+",
    "amount": r"\d+\.\d\d",
    "item": r"\S.*",
    "email": r"\S+@\S+",
}


@dataclass
class Sale:
    asked: dict[str, Any]
    came_at: datetime
    number: str


class FiscalRegister:
    """The same request_id is the same receipt."""

    def __init__(
        self,
        clock: WorldClock,
        faults: Faults,
        calls: CallLog,
        key: str,
        base_url: Callable[[], str] = str,
    ) -> None:
        self._clock = clock
        self._key = key
        self._base_url = base_url
        self._desk = JsonDesk(clock, faults, calls)
        self.sales: dict[str, Sale] = {}  # by request_id

    def routes(self) -> list[web.RouteDef]:
        return [
            self._desk.post(
                "/fiscal/receipts",
                ("fiscal", "receipt"),
                fault="fiscal",
                key=self._key,
                answer=self._register,
            ),
            web.get("/fiscal/receipt/{number}", self._show),
            self._desk.access("/fiscal", "fiscal", self._key),
        ]

    def reset(self) -> None:
        self.sales.clear()

    def _register(self, asked: Any) -> tuple[int, dict[str, Any]]:
        asked = fields(asked, SALE, "the request")
        ident, now = asked["request_id"], self._clock.now()
        sale = self.sales.setdefault(ident, Sale(asked, now, f"{len(self.sales) + 1:08}"))
        if sale.asked != asked:
            raise RequestError("this request_id was used for another receipt")
        if now < sale.came_at + TAKES:
            return 200, {"request_id": ident, "status": "pending"}
        url = f"{self._base_url()}/fiscal/receipt/{sale.number}"
        return 200, {
            "request_id": ident,
            "status": "registered",
            "number": sale.number,
            "url": url,
        }

    async def _show(self, request: web.Request) -> web.StreamResponse:
        number = request.match_info["number"]
        found = next((one.asked for one in self.sales.values() if one.number == number), None)
        if found is None:
            raise web.HTTPNotFound(text="Такого чека нет")
        return web.Response(
            text='<!doctype html><html lang="ru"><meta charset="utf-8"><title>Чек</title>'
            f"<h1>Кассовый чек № {number}</h1><p>{escape(found['item'])}: {found['amount']} ₽</p>"
            "<p>Песочница: чек учебный.</p></html>",
            content_type="text/html",
        )

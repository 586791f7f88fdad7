"""The sandbox's bureaus and owner check on a real port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.biometrics import BiometricSystem
from sandbox.desks.bureau import NAMES, Bureaus
from sandbox.desks.fincert import FincertBase
from sandbox.desks.owner import OwnerCheck
from sandbox.faults import Faults
from sandbox.people.people import People

BUREAUS = {name: f"key-{name}" for name in NAMES}
KEYS = {f"/bureau/{name}/report": key for name, key in BUREAUS.items()} | {"/owner/check": "key-o"}
KEYS |= {"/biometrics/open": "key-5", "/biometrics/outcome": "key-5"}
KEYS |= {"/fincert/lookup": "key-4", "/fincert/reports": "key-4"}
PHONE = "+79161234567"


class Desks:
    def __init__(self) -> None:
        self.clock, self.people = WorldClock(), People()
        self.faults, self.calls = Faults(), CallLog()
        parts = (self.clock, self.people, self.faults, self.calls)
        self.bureaus = Bureaus(*parts, BUREAUS)
        self.owner = OwnerCheck(*parts, "key-o")
        self.fincert = FincertBase(*parts, "key-4")
        self.biometrics = BiometricSystem(*parts, "key-5")
        app = web.Application()
        for part in (self.bureaus, self.owner, self.fincert, self.biometrics):
            app.add_routes(part.routes())
        self.client = TestClient(TestServer(app))

    def someone(self, kind: str) -> int:
        return self.people.add(name="Анна", phone=PHONE, kind=kind).id

    async def call(self, path: str, body: Any, key: str | None = None) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {key or KEYS[path]}"}
        response = await self.client.post(path, json=body, headers=headers)
        return response.status, await response.json()

    async def report(self, which: str, ident: str = "q-1", **person: str) -> tuple[int, Any]:
        whole = {
            "name": "Иванова Анна",
            "birth_date": "1990-05-17",
            "passport": "4510123456",
            "inn": "500100732259",
            "phone": PHONE,
        }
        body = {"request_id": ident, "person": whole | person}
        return await self.call(f"/bureau/{which}/report", body)


@asynccontextmanager
async def desks_at_work() -> AsyncIterator[Desks]:
    at_work = Desks()
    async with at_work.client:
        yield at_work

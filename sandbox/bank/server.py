"""The API over HTTP: who is asking, idempotence, ordered faults, the log."""

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.bank.errors import ApiError, not_found, trouble, wrong_credentials
from sandbox.bank.idempotence import Keys, Thing
from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.faults import Fault, Faults, suffer

PREFIX = "/bank/v3"
WORDS = {  # looser words for the calls that a fault can be ordered for
    "payments.create": ("payment",),
    "payments.cancel": ("cancel",),
    "refunds.create": ("refund",),
    "payouts.create": ("payout",),
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Read:
    """A GET: `serve(id, query)` gives the JSON answer."""

    name: str
    path: str
    account: str  # shop or gateway
    serve: Callable[[str, Mapping[str, str]], dict[str, Any]]


@dataclass(frozen=True)
class Write:
    """A POST: `serve(id, body)` gives the thing that was made or changed."""

    name: str
    path: str
    account: str
    serve: Callable[[str, Any], Thing]


class BankServer:
    def __init__(
        self,
        endpoints: list[Read | Write],
        *,
        accounts: Mapping[str, tuple[str, str]],
        keys: Keys,
        clock: WorldClock,
        faults: Faults,
        calls: CallLog,
    ) -> None:
        self._endpoints = endpoints
        self._accounts = accounts
        self._keys = keys
        self._clock = clock
        self._faults = faults
        self._calls = calls
        self._serving: dict[int, web.Request] = {}  # by id(): a request has no hash

    def routes(self) -> list[web.RouteDef]:
        routes = []
        for endpoint in self._endpoints:
            put = web.get if isinstance(endpoint, Read) else web.post
            routes.append(put(PREFIX + endpoint.path, self._handler(endpoint)))
        return [*routes, web.route("*", PREFIX + "/{rest:.*}", self._unknown)]

    def under_way(self) -> int:
        """Calls that somebody still waits for."""
        lines = (request.transport for request in self._serving.values())
        return sum(line is not None and not line.is_closing() for line in lines)

    def _handler(self, endpoint: Read | Write) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            self._serving[id(request)] = request
            try:
                return await self._handle(endpoint, request)
            finally:
                del self._serving[id(request)]

        return handle

    async def _handle(self, endpoint: Read | Write, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        try:
            body = json.loads(raw) if raw else {}
        except ValueError:
            body = None
        asked = body if isinstance(endpoint, Write) else dict(request.query)
        fault = self._fault(endpoint, body)

        async def serve() -> web.StreamResponse:
            try:
                status, answer = 200, self._answer(endpoint, request, body)
            except ApiError as refused:
                status, answer = refused.status, refused.body()
            if fault is not None and fault.kind == "lost":
                self._log(endpoint.name, request, asked, 0, {"fault": "lost", "done": answer})
            else:
                self._log(endpoint.name, request, asked, status, answer)
            return web.json_response(answer, status=status)

        def refuse(status: int, seconds: float) -> web.StreamResponse:
            answer = trouble(status, seconds).body()
            self._log(endpoint.name, request, asked, status, answer)
            return web.json_response(answer, status=status)

        if fault is not None and fault.kind == "timeout":
            self._log(endpoint.name, request, asked, 0, {"fault": "timeout, nothing was done"})
        return await suffer(fault, request, serve, refuse)

    def _answer(self, endpoint: Read | Write, request: web.Request, body: Any) -> dict[str, Any]:
        self._authenticate(endpoint.account, request)
        ident = request.match_info.get("id", "")
        if isinstance(endpoint, Read):
            return endpoint.serve(ident, request.query)
        key = request.headers.get("Idempotence-Key", "")
        if not 1 <= len(key) <= 64:
            raise ApiError(
                "The header Idempotence-Key of 1 to 64 characters is required", "Idempotence-Key"
            )
        if body is None:
            raise ApiError("The body is not JSON")
        thing = self._keys.recall(endpoint.account, key, request.path, body)
        if thing is None:
            thing = endpoint.serve(ident, body)
            self._keys.remember(endpoint.account, key, request.path, body, thing)
        return thing.view()

    def _authenticate(self, account: str, request: web.Request) -> None:
        kind, _, word = request.headers.get("Authorization", "").partition(" ")
        try:
            given = base64.b64decode(word, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            given = ""
        if kind.lower() != "basic" or given != ":".join(self._accounts[account]):
            raise wrong_credentials()

    def _fault(self, endpoint: Read | Write, body: Any) -> Fault | None:
        names = [endpoint.name, *WORDS.get(endpoint.name, ())]
        if endpoint.name == "payments.create" and isinstance(body, dict):
            names.append(_kind_of_payment(body))
        for name in names:
            if fault := self._faults.take("bank", name):
                return fault
        return None

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        answer = not_found("The address", "url").body()
        self._log(f"{request.method} {request.path}", request, None, 404, answer)
        return web.json_response(answer, status=404)

    def _log(self, name: str, request: web.Request, asked: Any, status: int, answer: Any) -> None:
        told: dict[str, Any] = {"path": request.path}
        if key := request.headers.get("Idempotence-Key"):
            told["idempotence_key"] = key
        self._calls.add(
            at=self._clock.now(),
            of="bank",
            method=name,
            request=told | {"asked": asked},
            status=status,
            answer=answer,
        )


def _kind_of_payment(asked: dict[str, Any]) -> str:
    if asked.get("capture") is not True:
        return "hold"
    return "charge" if "payment_method_id" in asked else "payment_page"

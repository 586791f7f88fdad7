"""The Bot API over HTTP, under /telegram."""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from aiohttp import web

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.faults import Fault, Faults, suffer
from sandbox.telegram.content.files import Upload
from sandbox.telegram.content.parts import read_parts
from sandbox.telegram.core import Telegram
from sandbox.telegram.refusals import Refusal, bad, too_large, too_many

Call = tuple[dict[str, Any], dict[str, Upload]]


class TelegramServer:
    def __init__(
        self, core: Telegram, *, faults: Faults, calls: CallLog, clock: WorldClock
    ) -> None:
        self._core = core
        self._faults = faults
        self._calls = calls
        self._clock = clock
        core.webhook.told = self._log_delivery

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/telegram/file/bot{token:[^/]+}/{path:.+}", self._file),
            web.get("/telegram/bot{token:[^/]+}/{method}", self._serve),
            web.post("/telegram/bot{token:[^/]+}/{method}", self._serve),
        ]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            params, files = await _read(request)
        except ValueError:
            params, files = {}, {}
            return self._refuse(method, params, files, bad("can't parse the request"))
        if request.match_info["token"] != self._core.token:
            return self._refuse(method, params, files, Refusal(401, "Unauthorized"))
        fault = self._faults.take("telegram", method)
        if fault is not None and fault.kind == "timeout":
            self._log(method, params, files, 0, {"fault": "timeout, nothing done"})

        def refuse(status: int, seconds: float) -> web.StreamResponse:
            refusal = Refusal(status, "Internal Server Error")
            if status == 429:
                refusal = too_many(max(1, round(seconds)))
            elif status == 413:
                refusal = too_large()
            return self._refuse(method, params, files, refusal)

        async def serve() -> web.StreamResponse:
            return await self._call(request, params, files, fault)

        return await suffer(fault, request, serve, refuse)

    async def _call(
        self,
        request: web.Request,
        params: dict[str, Any],
        files: dict[str, Upload],
        fault: Fault | None,
    ) -> web.StreamResponse:
        method = request.match_info["method"]
        polled = method.lower() == "getupdates"
        try:
            result = await self._core.call(method, params, files)
        except Refusal as refusal:
            if polled and _gone(request):
                return web.Response()  # the poll of a bot that died; nobody was refused
            return self._refuse(method, params, files, refusal)
        lost = fault is not None and fault.kind == "lost"
        if lost or not polled or (result and not _gone(request)):
            told = {"fault": "lost, but done", "result": result} if lost else result
            self._log(method, params, files, 0 if lost else 200, told)
        return web.json_response({"ok": True, "result": result})

    async def _file(self, request: web.Request) -> web.StreamResponse:
        found = self._core.file(request.match_info["path"])
        if request.match_info["token"] != self._core.token or found is None:
            answer = {"ok": False, "error_code": 404, "description": "Not Found"}
            return web.json_response(answer, status=404)
        return web.Response(body=found.content, content_type=found.mime)

    def _refuse(
        self, method: str, params: dict[str, Any], files: Mapping[str, Upload], refusal: Refusal
    ) -> web.Response:
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": refusal.code,
            "description": refusal.description,
        }
        if refusal.parameters:
            answer["parameters"] = refusal.parameters
        self._log(method, params, files, refusal.code, answer)
        return web.json_response(answer, status=refusal.code)

    def _log(
        self,
        method: str,
        params: dict[str, Any],
        files: Mapping[str, Upload],
        status: int,
        answer: Any,
    ) -> None:
        request = {name: _readable(value) for name, value in params.items()}
        for name, upload in files.items():
            request[name] = {"file": upload.name, "bytes": len(upload.content)}
        self._calls.add(
            at=self._clock.now(),
            of="telegram",
            method=method,
            request=request,
            status=status,
            answer=answer,
        )

    def _log_delivery(self, update: dict[str, Any], status: int, wrong: str) -> None:
        self._calls.add(
            at=self._clock.now(),
            of="bot",
            method="webhook",
            request=update,
            status=status,
            answer={"error": wrong} if wrong else {},
        )


def _gone(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


async def _read(request: web.Request) -> Call:
    """Parameters from the address and the body, and the files; ValueError if unreadable."""
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "multipart/form-data":
        reader = await request.multipart()
        assert isinstance(reader, aiohttp.MultipartReader)
        fields, files = await read_parts(reader)
        return params | fields, files
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        if not isinstance(body, dict):
            raise ValueError("an object is expected")
        return params | body, {}
    return params | {k: v for k, v in (await request.post()).items() if isinstance(v, str)}, {}


def _readable(value: Any) -> Any:
    """A form's JSON decoded, so that the log can be read."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value

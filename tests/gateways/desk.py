"""A tiny server that writes down what it is asked and answers as it was told."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    json: Any
    form: dict[str, str]


@dataclass
class Reply:
    body: object = field(default_factory=dict)  # bytes go out as they are
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Desk:
    """`replies` are used up in order; the last one stays. Instead of a reply «silence» keeps the
    caller waiting and «cut» breaks the connection."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.replies: list[Reply | str] = [Reply()]
        self._closing = asyncio.Event()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._server = TestServer(app)

    @property
    def base(self) -> str:
        return str(self._server.make_url("")).rstrip("/")

    async def open(self) -> None:
        await self._server.start_server()

    async def close(self) -> None:
        self._closing.set()
        await self._server.close()

    def answers(self, *bodies: object, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.replies = [Reply(body, status, named) for body in bodies]

    async def _serve(self, request: web.Request) -> web.Response:
        raw = await request.read()
        is_json = request.content_type == "application/json"
        form = {} if is_json else {k: str(v) for k, v in (await request.post()).items()}
        self.asked.append(
            Asked(
                request.method,
                request.path,
                dict(request.query),
                dict(request.headers),
                json.loads(raw) if is_json and raw else None,
                form,
            )
        )
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if reply == "silence":
            await self._closing.wait()
        if isinstance(reply, str):
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        raw = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        return web.Response(body=raw, status=reply.status, headers=reply.headers)

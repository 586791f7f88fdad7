"""JSON calls of the control API: what comes in, what goes out, and errors in one sentence."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from sandbox.clock.idle import NotIdleError


class MissingError(Exception):
    """There is no such thing; the message is one sentence."""


Handler = Callable[[web.Request], Awaitable[Any]]


def answering(handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make JSON of what `handler` returns, and of its errors one clear sentence."""

    async def serve(request: web.Request) -> web.Response:
        try:
            return _json(await handler(request))
        except NotIdleError as error:
            return _json({"error": str(error)}, status=503)
        except ValueError as error:
            return _json({"error": str(error)}, status=400)
        except MissingError as error:
            return _json({"error": str(error)}, status=404)

    return serve


def _json(value: Any, status: int = 200) -> web.Response:
    return web.json_response(
        value, status=status, dumps=lambda v: json.dumps(v, ensure_ascii=False)
    )


async def body(request: web.Request) -> dict[str, Any]:
    """The JSON object of a call, {} for none; ValueError when it is anything else."""
    text = await request.text()
    try:
        found = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError as error:
        raise ValueError(f"the body is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise ValueError("the body must be a JSON object")
    return found


def string(fields: dict[str, Any], name: str) -> str:
    """A text that must be there."""
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f'give "{name}", a text')
    return value


def whole(value: Any, name: str) -> int:
    """A whole number, also written as text."""
    try:
        return int(value)
    except (TypeError, ValueError):
        raise ValueError(f'"{name}" must be a whole number, not «{value}»') from None


def seconds(value: Any, name: str, most: float) -> float:
    """A number of seconds between 0 and `most`."""
    try:
        return min(max(float(value), 0.0), most)
    except (TypeError, ValueError):
        raise ValueError(f'"{name}" must be a number of seconds, not «{value}»') from None

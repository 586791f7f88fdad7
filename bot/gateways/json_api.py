"""What all HTTP gateways share: one call with a time limit, and what no answer means.

The texts of the errors hold the system's name and an HTTP status or an error's class, never a
body, an address or a key: they go to the log.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from domain.gateways import GatewayUnclear

TIMEOUT = 10.0  # seconds for a whole call, the connection included


@dataclass(frozen=True)
class Answer:
    """A settled answer: HTTP 200, or 4xx other than 408 and 429."""

    status: int
    body: dict[str, Any]  # {} when it isn't a JSON object

    @property
    def ok(self) -> bool:
        return self.status == 200


class JsonApi:
    """An outer system whose answers are JSON objects.

    `what` names it in errors. `wish_unit` is how many seconds one unit of a body's `retry_after`
    is; the Retry-After header is in seconds for everybody.
    """

    def __init__(
        self,
        session: ClientSession,
        base: str,
        *,
        what: str,
        timeout: float = TIMEOUT,
        wish_unit: float = 1.0,
    ) -> None:
        self._session = session
        self._base = base.rstrip("/")
        self._what = what
        self._timeout = ClientTimeout(total=timeout)
        self._wish_unit = wish_unit

    async def call(self, method: str, path: str, **request: Any) -> Answer:
        """`request` goes to aiohttp: params, json, data, headers.

        GatewayUnclear when the connection fails or times out, and for every status that does not
        settle what became of the call.
        """
        try:
            async with self._session.request(
                method,
                self._base + path,
                timeout=self._timeout,
                allow_redirects=False,  # a followed redirect would turn a POST into a GET
                **request,
            ) as response:
                status = response.status
                body = _json_object(await response.read())
                header = response.headers.get("Retry-After")
        except (ClientError, OSError) as error:
            # A timeout is an OSError too. Without the cause: its text may hold the address.
            raise GatewayUnclear(f"{self._what}: {type(error).__name__}") from None
        settled = status == 200 or (400 <= status < 500 and status not in (408, 429))
        if not settled:
            wish = _seconds(header, 1.0) or _seconds(body.get("retry_after"), self._wish_unit)
            raise GatewayUnclear(f"{self._what}: HTTP {status}", wish)
        return Answer(status, body)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn a missing or senseless field of an answer into GatewayUnclear."""
        try:
            yield
        except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError):
            # Without the cause: its text may hold the value.
            raise GatewayUnclear(f"{self._what}: unreadable answer") from None


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _seconds(wish: object, unit: float) -> float | None:
    try:
        seconds = float(str(wish)) * unit
    except ValueError:
        return None  # absent, or an HTTP date, which nobody here sends
    return seconds if 0 < seconds < 86400 else None

"""YooKassa API v3: bound cards, payments, refunds, payouts (yookassa.ru/developers/api).

Payments and payouts have a credential pair each: the shop's and the gateway's.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from aiohttp import ClientSession

from bot.gateways import yookassa_objects as objects
from bot.gateways.json_api import TIMEOUT, Answer, JsonApi
from domain.gateways import (
    GatewayRefused,
    GatewayUnclear,
    Payment,
    PaymentMethod,
    Payout,
    Refund,
)
from domain.money import Money

PAGE = 100  # objects in one page of a list, the most that YooKassa gives
PAGES = 50  # more means that the list doesn't end
DESCRIPTION = 128  # the longest description in characters
REFUND_DESCRIPTION = 250

T = TypeVar("T")


class YooKassa:
    """The bank. `shop` and `gateway` are pairs of id and secret key."""

    def __init__(
        self,
        session: ClientSession,
        base: str,
        *,
        shop: tuple[str, str],
        gateway: tuple[str, str],
        timeout: float = TIMEOUT,
    ) -> None:
        # `retry_after` in its bodies is in milliseconds.
        self._api = JsonApi(session, base, what="yookassa", timeout=timeout, wish_unit=0.001)
        self._shop = {"Authorization": _basic(*shop)}
        self._gateway = {"Authorization": _basic(*gateway)}

    async def bind_card(self, *, key: str, return_url: str) -> PaymentMethod:
        body = {
            "type": "bank_card",
            "confirmation": {"type": "redirect", "return_url": return_url},
        }
        return await self._post("/payment_methods", self._shop, key, body, objects.method)

    async def payment_method(self, method_id: str) -> PaymentMethod:
        return await self._get(f"/payment_methods/{method_id}", self._shop, objects.method)

    async def hold(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment:
        body = _order(amount, reference, description)
        body |= {"payment_method_id": method_id, "capture": False}
        return await self._post("/payments", self._shop, key, body, objects.payment)

    async def charge(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment:
        body = _order(amount, reference, description)
        body |= {"payment_method_id": method_id, "capture": True}
        return await self._post("/payments", self._shop, key, body, objects.payment)

    async def open_payment(
        self, *, key: str, amount: Money, reference: str, description: str, return_url: str
    ) -> Payment:
        body = _order(amount, reference, description)
        body |= {"confirmation": {"type": "redirect", "return_url": return_url}, "capture": True}
        return await self._post("/payments", self._shop, key, body, objects.payment)

    async def payment(self, payment_id: str) -> Payment:
        return await self._get(f"/payments/{payment_id}", self._shop, objects.payment)

    async def cancel(self, payment_id: str, *, key: str) -> Payment:
        return await self._post(
            f"/payments/{payment_id}/cancel", self._shop, key, None, objects.payment
        )

    async def find_payments(self, *, reference: str, since: datetime) -> Sequence[Payment]:
        """Payments made since then for this reference; YooKassa can't search them by metadata."""
        return await self._list("/payments", self._shop, {}, reference, since, objects.payment)

    async def refund(
        self, *, key: str, payment_id: str, amount: Money, reference: str, description: str
    ) -> Refund:
        body = _order(amount, reference, description, longest=REFUND_DESCRIPTION)
        body["payment_id"] = payment_id
        return await self._post("/refunds", self._shop, key, body, objects.refund)

    async def refund_of(self, refund_id: str) -> Refund:
        return await self._get(f"/refunds/{refund_id}", self._shop, objects.refund)

    async def find_refunds(self, *, reference: str, since: datetime) -> Sequence[Refund]:
        """As `find_payments`."""
        return await self._list("/refunds", self._shop, {}, reference, since, objects.refund)

    async def refunds(self, *, since: datetime) -> Sequence[Refund]:
        """All of the shop's, whoever made them."""
        return await self._list("/refunds", self._shop, {}, None, since, objects.refund)

    async def refunds_of(self, payment_id: str) -> Sequence[Refund]:
        """All of one payment, whoever made them."""
        by = {"payment_id": payment_id}
        return await self._list("/refunds", self._shop, by, None, None, objects.refund)

    async def pay_out(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payout:
        body = _order(amount, reference, description) | {"payment_method_id": method_id}
        return await self._post("/payouts", self._gateway, key, body, objects.payout)

    async def payout(self, payout_id: str) -> Payout:
        return await self._get(f"/payouts/{payout_id}", self._gateway, objects.payout)

    async def find_payouts(self, *, reference: str, since: datetime) -> Sequence[Payout]:
        by = {"metadata[reference]": reference}
        return await self._list(
            "/payouts/search", self._gateway, by, reference, since, objects.payout
        )

    async def _post(
        self,
        path: str,
        credentials: Mapping[str, str],
        key: str,
        body: Mapping[str, object] | None,
        read: Callable[[Any], T],
    ) -> T:
        headers = {**credentials, "Idempotence-Key": key}
        answer = await self._api.call("POST", path, headers=headers, json=body)
        return self._read(answer, read)

    async def _get(self, path: str, credentials: Mapping[str, str], read: Callable[[Any], T]) -> T:
        return self._read(await self._api.call("GET", path, headers=credentials), read)

    async def _list(
        self,
        path: str,
        credentials: Mapping[str, str],
        by: Mapping[str, str],
        reference: str | None,
        since: datetime | None,
        read: Callable[[Any], T],
    ) -> list[T]:
        """Walk all pages and keep the objects with this reference (None: all), whatever the
        server sent."""
        params = {**by, "limit": str(PAGE)}
        if since is not None:
            params["created_at.gte"] = _instant(since)
        found: list[T] = []
        for _ in range(PAGES):
            answer = await self._api.call("GET", path, headers=credentials, params=params)
            page = self._read(answer, lambda body: body)
            with self._api.reading():
                found += [
                    read(item)
                    for item in page["items"]
                    if reference is None or objects.reference(item) == reference
                ]
                if not page.get("next_cursor"):
                    return found
                params["cursor"] = str(page["next_cursor"])
        raise GatewayUnclear("yookassa: a list without an end")

    def _read(self, answer: Answer, read: Callable[[Any], T]) -> T:
        with self._api.reading():
            if not answer.ok:
                # Only the codes: a description may repeat what was sent. A 4xx without a code
                # isn't YooKassa's own, and becomes unclear.
                code = str(answer.body["code"])
                raise GatewayRefused(code, str(answer.body.get("parameter") or ""))
            return read(answer.body)


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def _order(
    amount: Money, reference: str, description: str, *, longest: int = DESCRIPTION
) -> dict[str, object]:
    return {
        "amount": {"value": str(amount), "currency": "RUB"},
        "description": description[:longest],
        "metadata": {"reference": reference},
    }


def _instant(moment: datetime) -> str:
    """«2026-07-01T09:00:00.000Z», cut down to a millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

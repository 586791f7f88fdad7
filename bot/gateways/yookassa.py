"""YooKassa API v3: binding cards, holds, payouts (yookassa.ru/developers/api).

Payments and payouts have a credential pair each: the shop's and the gateway's.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, Answer, JsonApi
from domain.gateways import (
    CardFacts,
    GatewayRefused,
    GatewayUnclear,
    Payment,
    PaymentMethod,
    Payout,
)
from domain.money import Money

METHOD_STATES = ("pending", "active", "inactive")
PAYMENT_STATES = ("pending", "waiting_for_capture", "succeeded", "canceled")
PAYOUT_STATES = ("pending", "succeeded", "canceled")
PAGE = 100  # objects in one page of a list, the most that YooKassa gives
PAGES = 50  # more means that the list doesn't end
DESCRIPTION = 128  # the longest description in characters

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
        return await self._post("/payment_methods", self._shop, key, body, _method)

    async def payment_method(self, method_id: str) -> PaymentMethod:
        return await self._get(f"/payment_methods/{method_id}", self._shop, _method)

    async def hold(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment:
        order = _order(method_id, amount, reference, description)
        return await self._post("/payments", self._shop, key, order | {"capture": False}, _payment)

    async def payment(self, payment_id: str) -> Payment:
        return await self._get(f"/payments/{payment_id}", self._shop, _payment)

    async def cancel(self, payment_id: str, *, key: str) -> Payment:
        return await self._post(f"/payments/{payment_id}/cancel", self._shop, key, {}, _payment)

    async def find_payments(self, *, reference: str, since: datetime) -> Sequence[Payment]:
        """Payments made since then for this reference; YooKassa can't search them by metadata."""
        return await self._list("/payments", self._shop, {}, reference, since, _payment)

    async def pay_out(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payout:
        order = _order(method_id, amount, reference, description)
        return await self._post("/payouts", self._gateway, key, order, _payout)

    async def payout(self, payout_id: str) -> Payout:
        return await self._get(f"/payouts/{payout_id}", self._gateway, _payout)

    async def find_payouts(self, *, reference: str, since: datetime) -> Sequence[Payout]:
        by = {"metadata[reference]": reference}
        return await self._list("/payouts/search", self._gateway, by, reference, since, _payout)

    async def _post(
        self,
        path: str,
        credentials: Mapping[str, str],
        key: str,
        body: Mapping[str, object],
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
        reference: str,
        since: datetime,
        read: Callable[[Any], T],
    ) -> list[T]:
        """Walk all pages and keep the objects with this reference, whatever the server sent."""
        params = {**by, "created_at.gte": _instant(since), "limit": str(PAGE)}
        found: list[T] = []
        for _ in range(PAGES):
            answer = await self._api.call("GET", path, headers=credentials, params=params)
            page = self._read(answer, lambda body: body)
            with self._api.reading():
                found += [
                    read(item)
                    for item in page["items"]
                    if (item.get("metadata") or {}).get("reference") == reference
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


def _order(method_id: str, amount: Money, reference: str, description: str) -> dict[str, object]:
    return {
        "amount": {"value": str(amount), "currency": "RUB"},
        "payment_method_id": method_id,
        "description": description[:DESCRIPTION],
        "metadata": {"reference": reference},
    }


def _instant(moment: datetime) -> str:
    """«2026-07-01T09:00:00.000Z», cut down to a millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


# Readers of YooKassa's objects: KeyError, TypeError or ValueError when something isn't there.


def _method(body: dict[str, Any]) -> PaymentMethod:
    status = _one_of(METHOD_STATES, body["status"])
    page = body["confirmation"]["confirmation_url"] if status == "pending" else None
    card = _card(body["card"]) if status == "active" else None
    return PaymentMethod(id=_text(body["id"]), status=status, page=page, card=card)


def _card(body: dict[str, Any]) -> CardFacts:
    return CardFacts(
        first6=body.get("first6", ""),  # the one field that YooKassa doesn't promise
        last4=_text(body["last4"]),
        expiry_year=int(body["expiry_year"]),
        expiry_month=int(body["expiry_month"]),
        scheme=_text(body["card_type"]),
        issuer=body.get("issuer_name"),
    )


def _payment(body: dict[str, Any]) -> Payment:
    cancelled = body.get("cancellation_details") or {}
    return Payment(
        id=_text(body["id"]),
        status=_one_of(PAYMENT_STATES, body["status"]),
        amount=_money(body["amount"]),
        created_at=_moment(body["created_at"]),
        captured_at=_moment(body["captured_at"]) if body.get("captured_at") else None,
        cancel_reason=cancelled.get("reason"),
    )


def _payout(body: dict[str, Any]) -> Payout:
    cancelled = body.get("cancellation_details") or {}
    return Payout(
        id=_text(body["id"]),
        status=_one_of(PAYOUT_STATES, body["status"]),
        amount=_money(body["amount"]),
        created_at=_moment(body["created_at"]),
        succeeded_at=_moment(body["succeeded_at"]) if body.get("succeeded_at") else None,
        cancel_party=cancelled.get("party"),
        cancel_reason=cancelled.get("reason"),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("no text")
    return value


def _one_of(known: Sequence[str], value: object) -> str:
    if value not in known:
        raise ValueError("unknown status")
    return str(value)


def _money(amount: dict[str, Any]) -> Money:
    if amount["currency"] != "RUB":
        raise ValueError("not roubles")
    return Money.rubles(_text(amount["value"]))


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment.astimezone(UTC)

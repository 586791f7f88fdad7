"""YooKassa's objects as the domain knows them.

A reader raises LookupError, TypeError, ValueError or AttributeError when something isn't there.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from domain.gateways import UNTOLD, CardFacts, Payment, PaymentMethod, Payout, Refund
from domain.money import ZERO, Money

METHOD_STATES = ("pending", "active", "inactive")
PAYMENT_STATES = ("pending", "waiting_for_capture", "succeeded", "canceled")
PAYOUT_STATES = ("pending", "succeeded", "canceled")
REFUND_STATES = ("pending", "succeeded", "canceled")


def method(body: dict[str, Any]) -> PaymentMethod:
    status = _one_of(METHOD_STATES, body["status"])
    page = body["confirmation"]["confirmation_url"] if status == "pending" else None
    card = _card(body.get("card")) if status == "active" else None
    return PaymentMethod(id=_text(body["id"]), status=status, page=page, card=card)


def _card(body: dict[str, Any] | None) -> CardFacts:
    if body is None:
        return UNTOLD
    return CardFacts(
        first6=body.get("first6") or "",
        last4=_text(body["last4"]),
        expiry_year=int(body["expiry_year"]),
        expiry_month=int(body["expiry_month"]),
        scheme=_text(body["card_type"]),
        issuer=body.get("issuer_name"),
    )


def payment(body: dict[str, Any]) -> Payment:
    status = _one_of(PAYMENT_STATES, body["status"])
    cancelled = body.get("cancellation_details") or {}
    moved = _moved(body["amount"])
    returned = None if "foreign" in moved else body.get("refunded_amount")
    return Payment(
        id=_text(body["id"]),
        status=status,
        **moved,
        created_at=_moment(body["created_at"]),
        captured_at=_moment(body["captured_at"]) if body.get("captured_at") else None,
        cancel_reason=cancelled.get("reason"),
        page=_page(body) if status == "pending" else None,
        paid_with=_paid_with(body.get("payment_method") or {}),
        refunded=_money(returned) if returned else ZERO,
    )


def refund(body: dict[str, Any]) -> Refund:
    cancelled = body.get("cancellation_details") or {}
    return Refund(
        id=_text(body["id"]),
        payment_id=_text(body["payment_id"]),
        status=_one_of(REFUND_STATES, body["status"]),
        **_moved(body["amount"]),
        created_at=_moment(body["created_at"]),
        cancel_reason=cancelled.get("reason"),
        reference=reference(body),
    )


def reference(body: dict[str, Any]) -> str | None:
    """Our own id of an operation; None for what was made without us."""
    found = (body.get("metadata") or {}).get("reference")
    return found if isinstance(found, str) else None


def payout(body: dict[str, Any]) -> Payout:
    cancelled = body.get("cancellation_details") or {}
    return Payout(
        id=_text(body["id"]),
        status=_one_of(PAYOUT_STATES, body["status"]),
        **_moved(body["amount"]),
        created_at=_moment(body["created_at"]),
        succeeded_at=_moment(body["succeeded_at"]) if body.get("succeeded_at") else None,
        cancel_party=cancelled.get("party"),
        cancel_reason=cancelled.get("reason"),
    )


def _page(payment: dict[str, Any]) -> str | None:
    """None once the payer has been there, and for a bound card, which needs no page."""
    confirmation = payment.get("confirmation")
    return _text(confirmation["confirmation_url"]) if confirmation else None


def _paid_with(method: dict[str, Any]) -> str | None:
    if method.get("type") == "sbp":
        return "СБП"
    card = method.get("card")
    return f"•{_text(card['last4'])}" if card else None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("no text")
    return value


def _one_of(known: Sequence[str], value: object) -> str:
    if value not in known:
        raise ValueError("unknown status")
    return str(value)


def _moved(amount: dict[str, Any]) -> dict[str, Any]:
    """What isn't roubles is told as it is written, and counts for nothing."""
    currency = _text(amount["currency"])
    if currency == "RUB":
        return {"amount": _money(amount)}
    return {"amount": ZERO, "foreign": f"{_text(amount['value'])} {currency}"}


def _money(amount: dict[str, Any]) -> Money:
    if amount["currency"] != "RUB":
        raise ValueError("not roubles")
    return Money.rubles(_text(amount["value"]))


def _moment(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment.astimezone(UTC)

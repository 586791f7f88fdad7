"""What the bank keeps: payments, refunds, payouts, and how the API shows them."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.bank.methods import Method, Page
from sandbox.bank.money import amount

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def new_id(at: datetime, prefix: str = "") -> str:
    """An id built like YooKassa's: seconds since 2000 in hex, two constants, a random end."""
    seconds = int((at - _EPOCH).total_seconds())
    return f"{prefix}{seconds:08x}-000f-5000-8000-{secrets.token_hex(6)}"


def shown(at: datetime) -> str:
    """An instant as the API writes it, with milliseconds: 2018-07-18T10:51:18.139Z."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"


@dataclass
class Payment:
    """Money from a card to the shop. `amount` is what was asked until the capture, then what
    was captured; all sums in kopecks."""

    id: str
    created_at: datetime
    amount: int
    capture: bool
    recipient: dict[str, str]
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    customer: str | None = None
    method: Method | None = None
    page: Page | None = None
    save: bool = False  # the payer's card shall be bound by this payment
    with_code: bool = False  # the payer passed 3-D Secure
    status: str = "pending"
    authorized_at: datetime | None = None
    expires_at: datetime | None = None
    captured_at: datetime | None = None
    canceled_at: datetime | None = None
    canceled: tuple[str, str] | None = None  # party, reason
    refunded: int = 0
    returning: int = 0  # of refunds that aren't decided yet
    rrn: str = field(default_factory=lambda: f"{secrets.randbelow(10**12):012}")
    auth_code: str = field(default_factory=lambda: f"{secrets.randbelow(10**6):06}")

    @property
    def left(self) -> int:
        """What may still be refunded."""
        if self.status != "succeeded":
            return 0
        return self.amount - self.refunded - self.returning

    def view(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "id": self.id,
            "status": self.status,
            "amount": amount(self.amount),
            "recipient": self.recipient,
            "created_at": shown(self.created_at),
            "test": True,
            "paid": self.status in ("waiting_for_capture", "succeeded"),
            "refundable": self.left > 0,
            "metadata": self.metadata,
        }
        if self.description is not None:
            answer["description"] = self.description
        if self.customer is not None:
            answer["merchant_customer_id"] = self.customer
        if self.method is not None:
            answer["payment_method"] = {
                k: v for k, v in self.method.view().items() if k not in ("holder", "confirmation")
            }
        if self.page is not None and self.status == "pending" and not self.page.closed:
            answer["confirmation"] = self.page.confirmation()
        if self.authorized_at is not None:
            answer["authorization_details"] = {
                "rrn": self.rrn,
                "auth_code": self.auth_code,
                "three_d_secure": {"applied": self.with_code},
            }
        if self.expires_at is not None and self.status == "waiting_for_capture":
            answer["expires_at"] = shown(self.expires_at)
        if self.captured_at is not None:
            answer["captured_at"] = shown(self.captured_at)
            answer["refunded_amount"] = amount(self.refunded)
        if self.canceled is not None:
            party, reason = self.canceled
            answer["cancellation_details"] = {"party": party, "reason": reason}
        return answer


@dataclass
class Refund:
    """Money given back."""

    id: str
    created_at: datetime
    payment_id: str
    amount: int
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    status: str = "pending"
    canceled: tuple[str, str] | None = None  # party, reason

    def view(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "id": self.id,
            "payment_id": self.payment_id,
            "status": self.status,
            "created_at": shown(self.created_at),
            "amount": amount(self.amount),
            "metadata": self.metadata,
        }
        if self.description is not None:
            answer["description"] = self.description
        if self.canceled is not None:
            party, reason = self.canceled
            answer["cancellation_details"] = {"party": party, "reason": reason}
        return answer


@dataclass
class Payout:
    """Money from the gateway's balance to a card or, by SBP, to a phone."""

    id: str
    created_at: datetime
    amount: int
    destination: dict[str, Any]
    description: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    phone: str | None = None
    status: str = "pending"
    succeeded_at: datetime | None = None
    canceled_at: datetime | None = None
    canceled: tuple[str, str] | None = None  # party, reason

    def view(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "id": self.id,
            "amount": amount(self.amount),
            "status": self.status,
            "payout_destination": self.destination,
            "created_at": shown(self.created_at),
            "test": True,
            "metadata": self.metadata,
        }
        if self.description is not None:
            answer["description"] = self.description
        if self.succeeded_at is not None:
            answer["succeeded_at"] = shown(self.succeeded_at)
        if self.canceled is not None:
            party, reason = self.canceled
            answer["cancellation_details"] = {"party": party, "reason": reason}
        return answer

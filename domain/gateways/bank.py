"""The bank: cards, payments, refunds, payouts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.money import ZERO, Money


@dataclass(frozen=True, kw_only=True)
class CardFacts:
    """What the bank tells of a card; the full number never passes through our code. YooKassa
    promises neither the first six digits nor, of an active method, the card at all."""

    first6: str
    last4: str
    expiry_year: int
    expiry_month: int
    scheme: str  # «Mir», «MasterCard», «Visa» …
    issuer: str | None

    @property
    def told(self) -> bool:
        """Enough to ask others about it?"""
        return bool(self.first6)


# An active method without its card: it can be charged, and nobody can say what it is.
UNTOLD = CardFacts(
    first6="", last4="····", expiry_year=2099, expiry_month=12, scheme="", issuer=None
)


@dataclass(frozen=True, kw_only=True)
class PaymentMethod:
    """A card that is being bound, or is bound, on the bank's page."""

    id: str
    status: str  # pending, active, inactive
    page: str | None  # the bank's page, while pending
    card: CardFacts | None  # once active


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Money from a card or an SBP account to the lender: held, then captured or cancelled; or
    captured at once."""

    id: str
    status: str  # pending, waiting_for_capture, succeeded, canceled
    amount: Money
    created_at: datetime
    captured_at: datetime | None
    cancel_reason: str | None  # the bank's own word, such as insufficient_funds
    page: str | None = None  # where the payer pays, while pending
    paid_with: str | None = None  # «•4477» for a card, «СБП»; None: not known
    refunded: Money = ZERO
    foreign: str | None = None  # «4.00 USD»: not roubles, and the amount is zero then


@dataclass(frozen=True, kw_only=True)
class Refund:
    """Money of a captured payment that goes back to its payer."""

    id: str
    payment_id: str
    status: str  # pending, succeeded, canceled
    amount: Money
    created_at: datetime
    cancel_reason: str | None
    reference: str | None = None  # of ours; None: somebody made it in the bank's cabinet
    foreign: str | None = None  # «4.00 USD»: not roubles, and the amount is zero then


@dataclass(frozen=True, kw_only=True)
class Payout:
    """Money from the lender to a card."""

    id: str
    status: str  # pending, succeeded, canceled
    amount: Money
    created_at: datetime
    succeeded_at: datetime | None
    cancel_party: str | None  # yoo_money (the gateway itself) or payout_network (the card's side)
    cancel_reason: str | None
    foreign: str | None = None  # «4.00 USD»: not roubles, and the amount is zero then


class Bank(Protocol):
    """YooKassa v3. `key` is the Idempotence-Key, remembered by the bank for 24 hours; `reference`
    is our own id of the operation, kept in its metadata. Every call raises GatewayUnclear or
    GatewayRefused."""

    async def bind_card(self, *, key: str, return_url: str) -> PaymentMethod: ...
    async def payment_method(self, method_id: str) -> PaymentMethod: ...
    async def hold(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment: ...
    async def charge(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payment:
        """A bound card, captured at once."""

    async def open_payment(
        self, *, key: str, amount: Money, reference: str, description: str, return_url: str
    ) -> Payment:
        """A page of the bank, where the payer chooses a card or SBP; captured at once."""

    async def payment(self, payment_id: str) -> Payment: ...
    async def cancel(self, payment_id: str, *, key: str) -> Payment: ...
    async def find_payments(self, *, reference: str, since: datetime) -> Sequence[Payment]: ...
    async def refund(
        self, *, key: str, payment_id: str, amount: Money, reference: str, description: str
    ) -> Refund: ...
    async def refund_of(self, refund_id: str) -> Refund: ...
    async def find_refunds(self, *, reference: str, since: datetime) -> Sequence[Refund]: ...
    async def refunds(self, *, since: datetime) -> Sequence[Refund]:
        """All of the shop that were made since then, whoever made them."""

    async def refunds_of(self, payment_id: str) -> Sequence[Refund]:
        """All of this payment, whoever made them."""

    async def pay_out(
        self, *, key: str, method_id: str, amount: Money, reference: str, description: str
    ) -> Payout: ...
    async def payout(self, payout_id: str) -> Payout: ...
    async def find_payouts(self, *, reference: str, since: datetime) -> Sequence[Payout]: ...

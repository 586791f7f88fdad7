"""Everything the bank has on its books, and the sums that follow from it."""

from datetime import datetime
from typing import Any

from sandbox.bank.methods import Method
from sandbox.bank.money import roubles
from sandbox.bank.things import Payment, Payout, Refund, shown

OPENING = 1_000_000_00  # kopecks that the gateway may pay out


class Ledger:
    """No sum is stored: each is counted from the operations, so they can't disagree."""

    def __init__(self) -> None:
        self.methods: dict[str, Method] = {}  # made by POST /payment_methods or saved by a payment
        self.payments: dict[str, Payment] = {}
        self.refunds: dict[str, Refund] = {}
        self.payouts: dict[str, Payout] = {}
        self.empty = False  # the gateway's balance counts as nothing

    def reset(self) -> None:
        for held in (self.methods, self.payments, self.refunds, self.payouts):
            held.clear()
        self.empty = False

    @property
    def balance(self) -> int:
        """Kopecks left for payouts: the opening balance less what was or is being paid out."""
        gone = sum(p.amount for p in self.payouts.values() if p.status != "canceled")
        return OPENING - gone

    def sums(self) -> dict[str, str]:
        """In roubles: the payout balance; money held on cards, received, given back, paid out;
        and payouts that aren't decided yet."""
        payments, payouts = self.payments.values(), self.payouts.values()
        return {
            "balance": roubles(self.balance),
            "held": roubles(sum(p.amount for p in payments if p.status == "waiting_for_capture")),
            "received": roubles(sum(p.amount for p in payments if p.status == "succeeded")),
            "refunded": roubles(
                sum(r.amount for r in self.refunds.values() if r.status == "succeeded")
            ),
            "paid_out": roubles(sum(p.amount for p in payouts if p.status == "succeeded")),
            "in_transit": roubles(sum(p.amount for p in payouts if p.status == "pending")),
        }

    def state(self) -> dict[str, Any]:
        """All of it for people and scripts: sums, then each operation, oldest first. `holds` are
        payments made with capture false, whatever became of them; `payments` are the others."""
        return self.sums() | {
            "empty": self.empty,
            "bindings": [_binding(m) for m in self.methods.values()],
            "holds": [_payment(p) for p in self.payments.values() if not p.capture],
            "payments": [_payment(p) for p in self.payments.values() if p.capture],
            "refunds": [
                _line(r) | _ending(r.canceled) | {"payment": r.payment_id}
                for r in self.refunds.values()
            ],
            "payouts": [
                _line(p)
                | _ending(p.canceled, canceled_at=p.canceled_at, succeeded_at=p.succeeded_at)
                | {"card": p.destination.get("card", {}).get("last4"), "phone": p.phone}
                for p in self.payouts.values()
            ],
        }


def _line(thing: Payment | Refund | Payout) -> dict[str, Any]:
    return {
        "id": thing.id,
        "state": thing.status,
        "sum": roubles(thing.amount),
        "reference": thing.metadata.get("reference", next(iter(thing.metadata.values()), None)),
        "metadata": thing.metadata,
        "created_at": shown(thing.created_at),
    }


def _ending(canceled: tuple[str, str] | None, **times: datetime | None) -> dict[str, Any]:
    """The times that are known, and who cancelled why."""
    told = {name: shown(at) for name, at in times.items() if at is not None}
    if canceled is not None:
        told |= {"canceled_by": canceled[0], "reason": canceled[1]}
    return told


def _payment(payment: Payment) -> dict[str, Any]:
    method = payment.method
    card = method.card if method else None
    return (
        _line(payment)
        | _ending(
            payment.canceled,
            canceled_at=payment.canceled_at,
            captured_at=payment.captured_at,
            expires_at=payment.expires_at,
        )
        | {
            "binding": method.id if method else None,
            "method": method.kind if method else None,
            "card": card.last4 if card and method and method.kind == "bank_card" else None,
            "phone": method.phone if method else None,
            "url": payment.page.url if payment.page else None,
        }
    )


def _binding(method: Method) -> dict[str, Any]:
    return _ending(None, activated_at=method.activated_at) | {
        "id": method.id,
        "state": method.status,
        "sum": "0.00",
        "reference": None,
        "created_at": shown(method.created_at),
        "test_card": method.card.name if method.card else None,
        "card": method.card.last4 if method.card else None,
        "phone": method.phone,
        "url": method.page.url if method.page else None,
        "reason": method.page.reason if method.page else None,
    }

"""Payouts from the gateway's prefunded balance to a bound card, a card number or by SBP."""

from datetime import timedelta
from typing import Any

from sandbox.bank.bindings import Bindings
from sandbox.bank.cards import by_number
from sandbox.bank.checks import Record, Variants, amount, metadata, text
from sandbox.bank.errors import ApiError, not_found
from sandbox.bank.methods import Method
from sandbox.bank.money import in_words
from sandbox.bank.office import LATE, SENDER, SHOP, Office
from sandbox.bank.things import Payout, new_id

REFILL = timedelta(minutes=10)

CREATE = Record(
    {
        "amount": amount,
        "payment_method_id": text(longest=64),
        "payout_destination_data": Variants(
            {
                "bank_card": Record(
                    {
                        "card": Record(
                            {"number": text(longest=19, pattern="[0-9]{16,19}")}, required="number"
                        )
                    },
                    required="card",
                ),
                "sbp": Record(
                    {
                        "phone": text(longest=15, pattern="[0-9]{4,15}"),
                        "bank_id": text(longest=12, pattern="[a-zA-Z0-9]{12}"),
                    },
                    required="phone bank_id",
                ),
            },
            unserved="yoo_money",
        ),
        "description": text(longest=128),
        "metadata": metadata,
    },
    required="amount",
    unserved="payout_token deal personal_data",
)


class Payouts:
    """The card `payout_empty` stands for an empty balance: its payouts are refused as such until
    10 minutes of the world's clock after the first refused one to this bound card; then they
    work. `Ledger.empty` makes the balance count as empty for every card."""

    def __init__(self, office: Office, bindings: Bindings) -> None:
        self._office = office
        self._bindings = bindings
        self._numbers: dict[str, Method] = {}  # cards named by number only

    def create(self, _: str, body: Any) -> Payout:
        asked = CREATE(body)
        if ("payment_method_id" in asked) == ("payout_destination_data" in asked):
            raise ApiError(
                "Give either payment_method_id or payout_destination_data",
                "payout_destination_data",
            )
        now = self._office.now()
        method = self._destination(asked)
        payout = Payout(
            id=new_id(now, "po-"),
            created_at=now,
            amount=asked["amount"],
            destination=_shown(method, asked),
            description=asked.get("description"),
            metadata=asked.get("metadata", {}),
            phone=method.phone,
        )
        short = self._short_of_money(payout.amount, method)
        self._office.ledger.payouts[payout.id] = payout
        if short:
            self._cancel(payout, "yoo_money", "insufficient_funds")
        elif method.card is not None and method.card.late:
            self._office.clock.after(LATE, lambda: self._decide(payout, method))
        else:
            self._decide(payout, method)
        return payout

    def get(self, ident: str, _: Any) -> dict[str, Any]:
        payout = self._office.ledger.payouts.get(ident)
        if payout is None:
            raise not_found("Payout", "payout_id")
        return payout.view()

    def reset(self) -> None:
        self._numbers.clear()

    def _destination(self, asked: dict[str, Any]) -> Method:
        if "payment_method_id" in asked:
            return self._bindings.saved(asked["payment_method_id"])
        data, now = asked["payout_destination_data"], self._office.now()
        if data["type"] == "sbp":
            return Method(id="", created_at=now, kind="sbp", phone="+" + data["phone"])
        number = data["card"]["number"]
        return self._numbers.setdefault(
            number, Method(id="", created_at=now, card=by_number(number))
        )

    def _short_of_money(self, sum_: int, method: Method) -> bool:
        if self._office.ledger.empty or sum_ > self._office.ledger.balance:
            return True
        if method.card is None or method.card.payout != "empty":
            return False
        now = self._office.now()
        if method.empty_since is None:
            method.empty_since = now
        return now - method.empty_since < REFILL

    def _decide(self, payout: Payout, method: Method) -> None:
        if self._office.ledger.payouts.get(payout.id) is not payout:
            return  # the world was reset meanwhile
        card = method.card
        if card is not None and (card.payout == "refused" or card.refuses_binding is not None):
            self._cancel(payout, "payout_network", "general_decline")
            return
        payout.status, payout.succeeded_at = "succeeded", self._office.now()
        if card is not None and card.payout == "less":
            payout.amount -= 100
        if payout.phone is not None:
            target = f"Карта *{card.last4}" if card is not None else "Счёт СБП"
            said = f"Зачисление {in_words(payout.amount, whole=True)} {SHOP}. {target}"
            self._office.sms.deliver(payout.phone, said, SENDER)
        self._office.notifier.tell("payout.succeeded", payout.view())

    def _cancel(self, payout: Payout, party: str, reason: str) -> None:
        payout.status, payout.canceled_at = "canceled", self._office.now()
        payout.canceled = (party, reason)
        self._office.notifier.tell("payout.canceled", payout.view())


def _shown(method: Method, asked: dict[str, Any]) -> dict[str, Any]:
    if method.card is not None:
        return {"type": "bank_card", "card": method.card.payout_facts()}
    data: dict[str, Any] = asked["payout_destination_data"]
    return data | {"recipient_checked": False}

"""Refunds: money of a captured payment given back, all or a part."""

from typing import Any

from bot.sandbox.bank.checks import Record, amount, anything, metadata, text
from bot.sandbox.bank.errors import ApiError, not_found
from bot.sandbox.bank.office import Office
from bot.sandbox.bank.things import Refund, new_id

CREATE = Record(
    {
        "payment_id": text(longest=36),
        "amount": amount,
        "description": text(longest=250),
        "metadata": metadata,
        "receipt": anything,
    },
    required="payment_id amount",
    unserved="sources deal refund_method_data",
)


class Refunds:
    def __init__(self, office: Office) -> None:
        self._office = office

    def create(self, _: str, body: Any) -> Refund:
        asked = CREATE(body)
        office = self._office
        payment = office.ledger.payments.get(asked["payment_id"])
        if payment is None or payment.status != "succeeded":
            raise ApiError("There is no succeeded payment with this id", "payment_id")
        if asked["amount"] > payment.amount - payment.refunded:
            raise ApiError("The amount is more than what is left of the payment", "amount.value")
        now = office.now()
        refund = Refund(
            id=new_id(now),
            created_at=now,
            payment_id=payment.id,
            amount=asked["amount"],
            description=asked.get("description"),
            metadata=asked.get("metadata", {}),
        )
        payment.refunded += refund.amount
        office.ledger.refunds[refund.id] = refund
        office.text_payer("Отмена покупки", refund.amount, payment.method)
        office.notifier.tell("refund.succeeded", refund.view())
        return refund

    def get(self, ident: str, _: Any) -> dict[str, Any]:
        refund = self._office.ledger.refunds.get(ident)
        if refund is None:
            raise not_found("Refund", "refund_id")
        return refund.view()

"""Refunds: money of a captured payment given back, all or a part."""

from typing import Any

from sandbox.bank.checks import Record, amount, anything, metadata, text
from sandbox.bank.errors import ApiError, not_found
from sandbox.bank.office import LATE, Office
from sandbox.bank.things import Payment, Refund, new_id

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
        if asked["amount"] > payment.left:
            raise ApiError("The amount is more than what is left of the payment", "amount.value")
        return self._give_back(
            payment, asked["amount"], asked.get("description"), asked.get("metadata", {})
        )

    def in_cabinet(self, kopecks: int) -> Refund:
        """What an employee of the shop does by hand, without the API: of the newest payment that
        has so much left. ValueError when there is none."""
        payments = reversed(self._office.ledger.payments.values())
        payment = next((one for one in payments if kopecks and one.left >= kopecks), None)
        if payment is None:
            raise ValueError("no payment has so much left to give back")
        return self._give_back(payment, kopecks, "Возврат из кабинета", {})

    def _give_back(
        self, payment: Payment, kopecks: int, description: str | None, metadata_: dict[str, str]
    ) -> Refund:
        office = self._office
        now = office.now()
        refund = Refund(
            id=new_id(now),
            created_at=now,
            payment_id=payment.id,
            amount=kopecks,
            description=description,
            metadata=metadata_,
        )
        payment.returning += refund.amount
        office.ledger.refunds[refund.id] = refund
        card = payment.method.card if payment.method else None
        if card is not None and card.late:
            office.clock.after(LATE, lambda: self._decide(refund, payment))
        else:
            self._decide(refund, payment)
        return refund

    def get(self, ident: str, _: Any) -> dict[str, Any]:
        refund = self._office.ledger.refunds.get(ident)
        if refund is None:
            raise not_found("Refund", "refund_id")
        return refund.view()

    def _decide(self, refund: Refund, payment: Payment) -> None:
        """The card's bank has answered. YooKassa has no notification of a cancelled refund."""
        office = self._office
        if office.ledger.refunds.get(refund.id) is not refund:
            return  # the world was reset meanwhile
        payment.returning -= refund.amount
        card = payment.method.card if payment.method else None
        if card is not None and card.payout == "refused":
            refund.status, refund.canceled = "canceled", ("refund_network", "rejected_by_payee")
            return
        payment.refunded += refund.amount
        refund.status = "succeeded"
        office.text_payer("Отмена покупки", refund.amount, payment.method)
        office.notifier.tell("refund.succeeded", refund.view())

"""Payments: holds and charges by a bound card or on the hosted page, capture, cancellation."""

from datetime import timedelta
from typing import Any

from sandbox.bank.bindings import PAGE_LIVES, Bindings
from sandbox.bank.cards import Card
from sandbox.bank.checks import REDIRECT, Record, Variants, amount, anything, flag, metadata, text
from sandbox.bank.errors import ApiError, not_found
from sandbox.bank.methods import Method
from sandbox.bank.office import LATE, Office
from sandbox.bank.things import Payment, new_id

HELD = timedelta(days=7)

CREATE = Record(
    {
        "amount": amount,
        "description": text(longest=128),
        "payment_method_id": text(longest=64),
        "payment_method_data": Variants(
            {"bank_card": Record({}, unserved="card"), "sbp": Record({})},
            unserved="cash sberbank tinkoff_bank yoo_money mobile_balance b2b_sberbank sber_loan "
            "electronic_certificate sber_bnpl",
        ),
        "confirmation": REDIRECT,
        "save_payment_method": flag,
        "capture": flag,
        "client_ip": text(longest=45),
        "metadata": metadata,
        "merchant_customer_id": text(longest=200),
        "receipt": anything,
    },
    required="amount",
    unserved="recipient payment_token airline transfers deal payment_order receiver statements",
)
CAPTURE = Record({"amount": amount, "receipt": anything}, unserved="airline transfers deal")
CANCEL = Record({})


class Payments:
    def __init__(self, office: Office, bindings: Bindings) -> None:
        self._office = office
        self._bindings = bindings

    def create(self, _: str, body: Any) -> Payment:
        asked = CREATE(body)
        if "payment_method_id" in asked and "payment_method_data" in asked:
            raise ApiError(
                "Give either payment_method_id or payment_method_data", "payment_method_data"
            )
        if "payment_method_id" not in asked and "confirmation" not in asked:
            raise ApiError("Missing required parameter confirmation", "confirmation")
        office, now = self._office, self._office.now()
        payment = Payment(
            id=new_id(now),
            created_at=now,
            amount=asked["amount"],
            capture=asked.get("capture", False),
            recipient=office.account(),
            description=asked.get("description"),
            metadata=asked.get("metadata", {}),
            customer=asked.get("merchant_customer_id"),
            save=asked.get("save_payment_method", False),
        )
        if "payment_method_id" in asked:
            payment.method = self._bindings.saved(asked["payment_method_id"])
            office.ledger.payments[payment.id] = payment
            self._charge(payment)
        else:
            office.ledger.payments[payment.id] = payment
            self._await_payer(payment, asked)
        return payment

    def get(self, ident: str, _: Any) -> dict[str, Any]:
        payment = self._office.ledger.payments.get(ident)
        if payment is None:
            raise not_found("Payment", "payment_id")
        return payment.view()

    def capture(self, ident: str, body: Any) -> Payment:
        """All or, with an amount, a part; the rest goes back to the payer."""
        asked = CAPTURE(body)
        payment = self._waiting(ident)
        sum_ = asked.get("amount", payment.amount)
        if sum_ > payment.amount:
            raise ApiError("The amount is more than what is held", "amount.value")
        rest = payment.amount - sum_
        payment.amount = sum_
        self._succeed(payment)
        if rest:
            self._office.text_payer("Отмена покупки", rest, payment.method)
        return payment

    def cancel(self, ident: str, body: Any) -> Payment:
        CANCEL(body)
        payment = self._waiting(ident)
        self._cancel(payment, "merchant", "canceled_by_merchant")
        return payment

    def pay(
        self, payment: Payment, card: Card, phone: str | None, *, by_sbp: bool, with_code: bool
    ) -> None:
        """The payer has confirmed on the page, with a card or with the account behind it."""
        method = payment.method or Method(id=payment.id, created_at=payment.created_at)
        method.kind = "sbp" if by_sbp else "bank_card"
        method.card, method.phone = card, phone
        payment.method, payment.with_code = method, with_code
        if payment.page is not None:
            payment.page.closed = True
        self._charge(payment)

    def refuse(self, payment: Payment, party: str, reason: str) -> None:
        """End a page that is still open."""
        page = payment.page
        if page is not None and not page.closed and self._on_books(payment):
            page.closed = True
            self._cancel(payment, party, reason)

    def _await_payer(self, payment: Payment, asked: dict[str, Any]) -> None:
        payment.page = self._office.open_page(payment.id, asked["confirmation"])
        if "payment_method_data" in asked:
            payment.method = Method(
                id=payment.id,
                created_at=payment.created_at,
                kind=asked["payment_method_data"]["type"],
                status="pending" if payment.save else "inactive",
            )
        self._office.clock.at(
            payment.created_at + PAGE_LIVES,
            lambda: self.refuse(payment, "yoo_money", "expired_on_confirmation"),
        )

    def _waiting(self, ident: str) -> Payment:
        payment = self._office.ledger.payments.get(ident)
        if payment is None:  # 400: the description of these two calls knows no 404
            raise ApiError("Payment doesn't exist or access denied", "payment_id")
        if payment.status != "waiting_for_capture":
            raise ApiError(
                f"The payment is {payment.status}, not waiting_for_capture", "payment_id"
            )
        return payment

    def _charge(self, payment: Payment) -> None:
        """Ask the card's bank; it answers at once or, for the late card, later."""
        if payment.method and payment.method.card and payment.method.card.late:
            self._office.clock.after(LATE, lambda: self._decide(payment))
        else:
            self._decide(payment)

    def _decide(self, payment: Payment) -> None:
        method = payment.method
        if not self._on_books(payment) or method is None or method.card is None:
            return
        if (reason := method.card.refusal_of(payment.amount)) is not None:
            self._cancel(payment, "payment_network", reason)
            return
        now = self._office.now()
        payment.authorized_at = now
        self._office.text_payer("Покупка", payment.amount, method)
        if payment.save and not method.saved:
            method.saved, method.status, method.activated_at = True, "active", now
            self._office.ledger.methods[method.id] = method
        if payment.capture:
            self._succeed(payment)
            return
        payment.status, payment.expires_at = "waiting_for_capture", now + HELD
        self._office.clock.at(payment.expires_at, lambda: self._expire(payment))
        self._office.tell_payment(payment)

    def _expire(self, payment: Payment) -> None:
        if payment.status == "waiting_for_capture" and self._on_books(payment):
            self._cancel(payment, "yoo_money", "expired_on_capture")

    def _on_books(self, payment: Payment) -> bool:
        """False for a payment from before a reset, whose timers may still come."""
        return self._office.ledger.payments.get(payment.id) is payment

    def _succeed(self, payment: Payment) -> None:
        payment.status, payment.captured_at = "succeeded", self._office.now()
        self._office.tell_payment(payment)

    def _cancel(self, payment: Payment, party: str, reason: str) -> None:
        if payment.status == "waiting_for_capture":
            self._office.text_payer("Отмена покупки", payment.amount, payment.method)
        payment.status, payment.canceled_at = "canceled", self._office.now()
        payment.canceled = (party, reason)
        if payment.method is not None and payment.method.status == "pending":
            payment.method.status = "inactive"
        self._office.tell_payment(payment)

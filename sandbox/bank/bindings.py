"""Cards bound at zero amount: POST /payment_methods and the end of its page."""

from datetime import timedelta
from typing import Any

from sandbox.bank.cards import Card
from sandbox.bank.checks import REDIRECT, Record, Variants, text
from sandbox.bank.errors import ApiError, not_found
from sandbox.bank.methods import Method
from sandbox.bank.office import Office
from sandbox.bank.things import new_id

PAGE_LIVES = timedelta(hours=1)

CARD = Record(
    {
        "holder": Record({"gateway_id": text(longest=64)}, required="gateway_id"),
        "client_ip": text(longest=45),
        "confirmation": REDIRECT,
    },
    required="confirmation",
    unserved="card",
)
CREATE = Variants({"bank_card": CARD})


class Bindings:
    def __init__(self, office: Office) -> None:
        self._office = office

    def create(self, _: str, body: Any) -> Method:
        asked = CREATE(body)
        office, now = self._office, self._office.now()
        ident = new_id(now)
        method = Method(
            id=ident,
            created_at=now,
            status="pending",
            holder=office.account() | asked.get("holder", {}),
            page=office.open_page(ident, asked["confirmation"]),
        )
        office.ledger.methods[ident] = method
        office.clock.at(now + PAGE_LIVES, lambda: self.refuse(method, "expired_on_confirmation"))
        return method

    def get(self, ident: str, _: Any) -> dict[str, Any]:
        method = self._office.ledger.methods.get(ident)
        if method is None:
            raise not_found("Payment method", "payment_method_id")
        return method.view()

    def saved(self, ident: str) -> Method:
        """The bound card that a payment or payout names; ApiError if it can't be used."""
        method = self._office.ledger.methods.get(ident)
        if method is None or not method.saved or method.status != "active":
            raise ApiError("This payment_method_id doesn't exist", "payment_method_id")
        return method

    def bind(self, method: Method, card: Card, phone: str | None) -> None:
        """The holder has confirmed this card on the page."""
        method.card, method.phone = card, phone
        method.status, method.saved = "active", True
        method.activated_at = self._office.now()
        if method.page is not None:
            method.page.closed = True
        self._office.notifier.tell("payment_method.active", method.view())

    def refuse(self, method: Method, reason: str) -> None:
        """End a page that is still open; YooKassa has no notification for it."""
        if method.status == "pending" and method.page is not None:
            method.status = "inactive"
            method.page.closed, method.page.reason = True, reason

"""Bound cards and other ways to pay, and the hosted page that asks for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.bank.cards import Card


@dataclass
class Page:
    """The hosted page of a binding or a payment."""

    url: str
    return_url: str
    enforce: bool = False
    code: str | None = None  # the 3-D Secure code that was sent
    wrong_codes: int = 0
    closed: bool = False
    reason: str | None = None  # why it ended badly

    def confirmation(self) -> dict[str, Any]:
        return {
            "type": "redirect",
            "confirmation_url": self.url,
            "return_url": self.return_url,
            "enforce": self.enforce,
        }


@dataclass
class Method:
    """A card or an SBP account. Made by POST /payment_methods it has a holder and a page;
    made by a payment it has the payment's id."""

    id: str
    created_at: datetime
    kind: str = "bank_card"  # or sbp
    status: str = "inactive"  # pending, active, inactive
    saved: bool = False
    holder: dict[str, str] | None = None
    page: Page | None = None
    card: Card | None = None
    phone: str | None = None  # of the person who was shown the page
    empty_since: datetime | None = None  # the first payout that met an empty balance
    activated_at: datetime | None = None

    def view(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "type": self.kind,
            "id": self.id,
            "saved": self.saved,
            "status": self.status,
        }
        if self.holder is not None:
            answer["holder"] = self.holder
            if self.page is not None and self.status == "pending":
                answer["confirmation"] = self.page.confirmation()
        if self.card is not None and self.kind == "bank_card":
            if self.card.tells != "nothing":
                answer["title"] = f"Bank card *{self.card.last4}"
                answer["card"] = self.card.facts()
        elif self.card is not None:
            answer["title"] = "SBP"
            answer["payer_bank_details"] = {"bank_id": "100000000111", "bic": "044525225"}
        return answer

"""What every desk of the bank shares: clock, books, telephone and post."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.bank.ledger import Ledger
from sandbox.bank.methods import Method, Page
from sandbox.bank.money import in_words
from sandbox.bank.notify import Notifier
from sandbox.bank.things import Payment
from sandbox.clock.clock import WorldClock
from sandbox.desks.sms import SmsOperator

SENDER = "BANK"
SHOP = "SMARTCASH"
LATE = timedelta(seconds=40)  # that a late card's bank takes for its answer


@dataclass(frozen=True)
class Office:
    clock: WorldClock
    sms: SmsOperator
    ledger: Ledger
    notifier: Notifier
    shop_id: str
    base_url: Callable[[], str]

    def now(self) -> datetime:
        """The world's time, cut to the milliseconds that the API shows."""
        now = self.clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def account(self) -> dict[str, str]:
        return {"account_id": self.shop_id, "gateway_id": "2000001"}

    def open_page(self, ident: str, confirmation: dict[str, object]) -> Page:
        return Page(
            url=f"{self.base_url().rstrip('/')}/bank/pay/{ident}",
            return_url=str(confirmation["return_url"]),
            enforce=bool(confirmation.get("enforce", False)),
        )

    def text_payer(self, what: str, sum_: int, method: Method | None) -> None:
        """«Покупка 3,47 ₽ SMARTCASH. Карта *1234» to the card's holder, if one is known."""
        if method is None or method.phone is None:
            return
        source = f"Карта *{method.card.last4}" if method.card else "Счёт"
        if method.kind == "sbp":
            source = "Счёт СБП"
        self.sms.deliver(method.phone, f"{what} {in_words(sum_)} {SHOP}. {source}", SENDER)

    def tell_payment(self, payment: Payment) -> None:
        self.notifier.tell(f"payment.{payment.status}", payment.view())

"""What a person does on the hosted page: chooses a card or SBP, types the 3-D Secure code."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.bank import cards
from sandbox.bank.bindings import Bindings
from sandbox.bank.cards import SBP, Card
from sandbox.bank.methods import Method, Page
from sandbox.bank.money import in_words
from sandbox.bank.office import SENDER, SHOP, Office
from sandbox.bank.payments import Payments
from sandbox.bank.things import Payment
from sandbox.people.people import People

CODE_TRIES = 3

OnPage = Callable[[int, str, str | None, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Visit:
    """An open or closed page and what it is about."""

    page: Page
    subject: Method | Payment

    @property
    def ways(self) -> tuple[str, ...]:
        """How one may pay here: what the shop has asked for, or both."""
        if isinstance(self.subject, Method):
            return ("bank_card",)
        if self.subject.method is not None:
            return (self.subject.method.kind,)
        return ("bank_card", "sbp")

    def by_sbp(self, chosen: Card) -> bool:
        """Where only SBP is offered, a test card stands for the account that it belongs to."""
        return chosen is SBP or self.ways == ("sbp",)

    @property
    def ending(self) -> str:
        """open, ok, refused, expired, or waiting for a late card's bank."""
        if not self.page.closed:
            return "open"
        if isinstance(self.subject, Method):
            reason = self.page.reason
        elif self.subject.status == "pending":
            return "waiting"
        else:
            reason = self.subject.canceled[1] if self.subject.canceled else None
        if reason == "expired_on_confirmation":
            return "expired"
        return "ok" if reason is None else "refused"

    @property
    def reason(self) -> str | None:
        if isinstance(self.subject, Payment) and self.subject.canceled is not None:
            return self.subject.canceled[1]
        return self.page.reason


class Checkout:
    def __init__(
        self,
        office: Office,
        bindings: Bindings,
        payments: Payments,
        people: People,
        payer_of: Callable[[str], int | None],
    ) -> None:
        self._office = office
        self._bindings = bindings
        self._payments = payments
        self._people = people
        self._payer_of = payer_of
        self.told: OnPage = lambda _payer, _card, _code, _answer: None

    def visit(self, url: str) -> Visit | None:
        """The page at this address, or with this id."""
        ident = url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]
        ledger = self._office.ledger
        payment = ledger.payments.get(ident)
        if payment is not None and payment.page is not None:
            return Visit(payment.page, payment)
        method = ledger.methods.get(ident)
        if method is not None and method.page is not None:
            return Visit(method.page, method)
        return None

    def phone_of(self, page: Page) -> str | None:
        """The phone of the person who was shown the link to this page."""
        ident = self._payer_of(page.url)
        person = self._people.get(ident) if ident is not None else None
        return person.phone if person is not None else None

    def confirm(self, url: str, card: str, code: str | None) -> dict[str, Any]:
        """Use the test card `card`, or «sbp». The answer has "status": "ok", "refused" with
        "reason", or "needs_code" with "reason" and "sent_to" (a phone, or None when nobody was
        shown the page: then "code" is there too). ValueError with a sentence when it
        can't be done."""
        visit = self.visit(url)
        if visit is None:
            raise ValueError(f"the bank has no page {url}")
        chosen = cards.find(card)
        answer = self._confirm(visit, chosen, code)
        payer = self._payer_of(visit.page.url)
        if payer is not None:
            self.told(payer, chosen.name, code, answer)
        return answer

    def _confirm(self, visit: Visit, chosen: Card, code: str | None) -> dict[str, Any]:
        if visit.ending == "expired":
            raise ValueError("this page has expired, it is open for one hour")
        if visit.ending != "open":
            raise ValueError("this page was used already")
        if chosen is SBP and "sbp" not in visit.ways:
            raise ValueError("this page takes cards only")
        if chosen.wants_code and not visit.by_sbp(chosen):
            doubt = self._check_code(visit, chosen, code)
            if doubt is not None:
                return doubt
        return self._use(visit, chosen)

    def _use(self, visit: Visit, card: Card) -> dict[str, Any]:
        phone, subject = self.phone_of(visit.page), visit.subject
        if isinstance(subject, Payment):
            by_sbp = visit.by_sbp(card)
            coded = card.wants_code and not by_sbp
            self._payments.pay(subject, card, phone, by_sbp=by_sbp, with_code=coded)
        elif card.refuses_binding is not None:
            self._bindings.refuse(subject, card.refuses_binding)
        else:
            self._bindings.bind(subject, card, phone)
        if visit.reason is not None:
            return {"status": "refused", "reason": visit.reason}
        return {"status": "ok"}

    def _check_code(self, visit: Visit, card: Card, code: str | None) -> dict[str, Any] | None:
        """None when the code is right."""
        page, phone = visit.page, self.phone_of(visit.page)
        if page.code is None:
            page.code = f"{secrets.randbelow(10**6):06}"
            self._text_code(visit, card, phone, page.code)
            reason = "the bank has sent a code"
        elif code is None or not code.strip():
            reason = "the code from the bank's SMS is needed"
        elif code.strip() == page.code:
            return None
        else:
            page.wrong_codes += 1
            if page.wrong_codes >= CODE_TRIES:
                self._refuse(visit, "3d_secure_failed")
                return {"status": "refused", "reason": "3d_secure_failed"}
            reason = f"wrong code, tries left: {CODE_TRIES - page.wrong_codes}"
        answer = {"status": "needs_code", "reason": reason, "sent_to": phone}
        return answer if phone is not None else answer | {"code": page.code}

    def _refuse(self, visit: Visit, reason: str) -> None:
        if isinstance(visit.subject, Payment):
            self._payments.refuse(visit.subject, "payment_network", reason)
        else:
            self._bindings.refuse(visit.subject, reason)

    def _text_code(self, visit: Visit, card: Card, phone: str | None, code: str) -> None:
        if phone is None:
            return
        what = "Привязка карты"
        if isinstance(visit.subject, Payment):
            what = f"Покупка {in_words(visit.subject.amount)}"
        said = f"Код {code}. Никому его не сообщайте. {what} {SHOP}. Карта *{card.last4}"
        self._office.sms.deliver(phone, said, SENDER)

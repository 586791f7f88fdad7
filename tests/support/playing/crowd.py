"""Many borrowers at once, each with a loan and a bound card, on one stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from domain.dates import lender_day
from domain.gateways import CardFacts
from domain.ids import ApplicationId, BindingId, BorrowerId, CardId, LoanId
from domain.model.application import Application, ApplicationStatus, Form
from domain.model.card_binding import Binding, BindingStatus
from domain.model.cards import Card
from domain.model.loan import Loan
from domain.money import Money
from domain.rules.editions import version
from domain.rules.product import PAYDAY
from sandbox.bank.cards import CARDS
from sandbox.bank.methods import Method
from sandbox.telegram.content import markup
from storage.engine.crypto import Cipher
from storage.rows.applications import ApplicationRows
from storage.rows.cards import CardRows
from storage.rows.loans import LoanRows
from storage.rows.payments import BindingRows
from tests.support.playing.history import form_of
from tests.support.playing.stage import Stage

PLASTIC = ("good", "good", "good", "late", "no_money")


@dataclass(frozen=True)
class Debtor:
    """A borrower as somebody at a phone: looks for a button on the screen, reads the SMS."""

    stage: Stage
    id: int
    phone: str

    def says(self, text: str) -> None:
        self.stage.world.telegram.send_text(self.id, self.id, text)

    def button(self, *begins: str) -> str | None:
        """The newest button whose text begins so."""
        for message in self.stage.world.telegram.state.chats.get(self.id).newest_first():
            for row in markup.texts(markup.inline_rows(message.markup)):
                for text in row:
                    if text.startswith(begins):
                        return text
        return None

    async def taps(self, *begins: str) -> bool:
        """False when there is no such button."""
        text = self.button(*begins)
        if text is not None:
            await self.stage.world.telegram.tap(self.id, self.id, text)
        return text is not None

    def code(self) -> str | None:
        """The last code that came for a payment."""
        texts = [one["text"] for one in self.stage.world.sms.messages(self.phone)]
        codes = [text[4:10] for text in texts if "списать" in text]
        return codes[-1] if codes else None

    def page(self) -> str | None:
        """The newest link on the screen."""
        for message in self.stage.world.telegram.state.chats.get(self.id).newest_first():
            for row in markup.inline_rows(message.markup):
                for button in row:
                    if link := markup.link(button):
                        return link
        return None


async def crowd(stage: Stage, count: int, chance: Random) -> list[Debtor]:
    """So many borrowers whose loans of different sums and terms began within the last weeks."""
    seed = _Seed(stage)
    async with stage.app.db.transaction():
        return [await seed.sow(number, chance) for number in range(count)]


async def for_each(stage: Stage, people: Sequence[Debtor], do: Callable[[Debtor], object]) -> None:
    """Everybody does one thing, and the world comes to rest."""
    for one in people:
        done = do(one)
        if hasattr(done, "__await__"):
            await done
    await stage.idle()


class _Seed:
    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        db = stage.app.db
        cipher = Cipher.parse(stage.app.settings.data_key.get_secret_value())
        self.applications = ApplicationRows(db, cipher)
        self.bindings = BindingRows(db, cipher)
        self.cards = CardRows(db, cipher)
        self.loans = LoanRows(db, cipher)
        self.keep: Any = stage.app.scheduler.works["watch_loans"].scan_due.post_to_ledger  # type: ignore[attr-defined]

    async def sow(self, number: int, chance: Random) -> Debtor:
        phone = f"+7916777{number:04}"
        person = self.stage.world.people.add(name=f"Борис {number}", phone=phone)
        amount = Money.rubles(chance.randrange(1_000, 30_000, 500))
        days = chance.randint(7, 30)
        issued = self.stage.world.clock.now() - timedelta(days=chance.randint(0, 25))
        form = form_of(phone)
        application = Application(
            id=ApplicationId(f"crowd-{number}"),
            borrower_id=BorrowerId(person.id),
            status=ApplicationStatus.ISSUED,
            amount=amount,
            approved=amount,
            days=days,
            form=form,
            created_at=issued,
            contract=f"{issued:%y%m%d}-7{number:04}",
        )
        await self.applications.save(application)
        card = await self._binds(application, chance.choice(PLASTIC))
        await self._lends(application, card, form)
        return Debtor(self.stage, person.id, phone)

    async def _binds(self, application: Application, plastic: str) -> Card:
        facts = CARDS[plastic].facts()
        method = Method(
            id=f"pm-{application.id}",
            created_at=application.created_at,
            status="active",
            saved=True,
            card=CARDS[plastic],
        )
        self.stage.world.bank.keep(method)
        card = Card(
            id=CardId(application.id),
            borrower_id=application.borrower_id,
            facts=CardFacts(
                first6=facts["first6"],
                last4=facts["last4"],
                expiry_year=int(facts["expiry_year"]),
                expiry_month=int(facts["expiry_month"]),
                scheme=facts["card_type"],
                issuer=None,
            ),
            bound_at=application.created_at,
            method_id=method.id,
            default=True,
        )
        await self.cards.save(card)
        return card

    async def _lends(self, application: Application, card: Card, form: Form) -> None:
        binding = Binding(
            id=BindingId(application.id),
            application_id=application.id,
            borrower_id=application.borrower_id,
            state=BindingStatus.VERIFIED,
            opened_at=application.created_at,
            method_id=card.method_id,
            card=card.facts,
        )
        await self.bindings.save(binding)
        loan = Loan(
            id=LoanId(application.id),
            application_id=application.id,
            binding_id=binding.id,
            borrower_id=application.borrower_id,
            contract=application.contract or "",
            product=PAYDAY.code,
            principal=application.amount,
            daily_rate=PAYDAY.daily_rate,
            issued_at=application.created_at,
            issued_on=lender_day(application.created_at),
            days=application.days,
            law=version(),
        )
        await self.loans.add(loan, form)
        await self.keep(loan_id=loan.id)

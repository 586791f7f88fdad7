"""The card that takes the money: one of the wallet, or a page of the bank to bind one."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BindingId, new_id
from domain.model.application import Application
from domain.model.card_binding import Binding, BindingStatus
from domain.model.cards import Card
from domain.model.jobs import JobKind
from domain.ports import Bindings, Cards, Jobs
from domain.usecases.cards.card_binding import OpenBinding
from domain.usecases.identity.identifying import RecordCheck


@dataclass(frozen=True, kw_only=True)
class ProvideCard:
    cards: Cards
    bindings: Bindings
    open_binding: OpenBinding
    record_check: RecordCheck
    jobs: Jobs
    clock: Clock

    async def known(self, application: Application) -> Card | None:
        """The default card of the wallet, or the next one that has not expired."""
        for card in await self.cards.of(application.borrower_id):
            if card.last_day() >= self.clock.today():
                return card
        return None

    async def __call__(self, application: Application, card: Card | None) -> None:
        """A known card was proven to be the borrower's when it was bound: on to the terms."""
        if card is None:
            await self.open_binding(application=application)
            return
        binding = Binding(
            id=BindingId(new_id()),
            application_id=application.id,
            borrower_id=application.borrower_id,
            state=BindingStatus.VERIFIED,
            opened_at=self.clock.now(),
            method_id=card.method_id,
            card=card.facts,
        )
        await self.bindings.save(binding)
        await self.record_check(
            application.id,
            "card_owner",
            "owner check",
            passed=True,
            answer="matched when the card was bound for an earlier loan",
        )
        await self.jobs.plan(JobKind.TERMS, application.id)

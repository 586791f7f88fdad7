"""The wallet: cards join it, get names, and leave it."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from domain.dates import MOSCOW, Clock
from domain.ids import CardId, new_id
from domain.model.card_binding import Binding
from domain.model.cards import Card
from domain.model.jobs import JobKind
from domain.notifications import CardExpiring
from domain.ports import Cards, Jobs
from domain.usecases.settings.notifying import TellIfWanted

TELL_AT = time(12)


@dataclass(frozen=True, kw_only=True)
class TakeCard:
    """A verified binding joins the wallet, once; the first card is the default."""

    cards: Cards
    jobs: Jobs
    clock: Clock

    async def __call__(self, binding: Binding) -> Card | None:
        """None when the bank has told nothing of the card. The same card bound anew keeps its
        place and takes the new token."""
        if binding.method_id is None or binding.card is None:
            return None
        known = await self.cards.with_method(binding.method_id)
        if known is not None:
            return known
        wallet = await self.cards.of(binding.borrower_id)
        same = next((one for one in wallet if one.is_same(binding.card)), None)
        if same is not None:
            card = replace(same, method_id=binding.method_id, facts=binding.card)
        else:
            card = Card(
                id=CardId(new_id()),
                borrower_id=binding.borrower_id,
                facts=binding.card,
                bound_at=self.clock.now(),
                method_id=binding.method_id,
                default=not wallet,
            )
        await self.cards.save(card)
        if (at := tell_expiry_at(card)) > self.clock.now():
            await self.jobs.plan(JobKind.CARD_EXPIRY, card.id, at)
        return card


def tell_expiry_at(card: Card) -> datetime:
    """About a month before the card's last day."""
    return datetime.combine(card.last_month(), TELL_AT, MOSCOW)


@dataclass(frozen=True, kw_only=True)
class TellExpiry:
    """Once, a month before the card's last day, to who wants to know."""

    cards: Cards
    tell_if_wanted: TellIfWanted
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, card_id: CardId) -> None:
        """Planned too early by the migration, which can't read when a card expires."""
        card = await self.cards.get(card_id)
        if self.clock.now() < (at := tell_expiry_at(card)):
            await self.jobs.plan(JobKind.CARD_EXPIRY, card.id, at)
        elif card.unbound_at is None and self.clock.today() <= card.last_day():
            notice = CardExpiring(last4=card.last4, until=card.last_day())
            await self.tell_if_wanted(card.borrower_id, notice)

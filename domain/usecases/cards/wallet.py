"""«Мои карты»: looking at the wallet, naming a card, the default one, unbinding."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.dates import Clock
from domain.ids import BorrowerId, CardId, LoanId
from domain.model.application import ApplicationStatus
from domain.model.card_binding import Binding, BindingStatus
from domain.model.cards import Card
from domain.model.jobs import JobKind
from domain.ports import Applications, Autopays, Bindings, Cards, Jobs, Loans, Repayments
from domain.refusals import CardInUse, NothingToDo
from domain.usecases.autopay.autopay_consent import EndAutopay
from domain.usecases.ledger.post_to_ledger import ReadLedger


@dataclass(frozen=True, kw_only=True)
class Wallet:
    cards: Sequence[Card]  # the default first
    today: date
    may_add: bool
    owes: bool  # a loan is open
    charged: CardId | None  # the card of the automatic charge
    paused: bool  # that charge, while something is overdue
    waits: Binding | None  # a card that was typed at the bank, and whose sum is asked for


@dataclass(frozen=True, kw_only=True)
class LookAtCards:
    applications: Applications
    bindings: Bindings
    loans: Loans
    cards: Cards
    autopays: Autopays
    read_ledger: ReadLedger
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> Wallet:
        application = await self.applications.last(borrower_id)
        may_add = application is not None and application.status is ApplicationStatus.ISSUED
        binding = await self.bindings.last(application.id) if application and may_add else None
        loan = await self.loans.open_in(borrower_id)
        autopay = await self.autopays.get(loan.id) if loan else None
        late = loan is not None and (await self.read_ledger(loan)).debt.days_overdue > 0
        return Wallet(
            cards=await self.cards.of(borrower_id),
            today=self.clock.today(),
            may_add=may_add,
            owes=loan is not None,
            charged=autopay.card_id if autopay and autopay.ended_at is None else None,
            paused=late,
            waits=binding if binding and binding.state is BindingStatus.ASKING else None,
        )


async def own_card(cards: Cards, borrower_id: BorrowerId, card_id: CardId) -> Card:
    """A bound card of this chat; NothingToDo when it isn't, or no more."""
    for card in await cards.of(borrower_id):
        if card.id == card_id:
            return card
    raise NothingToDo


@dataclass(frozen=True, kw_only=True)
class NameCard:
    cards: Cards

    async def __call__(self, *, borrower_id: BorrowerId, card_id: CardId, name: str) -> None:
        card = await own_card(self.cards, borrower_id, card_id)
        await self.cards.save(replace(card, name=name))


@dataclass(frozen=True, kw_only=True)
class MakeDefault:
    cards: Cards

    async def __call__(self, *, borrower_id: BorrowerId, card_id: CardId) -> None:
        card = await own_card(self.cards, borrower_id, card_id)
        await self.cards.save(replace(card, default=True))


@dataclass(frozen=True, kw_only=True)
class Unbound:
    """`charged`: the automatic charge ended with it."""

    card: Card
    charged: bool
    may_add: bool  # another one, or the same again


@dataclass(frozen=True, kw_only=True)
class UnbindCard:
    """The token is erased here; the bank offers no deletion."""

    applications: Applications
    loans: Loans
    repayments: Repayments
    bindings: Bindings
    cards: Cards
    autopays: Autopays
    end_autopay: EndAutopay
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, card_id: CardId) -> Unbound:
        """CardInUse while money moves with it; NothingToDo. The next card becomes the default."""
        card = await own_card(self.cards, borrower_id, card_id)
        loan = await self.loans.open_in(borrower_id) or await self.loans.last_closed(borrower_id)
        if loan is not None and await self._pays(card, loan.id):
            raise CardInUse
        if await self._waits_for_money(card):
            raise CardInUse
        gone = replace(card, method_id=None, default=False, unbound_at=self.clock.now())
        await self.cards.save(gone)
        await self.jobs.drop(JobKind.CARD_EXPIRY, card.id)
        rest = await self.cards.of(borrower_id)
        if card.default and rest:
            await self.cards.save(replace(rest[0], default=True))
        charged = loan is not None and await self._ends_charge(card, loan.id)
        application = await self.applications.last(borrower_id)
        may_add = application is not None and application.status is ApplicationStatus.ISSUED
        return Unbound(card=gone, charged=charged, may_add=may_add)

    async def _pays(self, card: Card, loan_id: LoanId) -> bool:
        return any(one.card_id == card.id for one in await self.repayments.in_motion(loan_id))

    async def _waits_for_money(self, card: Card) -> bool:
        """Is a new loan to be paid out to it?"""
        application = await self.applications.last(card.borrower_id)
        if application is None or not application.live:
            return False
        binding = await self.bindings.last(application.id)
        return binding is not None and binding.method_id == card.method_id

    async def _ends_charge(self, card: Card, loan_id: LoanId) -> bool:
        autopay = await self.autopays.get(loan_id)
        if autopay is None or autopay.card_id != card.id:
            return False
        return await self.end_autopay(loan_id=loan_id)

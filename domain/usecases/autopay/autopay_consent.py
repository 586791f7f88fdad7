"""The standing consent to an automatic charge: given, in force, ended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256

from domain.dates import MOSCOW, Clock, add_days
from domain.ids import BorrowerId, CardId, LoanId
from domain.model.autopay import Autopay
from domain.model.cards import Card
from domain.model.jobs import JobKind
from domain.model.repayment import Repayment, RepaymentStatus
from domain.ports import Autopays, Cards, Jobs, Loans, Repayments
from domain.refusals import NothingToDo
from domain.rules.schedule import Payment
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger

CHARGE_AT, AGAIN_AT, ANNOUNCE_AT = time(10), time(19), time(12)  # in Moscow


@dataclass(frozen=True, kw_only=True)
class AutopayView:
    """`card`: the one that is charged, or would be; None without any."""

    loan_state: LoanState
    on: bool
    lines: Sequence[Payment]  # that will be charged, or would be
    announced: Repayment | None  # the charge of tomorrow or today
    card: Card | None
    cards: Sequence[Card]

    @property
    def paused(self) -> bool:
        """In delay nothing is charged; it goes on by itself once the overdue part is paid."""
        return self.on and self.loan_state.debt.days_overdue > 0


@dataclass(frozen=True, kw_only=True)
class LookAtAutopay:
    loans: Loans
    repayments: Repayments
    cards: Cards
    autopays: Autopays
    read_ledger: ReadLedger

    async def __call__(
        self, *, borrower_id: BorrowerId, card_id: CardId | None = None
    ) -> AutopayView:
        """`card_id`: with which card it is to be; None: the default one. NothingToDo without a
        loan."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NothingToDo
        loan_state = await self.read_ledger(loan)
        autopay = await self.autopays.get(loan.id)
        on = autopay is not None and autopay.ended_at is None
        cards = await self.cards.of(borrower_id)
        wanted = autopay.card_id if autopay is not None and on and card_id is None else card_id
        chosen = [card for card in cards if wanted in (None, card.id)]
        charges = []
        if autopay is not None and on:
            opened = await self.repayments.of_loan(loan.id)
            charges = [one for one in opened if one.auto and one.asked_at >= autopay.given_at]
        skipped = {one.quote_day for one in charges if one.state is RepaymentStatus.LAPSED}
        return AutopayView(
            loan_state=loan_state,
            on=on,
            lines=tuple(line for line in to_charge(loan_state) if line.day not in skipped),
            announced=next((one for one in charges if _is_ahead(one, loan_state.today)), None),
            card=chosen[0] if chosen else None,
            cards=cards,
        )


def _is_ahead(charge: Repayment, today: date) -> bool:
    return charge.state is RepaymentStatus.ASKED and charge.quote_day >= today


def to_charge(loan_state: LoanState, after: date | None = None) -> tuple[Payment, ...]:
    """The payments to come, from tomorrow on: a charge is announced the day before."""
    return tuple(
        line for line in loan_state.loan.plan.lines if line.day > (after or loan_state.today)
    )


@dataclass(frozen=True, kw_only=True)
class PlanCharge:
    """The next announcement; the charge itself is planned with it."""

    jobs: Jobs
    clock: Clock

    async def __call__(self, loan_state: LoanState, after: date | None = None) -> None:
        lines = to_charge(loan_state, after)
        if lines and loan_state.debt.total:
            at = datetime.combine(add_days(lines[0].day, -1), ANNOUNCE_AT, MOSCOW)
            await self.jobs.plan(
                JobKind.AUTOPAY_NOTICE, loan_state.loan.id, max(at, self.clock.now())
            )


@dataclass(frozen=True, kw_only=True)
class TurnOnAutopay:
    autopays: Autopays
    look_at_autopay: LookAtAutopay
    plan_charge: PlanCharge
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, card_id: CardId, text: str) -> AutopayView:
        """`text` is the wording that was agreed to. NothingToDo without the card, a loan, or a
        payment to come."""
        view = await self.look_at_autopay(borrower_id=borrower_id, card_id=card_id)
        if view.card is None or not view.lines:
            raise NothingToDo
        autopay = Autopay(
            loan_id=view.loan_state.loan.id,
            borrower_id=borrower_id,
            card_id=view.card.id,
            given_at=self.clock.now(),
            text_sha256=sha256(text.encode()).hexdigest(),
        )
        await self.autopays.save(autopay, text)
        await self.plan_charge(view.loan_state)
        return replace(view, on=True)


@dataclass(frozen=True, kw_only=True)
class EndAutopay:
    """By one tap, with its card, or with the loan."""

    autopays: Autopays
    repayments: Repayments
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, loan_id: LoanId) -> bool:
        """False when it isn't on. A charge that is on its way is not stopped."""
        autopay = await self.autopays.get(loan_id)
        if autopay is None or autopay.ended_at is not None:
            return False
        await self.autopays.save(replace(autopay, ended_at=self.clock.now()))
        await self.jobs.drop(JobKind.AUTOPAY_NOTICE, loan_id)
        await self.jobs.drop(JobKind.AUTOPAY_CHARGE, loan_id)
        for one in await self.repayments.of_loan(loan_id):
            if one.auto and one.state is RepaymentStatus.ASKED:
                await self.repayments.save(replace(one, state=RepaymentStatus.LAPSED))
        return True


@dataclass(frozen=True, kw_only=True)
class TurnOffAutopay:
    loans: Loans
    end_autopay: EndAutopay

    async def __call__(self, *, borrower_id: BorrowerId) -> None:
        """NothingToDo when it isn't on."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None or not await self.end_autopay(loan_id=loan.id):
            raise NothingToDo

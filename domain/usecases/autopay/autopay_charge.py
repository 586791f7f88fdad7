"""The automatic charge: announced the day before, tried at ten and at seven, each end told.

The announcement opens the repayment that is to be charged; «Не списывать» lets it lapse.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.dates import MOSCOW, Clock, add_days
from domain.ids import BorrowerId, LoanId
from domain.ledger.loan_events import PaymentPurpose
from domain.model.jobs import JobKind
from domain.model.repayment import Repayment, RepaymentStatus
from domain.money import Money
from domain.notifications import ChargeAhead, ChargeMissed
from domain.ports import Cards, Jobs, Loans, Notices, Repayments
from domain.refusals import NothingToDo
from domain.usecases.autopay.autopay_consent import (
    AGAIN_AT,
    CHARGE_AT,
    EndAutopay,
    PlanCharge,
    to_charge,
)
from domain.usecases.autopay.autopay_standing import ReadStanding, Standing
from domain.usecases.ledger.post_to_ledger import LoanState
from domain.usecases.payments.reserve import ReservePayment, new_repayment

MOST_TRIES = 2


@dataclass(frozen=True, kw_only=True)
class AnnounceCharge:
    """On the day before: how much, from which card, and how to say no."""

    read_standing: ReadStanding
    plan_charge: PlanCharge
    repayments: Repayments
    cards: Cards
    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, loan_id: LoanId) -> None:
        standing = await self.read_standing(loan_id)
        if standing is None:
            return
        loan_state = standing.loan_state
        today, tomorrow = loan_state.today, add_days(loan_state.today, 1)
        if (amount := standing.sum_on(tomorrow)) and not standing.of_day(tomorrow):
            await self._announce(standing, tomorrow, amount)
        elif (missed := standing.sum_on(today)) and not standing.of_day(today):
            # The bot was away when it was to be announced: unannounced nothing is charged.
            await self.notices.tell(loan_state.loan.borrower_id, ChargeMissed(amount=missed))
        await self.plan_charge(loan_state, after=tomorrow)

    async def _announce(self, standing: Standing, day: date, amount: Money) -> None:
        loan, card_id = standing.loan_state.loan, standing.autopay.card_id
        charge = new_repayment(
            loan=loan,
            amount=amount,
            purpose=PaymentPurpose.NEXT,
            loan_state=standing.loan_state,
            clock=self.clock,
            card_id=card_id,
            auto=True,
        )
        asked = replace(charge, state=RepaymentStatus.ASKED, quote_day=day)
        await self.repayments.save(asked)
        await self.jobs.plan(
            JobKind.AUTOPAY_CHARGE, loan.id, datetime.combine(day, CHARGE_AT, MOSCOW)
        )
        last4 = (await self.cards.get(card_id)).last4
        await self.notices.tell(loan.borrower_id, ChargeAhead(day=day, amount=amount, last4=last4))


@dataclass(frozen=True, kw_only=True)
class Skipped:
    charge: Repayment
    more: bool  # later charges


@dataclass(frozen=True, kw_only=True)
class SkipCharge:
    """«Не списывать», for this one day."""

    loans: Loans
    read_standing: ReadStanding
    repayments: Repayments
    jobs: Jobs

    async def __call__(self, *, borrower_id: BorrowerId, day: date) -> Skipped:
        """NothingToDo when nothing is announced for that day, or it is charged already."""
        loan = await self.loans.open_in(borrower_id)
        standing = await self.read_standing(loan.id) if loan else None
        if standing is None:
            raise NothingToDo
        charges = standing.of_day(day)
        if not charges or any(one.state is not RepaymentStatus.ASKED for one in charges):
            raise NothingToDo
        (charge,) = charges
        skipped = replace(charge, state=RepaymentStatus.LAPSED)
        await self.repayments.save(skipped)
        await self.jobs.drop(JobKind.AUTOPAY_CHARGE, charge.loan_id)
        return Skipped(charge=skipped, more=bool(to_charge(standing.loan_state, after=day)))


@dataclass(frozen=True, kw_only=True)
class ChargeAsAgreed:
    """On the day itself, the whole payment, if it was announced and still is due."""

    read_standing: ReadStanding
    reserve_payment: ReservePayment
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, loan_id: LoanId) -> None:
        standing = await self.read_standing(loan_id)
        if standing is None:
            return
        loan_state = standing.loan_state
        charges = standing.of_day(loan_state.today)
        if not charges or any(
            one.state in (RepaymentStatus.LAPSED, RepaymentStatus.DONE) for one in charges
        ):
            return
        announced = next((one for one in charges if one.state is RepaymentStatus.ASKED), None)
        amount = min(standing.sum_on(loan_state.today), charges[-1].amount)
        if not amount:
            await plan_again(self.jobs, self.clock, loan_id, loan_state.today)
            return
        charge = new_repayment(
            loan=loan_state.loan,
            amount=amount,
            purpose=PaymentPurpose.FULL if amount == loan_state.debt.total else PaymentPurpose.NEXT,
            loan_state=loan_state,
            clock=self.clock,
            card_id=standing.autopay.card_id,
            auto=True,
        )
        if announced is not None:
            charge = replace(charge, id=announced.id, asked_at=announced.asked_at)
        await self.reserve_payment(charge, loan_state.loan)


async def plan_again(jobs: Jobs, clock: Clock, loan_id: LoanId, day: date) -> datetime | None:
    """The second and last try of a day; None when it is too late for it."""
    at = datetime.combine(day, AGAIN_AT, MOSCOW)
    if clock.now() >= at:
        return None
    await jobs.plan(JobKind.AUTOPAY_CHARGE, loan_id, at)
    return at


@dataclass(frozen=True, kw_only=True)
class FollowPayment:
    """What becomes of the automatic charge after any payment of its loan."""

    read_standing: ReadStanding
    end_autopay: EndAutopay
    plan_charge: PlanCharge
    jobs: Jobs
    clock: Clock

    async def booked(self, loan_state: LoanState) -> None:
        if loan_state.loan.closed_on is not None:
            await self.end_autopay(loan_id=loan_state.loan.id)
        elif await self.read_standing(loan_state.loan.id) is not None:
            await self.plan_charge(loan_state)

    async def failed(self, repayment: Repayment) -> datetime | None:
        """When it is tried again."""
        standing = await self.read_standing(repayment.loan_id) if repayment.auto else None
        if standing is None or len(standing.of_day(repayment.quote_day)) >= MOST_TRIES:
            return None
        return await plan_again(self.jobs, self.clock, repayment.loan_id, repayment.quote_day)

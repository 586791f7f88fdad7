"""«Продлить»: what may be chosen, or what was signed and is still to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.dates import Clock
from domain.ids import BorrowerId, RepaymentId, new_id
from domain.ledger.loan_events import PaymentPurpose
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.cards import Card
from domain.model.loan import Loan
from domain.model.repayment import SET_UP, Repayment, RepaymentStatus
from domain.ports import Agreements, Cards, Loans, Repayments
from domain.refusals import NothingToDo
from domain.usecases.prolongation.prolongation_terms import (
    Conditions,
    ProlongationChoice,
    QuoteProlongation,
)
from domain.usecases.repayment.repayment_sum import AskRepayment


@dataclass(frozen=True, kw_only=True)
class Unpaid:
    """A signed agreement that waits for its money, and the next try to pay for it. With a page
    in it the try is under way."""

    agreement: Agreement
    repayment: Repayment
    cards: Sequence[Card]


@dataclass(frozen=True, kw_only=True)
class LookAtProlongation:
    """«Продлить»: how long it may be, or the signed agreement that is still to be paid."""

    loans: Loans
    agreements: Agreements
    repayments: Repayments
    cards: Cards
    ask_repayment: AskRepayment
    quote_prolongation: QuoteProlongation
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, anew: bool = False
    ) -> ProlongationChoice | Unpaid:
        """`anew`: other terms are wanted than those that were signed. NothingToDo,
        PaymentUnderWay, ProlongationRefused."""
        loan = await open_loan(self.loans, borrower_id)
        await self.ask_repayment.none_under_way(loan)
        last = await self.agreements.last(loan.id)
        if last is not None and last.state is AgreementStatus.SIGNED and not anew:
            if (moving := await paying_for(self.repayments, last)) is not None:
                return Unpaid(agreement=last, repayment=moving, cards=())
            if last.on == self.clock.today():
                return await self._unpaid(last)
        choice = await self.quote_prolongation.range(loan)
        return replace(choice, lapsed=last is not None and _lapsed(last, choice.loan_state.today))

    async def conditions(
        self, *, borrower_id: BorrowerId, days: int
    ) -> tuple[Conditions, Sequence[Card]]:
        """NothingToDo, PaymentUnderWay, ProlongationRefused, TermOutOfRange."""
        loan = await open_loan(self.loans, borrower_id)
        await self.ask_repayment.none_under_way(loan)
        return await self.quote_prolongation(loan, days), await self.cards.of(borrower_id)

    async def _unpaid(self, agreement: Agreement) -> Unpaid:
        cards = await self.cards.of(agreement.borrower_id)
        if agreement.repayment_id is not None:
            known = await self.repayments.get(agreement.repayment_id)
            if known.state in SET_UP:
                return Unpaid(agreement=agreement, repayment=known, cards=cards)
        repayment = Repayment(
            id=RepaymentId(new_id()),
            loan_id=agreement.loan_id,
            borrower_id=agreement.borrower_id,
            amount=agreement.price,
            purpose=PaymentPurpose.PROLONG,
            state=RepaymentStatus.ASKED,
            asked_at=self.clock.now(),
            quote_day=agreement.on,
            agreement_id=agreement.id,
        )
        await self.repayments.save(repayment)
        await self.agreements.save(replace(agreement, repayment_id=repayment.id))
        return Unpaid(agreement=agreement, repayment=repayment, cards=cards)


def _lapsed(agreement: Agreement, today: date) -> bool:
    unpaid = agreement.state in (AgreementStatus.SIGNED, AgreementStatus.LAPSED)
    return unpaid and agreement.signed_at is not None and agreement.on < today


async def open_loan(loans: Loans, borrower_id: BorrowerId) -> Loan:
    loan = await loans.open_in(borrower_id)
    if loan is None:
        raise NothingToDo
    return loan


async def paying_for(repayments: Repayments, agreement: Agreement) -> Repayment | None:
    """The payment for it whose end isn't known."""
    for one in await repayments.in_motion(agreement.loan_id):
        if one.agreement_id == agreement.id:
            return one
    return None

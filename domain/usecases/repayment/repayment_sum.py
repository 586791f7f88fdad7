"""What to pay: one of the ready sums, or a typed one."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId, RepaymentId, new_id
from domain.ledger.ahead import Preview, preview
from domain.ledger.loan_events import Paid, PaymentPurpose
from domain.model.cards import Card
from domain.model.loan import Loan
from domain.model.repayment import LEAST, PaymentWay, Repayment, RepaymentStatus
from domain.money import Money
from domain.ports import Cards, Ledger, Loans, Repayments
from domain.refusals import NoOpenLoan, NothingToDo, PaymentOutOfRange, PaymentUnderWay, QuoteOld
from domain.usecases.ledger.coming import coming
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A repayment that is being set up, beside the debt from which its sum was taken, and what it
    would do to it today."""

    repayment: Repayment
    loan_state: LoanState
    cards: Sequence[Card]
    preview: Preview


@dataclass(frozen=True, kw_only=True)
class AskRepayment:
    """The sum: one of the ready ones, or a typed one."""

    loans: Loans
    repayments: Repayments
    cards: Cards
    ledger: Ledger
    read_ledger: ReadLedger
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, purpose: PaymentPurpose, amount: Money | None = None
    ) -> Asked:
        """NoOpenLoan; NothingToDo without a debt, or when nothing of that kind is due;
        PaymentOutOfRange; PaymentUnderWay while a charge has no known end."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NoOpenLoan
        loan_state = await self.read_ledger(loan)
        await self.none_under_way(loan)
        purpose, amount = _sum_of(loan_state, purpose, amount)
        repayment = Repayment(
            id=RepaymentId(new_id()),
            loan_id=loan.id,
            borrower_id=borrower_id,
            amount=amount,
            purpose=purpose,
            state=RepaymentStatus.ASKED,
            asked_at=self.clock.now(),
            quote_day=loan_state.today,
        )
        await self.repayments.save(repayment)
        return Asked(
            repayment=repayment,
            loan_state=loan_state,
            cards=await self.cards.of(borrower_id),
            preview=await self._preview(loan, repayment),
        )

    async def _preview(self, loan: Loan, repayment: Repayment) -> Preview:
        paid = Paid(
            cause=repayment.id,
            day=repayment.quote_day,
            at=repayment.asked_at,
            amount=repayment.amount,
            purpose=repayment.purpose,
        )
        return preview(loan.contract_terms, await self.ledger.loan_events(loan.id), paid)

    async def none_under_way(self, loan: Loan) -> None:
        for one in await self.repayments.in_motion(loan.id):
            if one.way is PaymentWay.CARD:
                raise PaymentUnderWay(one.amount)

    async def may_go_on(self, repayment: Repayment) -> Loan:
        """Is the sum still owed, and nothing else on its way? QuoteOld, PaymentUnderWay."""
        loan = await self.loans.get(repayment.loan_id)
        await self.none_under_way(loan)
        owed = (await self.read_ledger(loan)).debt.total
        if repayment.amount > owed or not repayment.keeps_quote(self.clock.now()):
            raise QuoteOld
        return loan


def _sum_of(
    loan_state: LoanState, purpose: PaymentPurpose, amount: Money | None
) -> tuple[PaymentPurpose, Money]:
    """A typed sum that is a ready one means that one."""
    debt = loan_state.debt
    if not debt.total:
        raise NothingToDo
    next_ = coming(loan_state)
    ready = {PaymentPurpose.FULL: debt.total, PaymentPurpose.OVERDUE: debt.overdue}
    if next_ is not None:
        ready[PaymentPurpose.NEXT] = next_.amount
    if amount is None:
        amount = ready.get(purpose)
        if not amount:
            raise NothingToDo
        return purpose, min(amount, debt.total)
    least = min(LEAST, debt.total)
    if not least <= amount <= debt.total:
        raise PaymentOutOfRange(least, debt.total)
    for known, sum_ in ready.items():
        if amount == sum_:
            return known, amount
    return PaymentPurpose.PART, amount

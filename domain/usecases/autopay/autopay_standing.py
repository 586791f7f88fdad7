"""Where an automatic charge stands: the consent, the loan today, what was announced and tried."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.ids import LoanId
from domain.model.autopay import Autopay
from domain.model.repayment import LEAST, Repayment
from domain.money import ZERO, Money
from domain.ports import Autopays, Loans, Promises, Repayments
from domain.usecases.ledger.coming import owed_for
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A consent in force, the loan today, and what was announced or tried since it was given."""

    autopay: Autopay
    loan_state: LoanState
    charges: Sequence[Repayment]
    forbidden: bool

    def of_day(self, day: date) -> list[Repayment]:
        return [one for one in self.charges if one.quote_day == day]

    def sum_on(self, day: date) -> Money:
        """What the schedule wants then; nothing below the least payment, or when it may not be
        charged: in credit holidays, and in delay, when the sum is not the one agreed to."""
        plan = self.loan_state.loan.plan
        line = next((line for line in plan.lines if line.day == day), None)
        resting = plan.holiday_until is not None and day <= plan.holiday_until
        if line is None or resting or self.loan_state.debt.days_overdue or self.forbidden:
            return ZERO
        amount = owed_for(self.loan_state, line)
        return amount if amount >= LEAST else ZERO


@dataclass(frozen=True, kw_only=True)
class ReadStanding:
    loans: Loans
    autopays: Autopays
    repayments: Repayments
    promises: Promises
    read_ledger: ReadLedger

    async def __call__(self, loan_id: LoanId) -> Standing | None:
        """None when the consent or the loan has ended."""
        autopay = await self.autopays.get(loan_id)
        loan = await self.loans.get(loan_id)
        if autopay is None or autopay.ended_at is not None or loan.closed_on is not None:
            return None
        opened = await self.repayments.of_loan(loan_id)
        loan_state = await self.read_ledger(loan)
        promise = await self.promises.last(loan_id)
        promised = promise is not None and promise.kept is None and promise.day >= loan_state.today
        return Standing(
            autopay=autopay,
            loan_state=loan_state,
            charges=[one for one in opened if one.auto and one.asked_at >= autopay.given_at],
            forbidden=promised or bool(await self.repayments.in_motion(loan_id)),
        )

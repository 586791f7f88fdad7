"""What a change of the plan, or the end of a loan, ends besides."""

from dataclasses import dataclass, replace

from domain.ids import LoanId
from domain.model.agreement import Agreement, State
from domain.model.cases import Kind
from domain.model.hardship import State as HardshipState
from domain.model.repayment import SET_UP
from domain.model.repayment import State as RepaymentState
from domain.ports import Agreements, Hardships, Repayments
from domain.usecases.cases.casework import SolveCase


@dataclass(frozen=True, kw_only=True)
class DropAgreement:
    """It holds no more, and neither does a payment for it that was being set up."""

    agreements: Agreements
    repayments: Repayments

    async def __call__(self, agreement: Agreement) -> None:
        await self.agreements.save(replace(agreement, state=State.LAPSED))
        if agreement.repayment_id is not None:
            repayment = await self.repayments.get(agreement.repayment_id)
            if repayment.state in SET_UP:
                await self.repayments.save(replace(repayment, state=RepaymentState.LAPSED))


@dataclass(frozen=True, kw_only=True)
class DropHardships:
    """Nobody needs to decide it any more; staff see that its case has closed by itself."""

    hardships: Hardships
    solve_case: SolveCase

    async def __call__(self, loan_id: LoanId) -> None:
        for one in await self.hardships.of_loan(loan_id):
            if one.state is HardshipState.ASKED:
                await self.hardships.save(replace(one, state=HardshipState.REFUSED))
                await self.solve_case(kind=Kind.HARDSHIP, subject=one.id)

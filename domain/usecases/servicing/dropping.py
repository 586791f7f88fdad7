"""What a change of the plan, or the end of a loan, ends besides."""

from dataclasses import dataclass, replace

from domain.ids import LoanId
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.cases import CaseKind
from domain.model.credit_holidays import HolidaysStatus
from domain.model.repayment import SET_UP, RepaymentStatus
from domain.ports import Agreements, CreditHolidaysStore, Repayments
from domain.usecases.cases.opening import SolveCase


@dataclass(frozen=True, kw_only=True)
class DropAgreement:
    """It holds no more, and neither does a payment for it that was being set up."""

    agreements: Agreements
    repayments: Repayments

    async def __call__(self, agreement: Agreement) -> None:
        await self.agreements.save(replace(agreement, state=AgreementStatus.LAPSED))
        if agreement.repayment_id is not None:
            repayment = await self.repayments.get(agreement.repayment_id)
            if repayment.state in SET_UP:
                await self.repayments.save(replace(repayment, state=RepaymentStatus.LAPSED))


@dataclass(frozen=True, kw_only=True)
class DropCreditHolidays:
    """Nobody needs to decide it any more; staff see that its case has closed by itself."""

    credit_holidays_store: CreditHolidaysStore
    solve_case: SolveCase

    async def __call__(self, loan_id: LoanId) -> None:
        for one in await self.credit_holidays_store.of_loan(loan_id):
            if one.state is HolidaysStatus.ASKED:
                await self.credit_holidays_store.save(replace(one, state=HolidaysStatus.REFUSED))
                await self.solve_case(kind=CaseKind.HARDSHIP, subject=one.id)

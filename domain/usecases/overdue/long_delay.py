"""A delay so long that staff are asked whether to give the debt up."""

from dataclasses import dataclass
from datetime import timedelta

from domain.dates import Clock
from domain.model.cases import CaseKind
from domain.ports import Cases
from domain.usecases.cases.opening import OpenCase
from domain.usecases.ledger.post_to_ledger import LoanState

ASK_AGAIN = timedelta(days=90)  # after staff have decided to wait


@dataclass(frozen=True, kw_only=True)
class SuggestWriteOff:
    """A case for a loan whose delay has passed `write_off_after` days (the lender's setting)."""

    cases: Cases
    open_case: OpenCase
    clock: Clock
    write_off_after: int

    async def __call__(self, loan_state: LoanState) -> None:
        if loan_state.debt.days_overdue < self.write_off_after:
            return
        last = await self.cases.last_about(CaseKind.WRITE_OFF, loan_state.loan.id)
        now = self.clock.now()
        if last is not None and (last.closed_at is None or last.closed_at + ASK_AGAIN > now):
            return
        facts = {
            "contract": loan_state.loan.contract,
            "overdue": str(loan_state.debt.days_overdue),
            "debt": str(loan_state.debt.total),
            "principal": str(loan_state.debt.principal),
            "interest": str(loan_state.debt.interest),
            "penalty": str(loan_state.debt.penalty),
        }
        await self.open_case(kind=CaseKind.WRITE_OFF, subject=loan_state.loan.id, facts=facts)

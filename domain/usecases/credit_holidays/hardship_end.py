"""What becomes of an application for credit holidays when its loan is closed."""

from dataclasses import dataclass, replace

from domain.ids import LoanId
from domain.model.cases import Kind
from domain.model.hardship import State
from domain.ports import Hardships
from domain.usecases.staff.casework import SolveCase


@dataclass(frozen=True, kw_only=True)
class DropHardships:
    """Nobody needs to decide it any more; staff see that its case has closed by itself."""

    hardships: Hardships
    solve_case: SolveCase

    async def __call__(self, loan_id: LoanId) -> None:
        for one in await self.hardships.of_loan(loan_id):
            if one.state is State.ASKED:
                await self.hardships.save(replace(one, state=State.REFUSED))
                await self.solve_case(kind=Kind.HARDSHIP, subject=one.id)

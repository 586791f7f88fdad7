"""What was under way for an application, and has nothing more to bring."""

from dataclasses import dataclass

from domain.model.application import Application
from domain.model.card_binding import IN_WORK, BindingStatus
from domain.model.cases import HELD, CaseKind
from domain.model.jobs import JobKind
from domain.ports import BankOperations, Bindings, Jobs
from domain.usecases.cards.card_binding import give_up
from domain.usecases.cases.opening import SolveCase

# About an application. A hit in FinCERT's base stays: staff still have to say whether it is fraud.
CASES = (CaseKind.REVIEW, CaseKind.BUREAU, CaseKind.CHECKS, CaseKind.PAYOUT, *HELD)
JOBS = (JobKind.COOLING_OVER, JobKind.PAYOUT_RETRY)


@dataclass(frozen=True, kw_only=True)
class EndWork:
    """However an application ends without a loan: no money of its borrower stays on hold, and no
    case stays open that nobody can decide any more."""

    bindings: Bindings
    operations: BankOperations
    jobs: Jobs
    solve_case: SolveCase

    async def __call__(self, application: Application) -> None:
        for job in JOBS:
            await self.jobs.drop(job, application.id)
        for kind in CASES:
            await self.solve_case(kind=kind, subject=application.id)
        binding = await self.bindings.last(application.id)
        if binding is not None and binding.state in IN_WORK:
            await give_up(self.bindings, self.operations, self.jobs, binding, BindingStatus.EXPIRED)
            await self.solve_case(kind=CaseKind.OWNER, subject=binding.id)

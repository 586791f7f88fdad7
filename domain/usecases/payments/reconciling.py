"""Asking the bank about every movement whose end isn't known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import BorrowerId, LoanId
from domain.model.bank_operation import OperationStatus
from domain.model.cases import Case, CaseKind
from domain.model.jobs import JobKind
from domain.model.repayment import Repayment, RepaymentStatus
from domain.ports import BankOperations, Cases, Jobs, Loans, Repayments
from domain.refusals import NothingToDo
from domain.usecases.cases.opening import OpenCase, SolveCase

SHOWN = 5  # newest payments in a case


@dataclass(frozen=True, kw_only=True)
class Reconcile:
    """Payments, payouts, refunds and holds: each is asked about again, whatever became of the
    job that should have done it."""

    operations: BankOperations
    jobs: Jobs

    async def __call__(self) -> int:
        """How many there were."""
        unsettled = await self.operations.unsettled()
        for operation in unsettled:
            await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)
        return len(unsettled)


@dataclass(frozen=True, kw_only=True)
class AskAboutLoan:
    """Look at the bank for every payment of a loan, also for those that nobody could find."""

    operations: BankOperations
    repayments: Repayments
    jobs: Jobs

    async def __call__(self, *, loan_id: LoanId) -> None:
        for repayment in await self.repayments.of_loan(loan_id):
            if repayment.operation_id is None:
                continue
            operation = await self.operations.get(repayment.operation_id)
            if operation.state is OperationStatus.LOST:
                await self.operations.save(replace(operation, state=OperationStatus.SENT))
            if operation.state in (
                OperationStatus.LOST,
                OperationStatus.SENT,
                OperationStatus.PENDING,
            ):
                await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)


@dataclass(frozen=True, kw_only=True)
class Missing:
    """What is known of the payments of a loan.

    `case`: the number of the one that staff got. `moving`: what has no end yet, but for bank's
    pages, on which perhaps nobody has paid: `page`. `waits`, `failed`:
    the newest one awaits its code, or ended so. `came`: the last that did.
    """

    case: str | None
    moving: Repayment | None
    page: Repayment | None
    waits: Repayment | None
    failed: Repayment | None
    came: Repayment | None

    @property
    def claimed(self) -> Repayment | None:
        """Which one the borrower misses, as far as we can tell."""
        return self.moving or self.page or self.failed


CLAIMED = "claimed"  # a fact that staff don't read: ids of repayments


def claimed_in(case: Case) -> set[str]:
    return set(case.facts.get(CLAIMED, "").split())


def with_claimed(case: Case, ids: set[str]) -> Case:
    return replace(case, facts=case.facts | {CLAIMED: " ".join(sorted(ids))})


@dataclass(frozen=True, kw_only=True)
class SolveMissing:
    """A payment has come that somebody missed: their case ends by itself, unless they miss another
    one as well. What they told of without naming it is for staff."""

    cases: Cases
    solve_case: SolveCase

    async def __call__(self, repayment: Repayment) -> None:
        case = await self.cases.open_about(CaseKind.MISSING, repayment.loan_id)
        if case is None or repayment.id not in (claimed := claimed_in(case)):
            return
        await self.cases.save(with_claimed(case, claimed - {repayment.id}))
        if claimed == {repayment.id}:
            await self.solve_case(kind=CaseKind.MISSING, subject=repayment.loan_id)


@dataclass(frozen=True, kw_only=True)
class ReportMissing:
    """«Я оплатил, а его нет»: the bank is asked at once. When a payment is on its way, or
    somebody wishes it `anyway`, staff get a case with everything filled in."""

    loans: Loans
    repayments: Repayments
    cases: Cases
    ask_about_loan: AskAboutLoan
    open_case: OpenCase
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, anyway: bool = False) -> Missing:
        """NothingToDo without a loan of this chat."""
        loan = await self.loans.open_in(borrower_id) or await self.loans.last_closed(borrower_id)
        if loan is None:
            raise NothingToDo
        await self.ask_about_loan(loan_id=loan.id)
        opened = await self.repayments.of_loan(loan.id)
        found = self._known(opened)
        if found.moving is None and not anyway:
            return found
        facts = {"contract": loan.contract, "chat": str(borrower_id)}
        for number, one in enumerate(opened[:SHOWN], start=1):
            facts[f"payment {number}"] = _line(one)
        case = await self.open_case(kind=CaseKind.MISSING, subject=loan.id, facts=facts)
        if found.claimed is not None:
            claimed = {*claimed_in(case), found.claimed.id}
            await self.cases.save(with_claimed(case, claimed))
        return replace(found, case=case.number)

    def _known(self, opened: Sequence[Repayment]) -> Missing:
        def newest(state: RepaymentStatus, *, page: bool = False) -> Repayment | None:
            found = (one for one in opened if one.state is state and (one.page is not None) is page)
            return next(found, None)

        last = next(iter(opened), None)
        waits = last if last and last.state is RepaymentStatus.OPENED else None
        return Missing(
            case=None,
            moving=newest(RepaymentStatus.MOVING),
            page=newest(RepaymentStatus.MOVING, page=True),
            waits=waits if waits and waits.keeps_quote(self.clock.now()) else None,
            failed=last if last and last.state is RepaymentStatus.FAILED else None,
            came=newest(RepaymentStatus.DONE),
        )


def _line(one: Repayment) -> str:
    """«1120.00,page,moving,2026-12-01T10:05:00+00:00,6f0c2a1b»: the sum, the way, the state, when
    it was opened, and the beginning of its reference; what isn't known is left empty."""
    opened = one.opened_at.isoformat() if one.opened_at else ""
    return ",".join(
        (str(one.amount), one.way or "", one.state, opened, (one.operation_id or "")[:8])
    )

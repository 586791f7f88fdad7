"""What staff decide about repayments and refunds by the buttons of a case."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.ids import LoanId, MoveId, RepaymentId
from domain.model.cases import Action, Kind
from domain.model.jobs import JobKind
from domain.model.payments import Kind as MoveKind
from domain.model.payments import State
from domain.ports import Jobs, Moves, Repayments
from domain.refusals import NothingToDo
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.ledger.bookkeeping import KeepLedger
from domain.usecases.payments.reconciling import AskAboutLoan
from domain.usecases.repayment.paid import PaymentFailed
from domain.usecases.repayment.refunding import ReturnOverpayment


@dataclass(frozen=True, kw_only=True)
class DecideLostCharge:
    decides: ClassVar[Decides] = {Kind.LOST_CHARGE: (Action.FIND, Action.GONE)}

    moves: Moves
    jobs: Jobs
    payment_failed: PaymentFailed

    async def __call__(self, decision: Decision) -> None:
        """Look once more; or staff have made sure at the bank that it never was. NothingToDo when
        it was found meanwhile."""
        move = await self.moves.get(MoveId(decision.case.subject))
        if move.state is not State.LOST:
            raise NothingToDo
        if decision.action is Action.FIND:
            await self.moves.save(replace(move, state=State.SENT))
            await self.jobs.plan(JobKind.MOVE, move.id)
            return
        failed = replace(move, state=State.FAILED, reason="not_found")
        await self.moves.save(failed)
        await self.payment_failed(failed)


@dataclass(frozen=True, kw_only=True)
class DecideRefund:
    decides: ClassVar[Decides] = {Kind.REFUND: (Action.RETRY,)}

    moves: Moves
    repayments: Repayments
    return_overpayment: ReturnOverpayment
    keep_ledger: KeepLedger

    async def __call__(self, decision: Decision) -> None:
        """Try again with what is still owed to the borrower; NothingToDo when nothing is."""
        repayment = await self.repayments.get(RepaymentId(decision.case.subject))
        for move in await self.moves.of_repayment(repayment.id):
            if move.kind is MoveKind.REFUND and move.state is State.LOST:
                await self.moves.save(replace(move, state=State.FAILED, reason="not_found"))
        kept = await self.keep_ledger(loan_id=repayment.loan_id)
        if not await self.return_overpayment(kept):
            raise NothingToDo


@dataclass(frozen=True, kw_only=True)
class DecideMissing:
    """«Я оплатил, а его нет»."""

    decides: ClassVar[Decides] = {Kind.MISSING: (Action.FIND, Action.DONE)}

    ask_about_loan: AskAboutLoan

    async def __call__(self, decision: Decision) -> None:
        if decision.action is Action.FIND:
            await self.ask_about_loan(loan_id=LoanId(decision.case.subject))

"""What staff decide about repayments and refunds by the buttons of a case."""

from dataclasses import dataclass, replace

from domain.ids import LoanId, MoveId, RepaymentId
from domain.model.cases import Action, Case, Kind
from domain.model.payments import Kind as MoveKind
from domain.model.payments import State
from domain.ports import Jobs, Moves, Repayments
from domain.refusals import NothingToDo
from domain.usecases.ledger.bookkeeping import KeepLedger
from domain.usecases.payments.reconciling import AskAboutLoan
from domain.usecases.repayment.paid import PaymentFailed
from domain.usecases.repayment.refunding import ReturnOverpayment


@dataclass(frozen=True, kw_only=True)
class DecidePaymentCase:
    moves: Moves
    repayments: Repayments
    jobs: Jobs
    payment_failed: PaymentFailed
    return_overpayment: ReturnOverpayment
    keep_ledger: KeepLedger
    ask_about_loan: AskAboutLoan

    async def __call__(self, case: Case) -> None:
        """Of other kinds there is nothing more to do. NothingToDo when things have moved on."""
        if case.kind is Kind.LOST_CHARGE:
            await self._lost_charge(case)
        elif case.kind is Kind.REFUND:
            await self._refund(case)
        elif case.kind is Kind.MISSING and case.action is Action.FIND:
            await self.ask_about_loan(loan_id=LoanId(case.subject))

    async def _lost_charge(self, case: Case) -> None:
        """Look once more; or staff have made sure at the bank that it never was."""
        move = await self.moves.get(MoveId(case.subject))
        if move.state is not State.LOST:
            raise NothingToDo
        if case.action is Action.FIND:
            await self.moves.save(replace(move, state=State.SENT))
            await self.jobs.plan("move", move.id)
            return
        failed = replace(move, state=State.FAILED, reason="not_found")
        await self.moves.save(failed)
        await self.payment_failed(failed)

    async def _refund(self, case: Case) -> None:
        """Try again with what is still owed to the borrower."""
        repayment = await self.repayments.get(RepaymentId(case.subject))
        for move in await self.moves.of_repayment(repayment.id):
            if move.kind is MoveKind.REFUND and move.state is State.LOST:
                await self.moves.save(replace(move, state=State.FAILED, reason="not_found"))
        kept = await self.keep_ledger(loan_id=repayment.loan_id)
        if not await self.return_overpayment(kept):
            raise NothingToDo

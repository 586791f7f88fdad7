"""An overpayment goes back to where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.cases import Kind as CaseKind
from domain.dates import Clock, lender_day
from domain.deeds import Refunded
from domain.ids import MoveId, RepaymentId, new_id
from domain.money import ZERO, Money
from domain.notices import RefundSent
from domain.payments import Kind, Move
from domain.payments import State as MoveState
from domain.ports import Jobs, Moves, Notices, Repayments
from domain.repayment import Repayment, State
from domain.usecases.bookkeeping import KeepLedger, Kept
from domain.usecases.casework import OpenCase, SolveCase


@dataclass(frozen=True, kw_only=True)
class ReturnOverpayment:
    """Give back what was paid too much, to where it came from: the newest payments first, and of
    each no more than it brought."""

    repayments: Repayments
    moves: Moves
    jobs: Jobs
    clock: Clock

    async def __call__(self, kept: Kept) -> Money:
        """What was reserved. What is on its way back already isn't sent twice."""
        left, free = kept.debt.overpaid, []
        for repayment in await self.repayments.of_loan(kept.loan.id):
            if repayment.state is not State.DONE:
                continue
            back = [
                one
                for one in await self.moves.of_repayment(repayment.id)
                if one.kind is Kind.REFUND and one.state is not MoveState.FAILED
            ]
            left -= _total(one for one in back if one.state is not MoveState.DONE)
            free.append((repayment, repayment.amount - _total(back)))
        reserved = ZERO
        for repayment, most in free:
            amount = min(most, left - reserved)
            if amount > ZERO:
                await self._reserve(repayment, amount)
                reserved += amount
        return reserved

    async def _reserve(self, repayment: Repayment, amount: Money) -> None:
        assert repayment.move_id is not None
        paid = await self.moves.get(repayment.move_id)
        move = Move(
            id=MoveId(new_id()),
            kind=Kind.REFUND,
            application_id=paid.application_id,
            repayment_id=repayment.id,
            loan_id=repayment.loan_id,
            amount=amount,
            key=new_id(),
            state=MoveState.RESERVED,
            reserved_at=self.clock.now(),
        )
        await self.moves.save(move)
        await self.jobs.plan("move", move.id)


def _total(moves: Iterable[Move]) -> Money:
    return sum((one.amount for one in moves), ZERO)


@dataclass(frozen=True, kw_only=True)
class RefundArrived:
    repayments: Repayments
    notices: Notices
    keep_ledger: KeepLedger
    solve_case: SolveCase

    async def __call__(self, move: Move, at: datetime) -> None:
        repayment = await repayment_of(self.repayments, move)
        deed = Refunded(cause=move.id, day=lender_day(at), at=at, amount=move.amount)
        await self.keep_ledger(loan_id=repayment.loan_id, deed=deed)
        await self.solve_case(kind=CaseKind.REFUND, subject=repayment.id)
        await self.notices.tell(repayment.borrower_id, RefundSent(amount=move.amount))


@dataclass(frozen=True, kw_only=True)
class RefundFailed:
    """The lender's trouble: staff try again."""

    open_case: OpenCase

    async def __call__(self, move: Move) -> None:
        facts = {"amount": str(move.amount), "reason": move.reason or "?"}
        assert move.repayment_id is not None
        await self.open_case(kind=CaseKind.REFUND, subject=move.repayment_id, facts=facts)


async def repayment_of(repayments: Repayments, move: Move) -> Repayment:
    assert move.repayment_id is not None
    return await repayments.get(RepaymentId(move.repayment_id))

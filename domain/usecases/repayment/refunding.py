"""An overpayment goes back to where it came from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.dates import Clock, lender_day
from domain.ids import MoveId, RepaymentId, new_id
from domain.ledger.deeds import Refunded
from domain.model.cases import Kind as CaseKind
from domain.model.jobs import JobKind
from domain.model.payments import Kind, Move
from domain.model.payments import State as MoveState
from domain.model.repayment import Repayment, State
from domain.money import ZERO, Money
from domain.notifications import RefundSent
from domain.ports import Jobs, Moves, Notices, Repayments
from domain.usecases.cases.casework import OpenCase, SolveCase
from domain.usecases.ledger.bookkeeping import KeepLedger, Kept

# On its way to nobody. One of which nobody can tell is replaced by hand, so it isn't either.
NOT_GOING = frozenset({MoveState.DONE, MoveState.FAILED, MoveState.LOST})
REPLACED = "replaced"  # our own word: what it was to bring has gone back another way


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
        await self.jobs.plan(JobKind.MOVE, move.id)


def _total(moves: Iterable[Move]) -> Money:
    return sum((one.amount for one in moves), ZERO)


@dataclass(frozen=True, kw_only=True)
class BookRefund:
    """Money has gone back to a borrower, by us or by hand. So much of it as was an overpayment is
    that overpayment given back. The rest was the debt's: it stays paid in the ledger, and staff
    decide what it was (decision 37)."""

    repayments: Repayments
    moves: Moves
    notices: Notices
    keep_ledger: KeepLedger
    open_case: OpenCase
    solve_case: SolveCase

    async def __call__(self, move: Move, at: datetime) -> Kept:
        """`move` is saved as done, of the sum that the bank tells."""
        repayment = await repayment_of(self.repayments, move)
        kept = await self.keep_ledger(loan_id=repayment.loan_id)
        own = min(move.amount, await self._free(move, kept))
        if own > ZERO:
            deed = Refunded(cause=move.id, day=lender_day(at), at=at, amount=own)
            kept = await self.keep_ledger(loan_id=repayment.loan_id, deed=deed)
            await self.notices.tell(repayment.borrower_id, RefundSent(amount=own))
        if own < move.amount:
            facts = {"amount": str(move.amount - own)} | about(move, kept)
            await self.open_case(kind=CaseKind.RETURNED, subject=move.id, facts=facts)
        if kept.debt.overpaid == ZERO:
            await self._nothing_left(kept)
        return kept

    async def _free(self, move: Move, kept: Kept) -> Money:
        """What was paid too much, but for what else is on its way back already."""
        going = [
            one.amount
            for one in await refunds_of(self.repayments, self.moves, kept)
            if one.state not in NOT_GOING and one.id != move.id
        ]
        return max(kept.debt.overpaid - sum(going, ZERO), ZERO)

    async def _nothing_left(self, kept: Kept) -> None:
        """Nothing is owed to the borrower: what staff were to look for or to send is replaced."""
        for move in await refunds_of(self.repayments, self.moves, kept):
            if move.state is MoveState.LOST:
                failed = replace(move, state=MoveState.FAILED, reason=REPLACED)
                await self.moves.save(failed)
        for repayment in await self.repayments.of_loan(kept.loan.id):
            await self.solve_case(kind=CaseKind.REFUND, subject=repayment.id)


async def refunds_of(repayments: Repayments, moves: Moves, kept: Kept) -> list[Move]:
    """All of the loan, whatever became of them."""
    return [
        move
        for repayment in await repayments.of_loan(kept.loan.id)
        for move in await moves.of_repayment(repayment.id)
        if move.kind is Kind.REFUND
    ]


def about(move: Move, kept: Kept) -> dict[str, str]:
    """What staff read of a refund besides its sum."""
    return {
        "contract": kept.loan.contract,
        "debt": str(kept.debt.total),
        "reference": move.bank_id or move.id,
    }


@dataclass(frozen=True, kw_only=True)
class RefundArrived:
    """One of ours; what the bank left out of it is for staff to send."""

    book_refund: BookRefund
    open_case: OpenCase
    solve_case: SolveCase

    async def __call__(self, move: Move, at: datetime, *, asked: Money) -> None:
        assert move.repayment_id is not None
        await self.book_refund(move, at)
        await self.solve_case(kind=CaseKind.REFUND, subject=move.repayment_id)
        if move.amount < asked:
            facts = {"amount": str(asked - move.amount), "reason": "other_sum"}
            await self.open_case(kind=CaseKind.REFUND, subject=move.repayment_id, facts=facts)


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

"""Money of a borrower's payment that somebody gave back in the bank's own cabinet."""

from dataclasses import dataclass

from domain.cases import Kind as CaseKind
from domain.dates import lender_day
from domain.deeds import Refunded
from domain.gateways import Refund
from domain.ids import MoveId, RepaymentId, new_id
from domain.money import ZERO, Money
from domain.notices import RefundSent
from domain.payments import REPAYMENTS, Kind, Move, State
from domain.ports import Moves, Notices, Repayments
from domain.repayment import Repayment
from domain.usecases.bookkeeping import KeepLedger, Kept
from domain.usecases.casework import OpenCase, SolveCase


@dataclass(frozen=True, kw_only=True)
class NoteReturned:
    """Each refund of the bank that isn't ours, once. So much of it as was an overpayment is that
    overpayment given back. The rest was the debt's: it stays paid in the ledger, and staff decide
    what it was (decision 37)."""

    moves: Moves
    repayments: Repayments
    notices: Notices
    keep_ledger: KeepLedger
    open_case: OpenCase
    solve_case: SolveCase

    async def __call__(self, refund: Refund) -> None:
        if refund.status != "succeeded" or await self._known(refund):
            return
        paid_id = await self.moves.id_of_bank_object(refund.payment_id)
        paid = await self.moves.get(paid_id) if paid_id else None
        if paid is None or paid.kind not in REPAYMENTS or paid.repayment_id is None:
            return  # of a payment that the shop took for something else
        move = _move(refund, paid)
        await self.moves.save(move)
        repayment = await self.repayments.get(RepaymentId(paid.repayment_id))
        kept = await self.keep_ledger(loan_id=repayment.loan_id)
        own = min(refund.amount, await self._free(repayment, kept))
        if own > ZERO:
            day = lender_day(refund.created_at)
            deed = Refunded(cause=move.id, day=day, at=refund.created_at, amount=own)
            kept = await self.keep_ledger(loan_id=repayment.loan_id, deed=deed)
            await self.notices.tell(repayment.borrower_id, RefundSent(amount=own))
            if kept.debt.overpaid == ZERO:
                await self.solve_case(kind=CaseKind.REFUND, subject=repayment.id)
        if own < refund.amount:
            await self._tell_staff(move, refund.amount - own, kept)

    async def _known(self, refund: Refund) -> bool:
        """One of ours, perhaps one whose answer was lost; or noted before."""
        if await self.moves.id_of_bank_object(refund.id) is not None:
            return True
        return refund.reference is not None and await self.moves.has(MoveId(refund.reference))

    async def _free(self, repayment: Repayment, kept: Kept) -> Money:
        """What was paid too much, but for what is on its way back already. One of which nobody can
        tell isn't: by hand is how staff replace it, and «again» would send it once more."""
        going = ZERO
        for one in await self.repayments.of_loan(repayment.loan_id):
            for move in await self.moves.of_repayment(one.id):
                if move.kind is Kind.REFUND and move.state not in NOT_GOING:
                    going += move.amount
        return max(kept.debt.overpaid - going, ZERO)

    async def _tell_staff(self, move: Move, amount: Money, kept: Kept) -> None:
        facts = {
            "amount": str(amount),
            "contract": kept.loan.contract,
            "debt": str(kept.debt.total),
            "reference": move.bank_id or "",
        }
        await self.open_case(kind=CaseKind.RETURNED, subject=move.id, facts=facts)


def _move(refund: Refund, paid: Move) -> Move:
    """As if we had sent it: so that an overpayment isn't given back twice."""
    return Move(
        id=MoveId(new_id()),
        kind=Kind.REFUND,
        application_id=paid.application_id,
        repayment_id=paid.repayment_id,
        loan_id=paid.loan_id,
        amount=refund.amount,
        key=refund.id,
        state=State.DONE,
        reserved_at=refund.created_at,
        sent_at=refund.created_at,
        bank_id=refund.id,
        reason=IN_CABINET,
        settled_at=refund.created_at,
    )


IN_CABINET = "cabinet"
NOT_GOING = frozenset({State.DONE, State.FAILED, State.LOST})

"""Money of a borrower's payment that went back without our knowing: by hand in the bank's cabinet,
or by a refund of ours that was taken for not made."""

from dataclasses import dataclass, replace

from domain.gateways import Refund
from domain.ids import LoanId, MoveId, RepaymentId, new_id
from domain.model.cases import Kind as CaseKind
from domain.model.payments import REPAYMENTS, Kind, Move, State
from domain.ports import Moves, Repayments
from domain.usecases.cases.casework import OpenCase
from domain.usecases.ledger.bookkeeping import KeepLedger
from domain.usecases.repayment.refunding import (
    REPLACED,
    BookRefund,
    ReturnOverpayment,
    about,
    refunds_of,
)


@dataclass(frozen=True, kw_only=True)
class NoteReturned:
    """Each such refund of the bank, once. What we have only reserved for the loan gives way to it,
    and is reserved anew as far as something is left."""

    moves: Moves
    repayments: Repayments
    keep_ledger: KeepLedger
    book_refund: BookRefund
    return_overpayment: ReturnOverpayment
    open_case: OpenCase

    async def __call__(self, refund: Refund) -> None:
        if refund.status != "succeeded" or not await self.is_news(refund):
            return
        move = await self._move(refund)
        if move is None or move.loan_id is None:
            return  # of a payment that the shop took for something else
        gave_way = await self._give_way(move.loan_id)
        await self.moves.save(move)
        if refund.foreign is not None:
            await self._tell_foreign(move, refund.foreign)
            kept = await self.keep_ledger(loan_id=move.loan_id)
        else:
            kept = await self.book_refund(move, refund.created_at)
        if gave_way:
            await self.return_overpayment(kept)

    async def is_news(self, refund: Refund) -> bool:
        """Not noted yet, and none of ours whose own job asks about it."""
        if await self.moves.id_of_bank_object(refund.id) is not None:
            return False
        own = await self._own(refund)
        return own is None or own.state in (State.LOST, State.FAILED, State.DONE)

    async def _own(self, refund: Refund) -> Move | None:
        if refund.reference is None or not await self.moves.has(MoveId(refund.reference)):
            return None
        return await self.moves.get(MoveId(refund.reference))

    async def _move(self, refund: Refund) -> Move | None:
        own = await self._own(refund)
        if own is not None and own.kind is Kind.REFUND and own.state is not State.DONE:
            return replace(
                own,
                state=State.DONE,
                bank_id=refund.id,
                amount=refund.amount,
                settled_at=refund.created_at,
            )
        paid_id = await self.moves.id_of_bank_object(refund.payment_id)
        paid = await self.moves.get(paid_id) if paid_id else None
        if paid is None or paid.kind not in REPAYMENTS or paid.repayment_id is None:
            return None
        repayment = await self.repayments.get(RepaymentId(paid.repayment_id))
        return _by_hand(refund, replace(paid, loan_id=repayment.loan_id))

    async def _give_way(self, loan_id: LoanId) -> bool:
        """Nothing of it has left: whoever sends a refund writes that down first."""
        kept = await self.keep_ledger(loan_id=loan_id)
        reserved = [
            move
            for move in await refunds_of(self.repayments, self.moves, kept)
            if move.state is State.RESERVED
        ]
        for move in reserved:
            await self.moves.save(replace(move, state=State.FAILED, reason=REPLACED))
        return bool(reserved)

    async def _tell_foreign(self, move: Move, moved: str) -> None:
        """Nobody but a person can tell how much of the debt that was."""
        assert move.loan_id is not None
        kept = await self.keep_ledger(loan_id=move.loan_id)
        facts = {"foreign": moved} | about(move, kept)
        await self.open_case(kind=CaseKind.RETURNED, subject=move.id, facts=facts)


def _by_hand(refund: Refund, paid: Move) -> Move:
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

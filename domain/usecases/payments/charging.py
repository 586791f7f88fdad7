"""Step one of three of a repayment: its movement is committed, and nothing has been sent."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import AgreementId, CardId, MoveId, RepaymentId, new_id
from domain.ledger.deeds import Purpose
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.payments import Kind, Move
from domain.model.payments import State as MoveState
from domain.model.repayment import Repayment, State, Way
from domain.money import Money
from domain.ports import Jobs, Moves, Repayments
from domain.usecases.ledger.bookkeeping import Kept


@dataclass(frozen=True, kw_only=True)
class StartMoving:
    repayments: Repayments
    moves: Moves
    jobs: Jobs
    clock: Clock

    async def __call__(self, repayment: Repayment, loan: Loan) -> Repayment:
        """The repayment as it is now: on its way."""
        move = Move(
            id=MoveId(new_id()),
            kind=Kind.CHARGE if repayment.way is Way.CARD else Kind.PAGE,
            application_id=loan.application_id,
            repayment_id=repayment.id,
            loan_id=loan.id,
            amount=repayment.amount,
            key=new_id(),
            state=MoveState.RESERVED,
            reserved_at=self.clock.now(),
        )
        moving = replace(repayment, state=State.MOVING, move_id=move.id)
        await self.repayments.save(moving)
        await self.moves.save(move)
        await self.jobs.plan(JobKind.MOVE, move.id)
        return moving


def new_repayment(
    *,
    loan: Loan,
    amount: Money,
    purpose: Purpose,
    kept: Kept,
    clock: Clock,
    card_id: CardId | None,
    agreement_id: AgreementId | None = None,
    auto: bool = False,
) -> Repayment:
    """One that needs no further code: signed with an agreement, or by a standing consent."""
    now = clock.now()
    return Repayment(
        id=RepaymentId(new_id()),
        loan_id=loan.id,
        borrower_id=loan.borrower_id,
        amount=amount,
        purpose=purpose,
        state=State.OPENED,
        asked_at=now,
        quote_day=kept.today,
        way=Way.CARD if card_id else Way.PAGE,
        card_id=card_id,
        opened_at=now,
        agreement_id=agreement_id,
        auto=auto,
    )

"""What staff decide about money that a check has stopped. No button passes a check."""

from dataclasses import dataclass, replace

from domain.ids import ApplicationId, BorrowerId
from domain.model.application import Status
from domain.model.cases import Action, Case, Kind
from domain.model.fincert import Fact
from domain.notifications import PayoutUndone
from domain.ports import Applications, Loans, Moves, Notices
from domain.refusals import NothingToDo
from domain.usecases.applications.progress import ShowProgress
from domain.usecases.checks.fraud import ReportFraud
from domain.usecases.checks.freezing import Unfreeze
from domain.usecases.ledger.bookkeeping import ReadLedger
from domain.usecases.payouts.lending import RetryPayout
from domain.usecases.repayment.refunding import ReturnOverpayment


@dataclass(frozen=True, kw_only=True)
class UndoContract:
    """A signed contract without any money: the lender gives it up, and nothing is owed."""

    applications: Applications
    moves: Moves
    notices: Notices
    show_progress: ShowProgress

    async def __call__(self, application_id: ApplicationId, *, came_back: bool = False) -> None:
        """NothingToDo when money is there, or may be on its way. `came_back`: it was there."""
        application = await self.applications.get(application_id)
        if application.status is not Status.SIGNED or await self.moves.live_payout(application_id):
            raise NothingToDo
        undone = replace(application, status=Status.CANCELLED)
        await self.applications.save(undone)
        await self.show_progress(undone)
        assert application.approved is not None
        notice = PayoutUndone(amount=application.approved, came_back=came_back)
        await self.notices.tell(application.borrower_id, notice)


@dataclass(frozen=True, kw_only=True)
class DecideCheckCase:
    """Of a hit in FinCERT's base, and of somebody who stands on a stop list."""

    applications: Applications
    moves: Moves
    loans: Loans
    retry_payout: RetryPayout
    undo_contract: UndoContract
    report_fraud: ReportFraud
    unfreeze: Unfreeze
    read_ledger: ReadLedger
    return_overpayment: ReturnOverpayment

    async def __call__(self, case: Case, *, by_id: int) -> None:
        """NothingToDo when things have moved on; StillListed, NotYours."""
        if case.kind is Kind.FROZEN:
            await self._unfreeze(BorrowerId(int(case.subject)), case.closed_by or "", by_id)
        elif case.kind is Kind.FINCERT:
            await self._hit(ApplicationId(case.subject), case.action)

    async def _hit(self, application_id: ApplicationId, action: Action | None) -> None:
        application = await self.applications.get(application_id)
        paid = await self.moves.last_payout(application_id)
        if application.status is Status.ISSUED and action is not Action.REFUSE:
            # The bank had it before the base told: there is nothing left to send.
            if action is Action.FRAUD and paid is not None:
                await self.report_fraud(paid, Fact.TRANSFER)
            return
        if action is Action.RECHECK:  # a new movement, and with it a new question
            if not await self.retry_payout(application_id=application_id):
                raise NothingToDo
            return
        if application.status is not Status.CANCELLED:  # else the borrower refused it first
            await self.undo_contract(application_id)
        stopped = await self.moves.last_payout(application_id)
        if action is Action.FRAUD and stopped is not None:
            await self.report_fraud(stopped, Fact.ATTEMPT)

    async def _unfreeze(self, borrower_id: BorrowerId, by: str, by_id: int) -> None:
        """What was held back goes its way again, through every check."""
        await self.unfreeze(borrower_id=borrower_id, by=by, by_id=by_id)
        last = await self.applications.last(borrower_id)
        if last is not None:
            await self.retry_payout(application_id=last.id)
        for loan in await self.loans.under(borrower_id):
            await self.return_overpayment(await self.read_ledger(loan))

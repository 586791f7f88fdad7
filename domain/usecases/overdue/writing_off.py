"""Giving a debt up, as staff have decided."""

from dataclasses import dataclass
from typing import ClassVar

from domain.dates import Clock
from domain.ids import LoanId
from domain.ledger.loan_events import WrittenOff
from domain.ledger.postings import PostingKind
from domain.model.cases import Action, CaseKind
from domain.model.jobs import JobKind
from domain.money import ZERO
from domain.notifications import Commands, DebtWrittenOff
from domain.ports import Agreements, Jobs, Loans, Notices
from domain.refusals import NothingToDo
from domain.usecases.autopay.autopay_consent import EndAutopay
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.ledger.post_to_ledger import PostToLedger
from domain.usecases.servicing.dropping import DropAgreement, DropCreditHolidays


@dataclass(frozen=True, kw_only=True)
class DecideWriteOff:
    """«Списать» or «Подождать»."""

    decides: ClassVar[Decides] = {CaseKind.WRITE_OFF: (Action.WRITE_OFF, Action.WAIT)}

    loans: Loans
    agreements: Agreements
    notices: Notices
    jobs: Jobs
    post_to_ledger: PostToLedger
    drop_agreement: DropAgreement
    drop_credit_holidays: DropCreditHolidays
    end_autopay: EndAutopay
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when nothing is owed any more."""
        loan = await self.loans.get(LoanId(decision.case.subject))
        if loan.closed_on is not None:
            raise NothingToDo
        if decision.action is not Action.WRITE_OFF:
            return
        last = await self.agreements.last(loan.id)
        if last is not None and last.live:
            await self.drop_agreement(last)
        loan_event = WrittenOff(cause=decision.case.id, day=self.clock.today(), at=self.clock.now())
        loan_state = await self.post_to_ledger(loan_id=loan.id, loan_event=loan_event)
        if loan_state.loan.written_off_on is None:
            raise NothingToDo
        await self.end_autopay(loan_id=loan.id)
        await self.drop_credit_holidays(loan.id)
        for kind in (JobKind.OVERDUE_NOTICE, JobKind.PROMISE_DAY, JobKind.PROMISE_BROKEN):
            await self.jobs.drop(kind, loan.id)
        gone = [one.amount for one in loan_state.standing if one.entry is PostingKind.WRITTEN_OFF]
        told = DebtWrittenOff(
            contract=loan.contract, on=loan_state.loan.written_off_on, amount=ZERO - sum(gone, ZERO)
        )
        await self.notices.tell(loan.borrower_id, told)
        await self.notices.tell(loan.borrower_id, Commands(who="borrower"))

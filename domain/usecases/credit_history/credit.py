"""«Кредитная история»: what bureaus were told, and disputing it (218-FZ art. 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from domain.dates import Clock
from domain.ids import BorrowerId, new_id
from domain.model.cases import Action, CaseKind
from domain.model.credit_history import Answer, Dispute, Told
from domain.model.loan import Loan
from domain.notifications import DisputeAnswered
from domain.ports import CreditHistory, Loans, Notices
from domain.refusals import DisputeUnderWay, NothingToDo
from domain.rules.workdays import add_working_days
from domain.usecases.accounts.held_data import OpenData
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.cases.opening import OpenCase
from domain.usecases.ledger.post_to_ledger import PostToLedger
from domain.usecases.ledger.reporting import TellBureaus


@dataclass(frozen=True, kw_only=True)
class CreditView:
    """One loan with its rows, the newest first; `contracts` are all the borrower's, the newest
    first. `workdays`: within so many a dispute is answered. `titles`: how the bureaus are called,
    by name, in the order of the settings."""

    loan: Loan | None
    told: Sequence[Told]
    contracts: Sequence[str]
    disputes: Sequence[Dispute]
    workdays: int
    titles: Mapping[str, str]

    def row(self, number: int) -> Told | None:
        return next((one for one in self.told if one.row.number == number), None)


@dataclass(frozen=True, kw_only=True)
class LookAtCredit:
    open_data: OpenData
    loans: Loans
    credit_history: CreditHistory
    dispute_workdays: int
    bureau_titles: Mapping[str, str]

    async def __call__(self, *, borrower_id: BorrowerId, contract: str | None = None) -> CreditView:
        """Of the newest loan, unless a contract is named. NothingToDo for somebody else's;
        DataHeld."""
        await self.open_data(borrower_id)
        own = sorted(
            await self.loans.of_borrower(borrower_id), key=lambda one: one.issued_at, reverse=True
        )
        loan = next((one for one in own if contract in (None, one.contract)), None)
        if loan is None and contract is not None:
            raise NothingToDo
        accounts = sorted({borrower_id, *(one.borrower_id for one in own)})  # of one person
        disputes = [one for each in accounts for one in await self.credit_history.disputes(each)]
        return CreditView(
            loan=loan,
            told=await self.credit_history.told(loan.id) if loan else (),
            contracts=[one.contract for one in own],
            disputes=[one for one in disputes if loan is not None and one.loan_id == loan.id],
            workdays=self.dispute_workdays,
            titles=self.bureau_titles,
        )


@dataclass(frozen=True, kw_only=True)
class Disputed:
    """`case` is its number for the staff and the borrower."""

    dispute: Dispute
    case: str


@dataclass(frozen=True, kw_only=True)
class AskDispute:
    """«Оспорить»: a row, or in one's own words; staff answer within the term of the law."""

    credit_history: CreditHistory
    look_at_credit: LookAtCredit
    open_case: OpenCase
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, contract: str, number: int | None, text: str
    ) -> Disputed:
        """NothingToDo for what isn't theirs; DisputeUnderWay when just that isn't answered yet."""
        view = await self.look_at_credit(borrower_id=borrower_id, contract=contract)
        about = view.row(number) if number is not None else None
        if view.loan is None or (number is not None and about is None):
            raise NothingToDo
        for one in view.disputes:
            if one.number == number and one.answer is None:
                raise DisputeUnderWay(one.answer_by)
        now = self.clock.now()
        dispute = Dispute(
            id=new_id(),
            borrower_id=borrower_id,
            loan_id=view.loan.id,
            number=number,
            text=text,
            asked_at=now,
            answer_by=add_working_days(self.clock.today(), view.workdays),
        )
        await self.credit_history.save_dispute(dispute)
        facts = {"contract": contract}
        if about is not None:
            fact = about.row.fact
            facts["row"] = f"{number},{fact.event.value},{fact.day.isoformat()}"
        if text:
            facts["asks"] = text
        facts["until"] = dispute.answer_by.isoformat()
        case = await self.open_case(kind=CaseKind.DISPUTE, subject=dispute.id, facts=facts)
        return Disputed(dispute=dispute, case=case.number)


@dataclass(frozen=True, kw_only=True)
class DecideDispute:
    """«Исправить» tells the row anew, as the ledger has it now; «Подтвердить» leaves it."""

    decides: ClassVar[Decides] = {CaseKind.DISPUTE: (Action.CORRECT, Action.CONFIRM)}

    credit_history: CreditHistory
    post_to_ledger: PostToLedger
    tell_bureaus: TellBureaus
    notices: Notices
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when it has been answered."""
        dispute = await self.credit_history.dispute(decision.case.subject)
        if dispute.answer is not None:
            raise NothingToDo
        answer = Answer.CORRECTED if decision.action is Action.CORRECT else Answer.CONFIRMED
        if answer is Answer.CORRECTED:
            await self.post_to_ledger(loan_id=dispute.loan_id)
            await self.tell_bureaus.again(dispute.loan_id, dispute.number)
        answered = replace(dispute, answer=answer, answered_at=self.clock.now())
        await self.credit_history.save_dispute(answered)
        await self.notices.tell(
            dispute.borrower_id,
            DisputeAnswered(
                number=decision.case.number,
                row=dispute.number,
                corrected=answer is Answer.CORRECTED,
            ),
        )

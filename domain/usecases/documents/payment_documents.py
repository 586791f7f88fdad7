"""The papers of repayment: a confirmation on request, a new schedule when it has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from domain.dates import Clock
from domain.ids import BorrowerId, DocumentId, RepaymentId, new_id
from domain.ledger.postings import Part, PostingKind
from domain.model.application import Application
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.repayment import Repayment, RepaymentStatus
from domain.money import ZERO, Money
from domain.notifications import DocumentKind, PaperReady
from domain.ports import (
    Applications,
    Cards,
    Document,
    DocumentStore,
    Jobs,
    Loans,
    Notices,
    Repayments,
)
from domain.refusals import NothingToDo
from domain.rules.papers import confirmation_facts, schedule_facts
from domain.rules.papers.opening import Heading
from domain.rules.papers.terms import borrower_facts
from domain.rules.plan import Cause
from domain.rules.psk import Flow, psk
from domain.usecases.accounts.held_data import OpenData
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger
from domain.usecases.whose import own


@dataclass(frozen=True, kw_only=True)
class AskDocument:
    """A confirmation of a payment is made when it is asked for."""

    open_data: OpenData
    repayments: Repayments
    jobs: Jobs

    async def __call__(self, *, borrower_id: BorrowerId, repayment_id: RepaymentId) -> None:
        """NothingToDo for a payment that isn't theirs, or hasn't come; DataHeld."""
        await self.open_data(borrower_id)
        repayment = await own(self.repayments.get(repayment_id), borrower_id)
        if repayment.state is not RepaymentStatus.DONE:
            raise NothingToDo
        await self.jobs.plan(JobKind.PAYMENT_PAPER, repayment.id)


@dataclass(frozen=True, kw_only=True)
class PreparePaymentDocument:
    """The facts of a paper about a payment; the file is made elsewhere."""

    applications: Applications
    loans: Loans
    repayments: Repayments
    cards: Cards
    read_ledger: ReadLedger
    clock: Clock
    lender: dict[str, str]

    async def __call__(
        self, *, repayment_id: RepaymentId, sheet: DocumentKind
    ) -> dict[str, object] | None:
        """None for a schedule whose place another one has taken, or that has nothing to say any
        more."""
        repayment = await self.repayments.get(repayment_id)
        loan = await self.loans.get(repayment.loan_id)
        application = await self.applications.get(loan.application_id)
        loan_state = await self.read_ledger(loan)
        if sheet is DocumentKind.SCHEDULE:
            plan = loan.plan
            stands = plan.cause is Cause.PREPAYMENT and plan.since == repayment.booked_on
            return (
                self._schedule(application, loan_state) if stands and not loan.closed_on else None
            )
        return await self._confirmation(application, repayment, loan_state)

    def _schedule(self, application: Application, loan_state: LoanState) -> dict[str, object]:
        full, in_money = actual_psk(loan_state)
        heading = Heading(
            number=f"{loan_state.loan.contract}-Г{len(loan_state.loan.later_plans)}",
            contract=loan_state.loan.contract,
            contract_date=loan_state.loan.issued_on,
            made_at=self.clock.now(),
            lender=self.lender,
            borrower=borrower_facts(application.form),
        )
        return schedule_facts(
            heading,
            reason="частичное досрочное погашение",
            lines=loan_state.loan.schedule(),
            psk=full,
            psk_money=in_money,
        )

    async def _confirmation(
        self, application: Application, repayment: Repayment, loan_state: LoanState
    ) -> dict[str, object]:
        assert repayment.paid_at is not None
        assert repayment.booked_on is not None
        parts = {
            part: sum(
                (
                    ZERO - one.amount
                    for one in loan_state.standing
                    if (one.cause, one.entry, one.part)
                    == (repayment.operation_id, PostingKind.PAYMENT, part)
                ),
                ZERO,
            )
            for part in Part
        }
        card = await self.cards.get(repayment.card_id) if repayment.card_id else None
        heading = Heading(
            number=f"П-{repayment.id[:8].upper()}",
            contract=loan_state.loan.contract,
            contract_date=loan_state.loan.issued_on,
            made_at=self.clock.now(),
            lender=self.lender,
            borrower=borrower_facts(application.form),
        )
        return confirmation_facts(
            heading,
            paid_at=repayment.paid_at,
            amount=repayment.amount,
            interest=parts[Part.INTEREST],
            principal=parts[Part.PRINCIPAL],
            penalty=parts[Part.PENALTY],
            overpaid=parts[Part.OVERPAID],
            left=loan_state.debt_on(max(repayment.booked_on, loan_state.loan.issued_on)).total,
            way=f"карта •{card.last4}" if card else "страница банка: карта или СБП",
        )


def actual_psk(loan_state: LoanState) -> tuple[Decimal, Money]:
    """The full cost as the loan really goes: what was paid, and what the plan still asks for; in
    per cent a year, and in money (353-FZ art. 6, art. 11 p. 8). What came back on the day of issue
    was never lent: in the formula it stands beside the sum given. ValueError when all of it did."""
    loan = loan_state.loan
    paid = [
        Flow(one.day, ZERO - one.amount)
        for one in loan_state.standing
        if one.entry is PostingKind.PAYMENT and one.part in (Part.INTEREST, Part.PRINCIPAL)
    ]
    flows: dict[date, Money] = {}
    for flow in (*paid, *_still_asked(loan, paid)):
        flows[flow.day] = flows.get(flow.day, ZERO) + flow.amount
    total = sum(flows.values(), ZERO)
    lent = loan.principal - flows.pop(loan.issued_on, ZERO)
    ordered = [Flow(day, flows[day]) for day in sorted(flows)]
    return psk(lent, loan.issued_on, ordered), total - loan.principal


def _still_asked(loan: Loan, paid: Sequence[Flow]) -> Iterator[Flow]:
    """The lines of the plan without what was paid since it stands."""
    since = loan.plan.since
    ahead = sum((flow.amount for flow in paid if flow.day > since), ZERO)
    for line in loan.schedule():
        covered = min(ahead, line.amount)
        ahead -= covered
        if line.day > since and covered < line.amount:
            yield Flow(line.day, line.amount - covered)


@dataclass(frozen=True, kw_only=True)
class GivePaymentDocument:
    """The file is ready: keep it, and send it. A confirmation waits while data is held; a new
    schedule is part of the contract and doesn't."""

    open_data: OpenData
    loans: Loans
    repayments: Repayments
    documents: DocumentStore
    notices: Notices
    clock: Clock

    async def __call__(
        self, *, repayment_id: RepaymentId, sheet: DocumentKind, content: bytes
    ) -> None:
        """DataHeld."""
        repayment = await self.repayments.get(repayment_id)
        if sheet is DocumentKind.CONFIRMATION:
            await self.open_data(repayment.borrower_id)
        loan = await self.loans.get(repayment.loan_id)
        paper = Document(
            id=DocumentId(new_id()),
            application_id=loan.application_id,
            kind=sheet,
            name=NAMES[sheet].format(contract=loan.contract),
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=self.clock.now(),
        )
        await self.documents.add(paper)
        await self.notices.tell(repayment.borrower_id, PaperReady(document=paper.id, sheet=sheet))


NAMES = {
    DocumentKind.CONFIRMATION: "Подтверждение платежа {contract}.pdf",
    DocumentKind.SCHEDULE: "Новый график {contract}.pdf",
    DocumentKind.HOLIDAYS: "График после каникул {contract}.pdf",
}

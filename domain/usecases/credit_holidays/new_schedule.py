"""The schedule that stands after credit holidays were granted (353-FZ art. 6.1-2)."""

from dataclasses import dataclass
from hashlib import sha256

from domain.dates import Clock
from domain.ids import DocumentId, new_id
from domain.notifications import DocumentKind, PaperReady
from domain.ports import Applications, CreditHolidaysStore, Document, DocumentStore, Loans, Notices
from domain.rules.papers import schedule_facts
from domain.rules.papers.opening import Heading
from domain.rules.papers.terms import borrower_facts
from domain.rules.plan import Cause
from domain.usecases.documents.payment_documents import NAMES, actual_psk
from domain.usecases.ledger.post_to_ledger import ReadLedger


@dataclass(frozen=True, kw_only=True)
class PrepareRestSchedule:
    """The facts of the schedule; the file is made elsewhere."""

    applications: Applications
    credit_holidays_store: CreditHolidaysStore
    loans: Loans
    read_ledger: ReadLedger
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, *, holidays_id: str) -> dict[str, object] | None:
        """None when another plan has taken its place."""
        granted = await self.credit_holidays_store.get(holidays_id)
        loan = await self.loans.get(granted.loan_id)
        if loan.plan.cause is not Cause.HOLIDAYS or loan.closed_on is not None:
            return None
        application = await self.applications.get(loan.application_id)
        loan_state = await self.read_ledger(loan)
        full, in_money = actual_psk(loan_state)
        heading = Heading(
            number=f"{loan.contract}-Г{len(loan.later_plans)}",
            contract=loan.contract,
            contract_date=loan.issued_on,
            made_at=self.clock.now(),
            lender=self.lender,
            borrower=borrower_facts(application.form),
        )
        return schedule_facts(
            heading,
            reason="кредитные каникулы",
            lines=loan.schedule(),
            psk=full,
            psk_money=in_money,
            penalty=loan_state.debt.penalty,
        )


@dataclass(frozen=True, kw_only=True)
class GiveRestSchedule:
    """The file is ready: keep it, and send it."""

    credit_holidays_store: CreditHolidaysStore
    loans: Loans
    documents: DocumentStore
    notices: Notices
    clock: Clock

    async def __call__(self, *, holidays_id: str, content: bytes) -> None:
        granted = await self.credit_holidays_store.get(holidays_id)
        loan = await self.loans.get(granted.loan_id)
        paper = Document(
            id=DocumentId(new_id()),
            application_id=loan.application_id,
            kind=DocumentKind.HOLIDAYS,
            name=NAMES[DocumentKind.HOLIDAYS].format(contract=loan.contract),
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=self.clock.now(),
        )
        await self.documents.add(paper)
        notice = PaperReady(document=paper.id, sheet=DocumentKind.HOLIDAYS)
        await self.notices.tell(granted.borrower_id, notice)

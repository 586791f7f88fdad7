"""The schedule that stands after credit holidays were granted (353-FZ art. 6.1-2)."""

from dataclasses import dataclass
from hashlib import sha256

from domain.dates import Clock
from domain.ids import DocumentId, new_id
from domain.notifications import PaperReady, Sheet
from domain.ports import Applications, Hardships, Loans, Notices, Paper, Papers
from domain.rules.papers import schedule_facts
from domain.rules.papers.opening import Heading
from domain.rules.papers.terms import borrower_facts
from domain.rules.plan import Cause
from domain.usecases.documents.papering import NAMES, actual_psk
from domain.usecases.ledger.bookkeeping import ReadLedger


@dataclass(frozen=True, kw_only=True)
class PrepareRestSchedule:
    """The facts of the schedule; the file is made elsewhere."""

    applications: Applications
    hardships: Hardships
    loans: Loans
    read_ledger: ReadLedger
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, *, hardship_id: str) -> dict[str, object] | None:
        """None when another plan has taken its place."""
        granted = await self.hardships.get(hardship_id)
        loan = await self.loans.get(granted.loan_id)
        if loan.plan.cause is not Cause.HOLIDAYS or loan.closed_on is not None:
            return None
        application = await self.applications.get(loan.application_id)
        kept = await self.read_ledger(loan)
        full, in_money = actual_psk(kept)
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
            penalty=kept.debt.penalty,
        )


@dataclass(frozen=True, kw_only=True)
class GiveRestSchedule:
    """The file is ready: keep it, and send it."""

    hardships: Hardships
    loans: Loans
    papers: Papers
    notices: Notices
    clock: Clock

    async def __call__(self, *, hardship_id: str, content: bytes) -> None:
        granted = await self.hardships.get(hardship_id)
        loan = await self.loans.get(granted.loan_id)
        paper = Paper(
            id=DocumentId(new_id()),
            application_id=loan.application_id,
            kind=Sheet.HOLIDAYS,
            name=NAMES[Sheet.HOLIDAYS].format(contract=loan.contract),
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=self.clock.now(),
        )
        await self.papers.add(paper)
        notice = PaperReady(document=paper.id, sheet=Sheet.HOLIDAYS)
        await self.notices.tell(granted.borrower_id, notice)

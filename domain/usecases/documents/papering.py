"""The papers of repayment: a confirmation on request, a new schedule when it has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from domain.dates import Clock
from domain.ids import BorrowerId, DocumentId, RepaymentId, new_id
from domain.ledger.postings import Entry, Part
from domain.model.application import Application
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.repayment import Repayment, State
from domain.money import ZERO, Money
from domain.notifications import PaperReady, Sheet
from domain.ports import Applications, Cards, Jobs, Loans, Notices, Paper, Papers, Repayments
from domain.refusals import NothingToDo
from domain.rules.papers import confirmation_facts, schedule_facts
from domain.rules.papers.opening import Heading
from domain.rules.papers.terms import borrower_facts
from domain.rules.plan import Cause
from domain.rules.psk import Flow, psk
from domain.usecases.accounts.held_data import OpenData
from domain.usecases.ledger.bookkeeping import Kept, ReadLedger
from domain.usecases.whose import own


@dataclass(frozen=True, kw_only=True)
class AskPaper:
    """A confirmation of a payment is made when it is asked for."""

    open_data: OpenData
    repayments: Repayments
    jobs: Jobs

    async def __call__(self, *, borrower_id: BorrowerId, repayment_id: RepaymentId) -> None:
        """NothingToDo for a payment that isn't theirs, or hasn't come; DataHeld."""
        await self.open_data(borrower_id)
        repayment = await own(self.repayments.get(repayment_id), borrower_id)
        if repayment.state is not State.DONE:
            raise NothingToDo
        await self.jobs.plan(JobKind.PAYMENT_PAPER, repayment.id)


@dataclass(frozen=True, kw_only=True)
class PreparePaymentPaper:
    """The facts of a paper about a payment; the file is made elsewhere."""

    applications: Applications
    loans: Loans
    repayments: Repayments
    cards: Cards
    read_ledger: ReadLedger
    clock: Clock
    lender: dict[str, str]

    async def __call__(
        self, *, repayment_id: RepaymentId, sheet: Sheet
    ) -> dict[str, object] | None:
        """None for a schedule whose place another one has taken, or that has nothing to say any
        more."""
        repayment = await self.repayments.get(repayment_id)
        loan = await self.loans.get(repayment.loan_id)
        application = await self.applications.get(loan.application_id)
        kept = await self.read_ledger(loan)
        if sheet is Sheet.SCHEDULE:
            plan = loan.plan
            stands = plan.cause is Cause.PREPAYMENT and plan.since == repayment.booked_on
            return self._schedule(application, kept) if stands and not loan.closed_on else None
        return await self._confirmation(application, repayment, kept)

    def _schedule(self, application: Application, kept: Kept) -> dict[str, object]:
        full, in_money = actual_psk(kept)
        heading = Heading(
            number=f"{kept.loan.contract}-Г{len(kept.loan.later_plans)}",
            contract=kept.loan.contract,
            contract_date=kept.loan.issued_on,
            made_at=self.clock.now(),
            lender=self.lender,
            borrower=borrower_facts(application.form),
        )
        return schedule_facts(
            heading,
            reason="частичное досрочное погашение",
            lines=kept.loan.schedule(),
            psk=full,
            psk_money=in_money,
        )

    async def _confirmation(
        self, application: Application, repayment: Repayment, kept: Kept
    ) -> dict[str, object]:
        assert repayment.paid_at is not None
        assert repayment.booked_on is not None
        parts = {
            part: sum(
                (
                    ZERO - one.amount
                    for one in kept.standing
                    if (one.cause, one.entry, one.part) == (repayment.move_id, Entry.PAYMENT, part)
                ),
                ZERO,
            )
            for part in Part
        }
        card = await self.cards.get(repayment.card_id) if repayment.card_id else None
        heading = Heading(
            number=f"П-{repayment.id[:8].upper()}",
            contract=kept.loan.contract,
            contract_date=kept.loan.issued_on,
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
            left=kept.debt_on(max(repayment.booked_on, kept.loan.issued_on)).total,
            way=f"карта •{card.last4}" if card else "страница банка: карта или СБП",
        )


def actual_psk(kept: Kept) -> tuple[Decimal, Money]:
    """The full cost as the loan really goes: what was paid, and what the plan still asks for; in
    per cent a year, and in money (353-FZ art. 6, art. 11 p. 8). What came back on the day of issue
    was never lent: in the formula it stands beside the sum given. ValueError when all of it did."""
    loan = kept.loan
    paid = [
        Flow(one.day, ZERO - one.amount)
        for one in kept.standing
        if one.entry is Entry.PAYMENT and one.part in (Part.INTEREST, Part.PRINCIPAL)
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
class GivePaymentPaper:
    """The file is ready: keep it, and send it. A confirmation waits while data is held; a new
    schedule is part of the contract and doesn't."""

    open_data: OpenData
    loans: Loans
    repayments: Repayments
    papers: Papers
    notices: Notices
    clock: Clock

    async def __call__(self, *, repayment_id: RepaymentId, sheet: Sheet, content: bytes) -> None:
        """DataHeld."""
        repayment = await self.repayments.get(repayment_id)
        if sheet is Sheet.CONFIRMATION:
            await self.open_data(repayment.borrower_id)
        loan = await self.loans.get(repayment.loan_id)
        paper = Paper(
            id=DocumentId(new_id()),
            application_id=loan.application_id,
            kind=sheet,
            name=NAMES[sheet].format(contract=loan.contract),
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=self.clock.now(),
        )
        await self.papers.add(paper)
        await self.notices.tell(repayment.borrower_id, PaperReady(document=paper.id, sheet=sheet))


NAMES = {
    Sheet.CONFIRMATION: "Подтверждение платежа {contract}.pdf",
    Sheet.SCHEDULE: "Новый график {contract}.pdf",
    Sheet.HOLIDAYS: "График после каникул {contract}.pdf",
}

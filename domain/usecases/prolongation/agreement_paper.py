"""The paper of an agreement to prolong: its facts, and showing the file."""

from dataclasses import dataclass, replace
from hashlib import sha256

from domain.dates import Clock
from domain.ids import AgreementId, DocumentId, new_id
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.loan import Loan
from domain.notifications import ProlongationLapsed, ProlongationReady, WhyLapsed
from domain.ports import Agreements, Applications, Cards, Document, DocumentStore, Loans, Notices
from domain.refusals import Refusal
from domain.rules.papers.opening import Heading
from domain.rules.papers.prolongation import ExtensionTerms, prolongation_facts
from domain.rules.papers.terms import borrower_facts
from domain.rules.prolongation import most_extensions
from domain.usecases.prolongation.agreeing import CheckAgreement
from domain.usecases.prolongation.prolongation_terms import Conditions
from domain.usecases.servicing.dropping import DropAgreement

PAGE = "страница банка: карта или СБП"
FREE = "не требуется"


@dataclass(frozen=True, kw_only=True)
class StillAsked:
    """An agreement whose paper is being made, if it can still be made."""

    agreements: Agreements
    loans: Loans
    notices: Notices
    check_agreement: CheckAgreement
    drop_agreement: DropAgreement

    async def __call__(
        self, agreement_id: AgreementId
    ) -> tuple[Agreement, Loan, Conditions] | None:
        """None when it has moved on; when what it is made of has, the borrower is told."""
        agreement = await self.agreements.get(agreement_id)
        if agreement.state is not AgreementStatus.ASKED:
            return None
        try:
            return agreement, *await self.check_agreement(agreement)
        except Refusal:
            await self.drop_agreement(agreement)
            loan = await self.loans.get(agreement.loan_id)
            if loan.closed_on is None:
                notice = ProlongationLapsed(why=WhyLapsed.CHANGED, due=loan.due_on)
                await self.notices.tell(agreement.borrower_id, notice)
            return None


@dataclass(frozen=True, kw_only=True)
class PrepareAgreement:
    """The facts of the agreement; the file is made elsewhere."""

    applications: Applications
    cards: Cards
    still_asked: StillAsked
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, *, agreement_id: AgreementId) -> dict[str, object] | None:
        found = await self.still_asked(agreement_id)
        if found is None:
            return None
        agreement, loan, conditions = found
        application = await self.applications.get(loan.application_id)
        card = await self.cards.get(agreement.card_id) if agreement.card_id else None
        debt, cost = conditions.loan_state.debt, conditions.cost
        heading = Heading(
            number=f"{loan.contract}-П{conditions.count}",
            contract=loan.contract,
            contract_date=loan.issued_on,
            made_at=self.clock.now(),
            lender=self.lender,
            borrower=borrower_facts(application.form),
        )
        terms = ExtensionTerms(
            principal=debt.principal,
            daily_rate=loan.daily_rate,
            old_due=loan.due_on,
            new_due=agreement.due,
            days=agreement.days,
            price=agreement.price,
            price_interest=debt.interest,
            price_penalty=debt.penalty,
            way=f"карта •{card.last4}" if card else PAGE if agreement.price else FREE,
            next_interest=cost.interest,
            next_total=cost.total,
            psk=cost.psk,
            psk_money=cost.interest,
            count=conditions.count,
            most=most_extensions(agreement.on),
            cap_percent=int(loan.edition.rule("overpay.cap", loan.issued_on).number),
        )
        return prolongation_facts(heading, terms)


@dataclass(frozen=True, kw_only=True)
class OfferAgreement:
    """The file is ready: show it, exactly this one, and ask for the signature."""

    agreements: Agreements
    cards: Cards
    documents: DocumentStore
    notices: Notices
    still_asked: StillAsked
    clock: Clock

    async def __call__(self, *, agreement_id: AgreementId, content: bytes) -> None:
        found = await self.still_asked(agreement_id)
        if found is None:
            return
        agreement, loan, conditions = found
        paper = Document(
            id=DocumentId(new_id()),
            application_id=loan.application_id,
            kind="prolongation",
            name=f"Соглашение о продлении {loan.contract}-П{conditions.count}.pdf",
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=self.clock.now(),
        )
        await self.documents.add(paper)
        offered = replace(agreement, state=AgreementStatus.OFFERED, document=paper.id)
        await self.agreements.save(offered)
        card = await self.cards.get(agreement.card_id) if agreement.card_id else None
        await self.notices.tell(
            agreement.borrower_id,
            ProlongationReady(
                agreement=agreement.id,
                document=paper.id,
                sha256=paper.sha256,
                price=agreement.price,
                due=agreement.due,
                total=conditions.cost.total,
                last4=card.last4 if card else None,
            ),
        )

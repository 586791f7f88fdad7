"""Signing an agreement to prolong by a code; its price moves under that signature."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.dates import Clock
from domain.ids import AgreementId, BorrowerId, ChatId
from domain.ledger.loan_events import Agreed, PaymentPurpose
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.cards import Card
from domain.model.codes import Check, CodePurpose
from domain.model.loan import Loan
from domain.notifications import ProlongationCodeSms
from domain.ports import (
    Agreements,
    Applications,
    Cards,
    Document,
    DocumentStore,
    Signatures,
)
from domain.refusals import NothingToDo
from domain.rules.editions import version
from domain.usecases.accounts.opening import PhoneOf
from domain.usecases.codes.codes import CheckCode, CodeSent, SendCode
from domain.usecases.codes.evidence import signature
from domain.usecases.consents.consenting import NeedConsents
from domain.usecases.ledger.post_to_ledger import LoanState, PostToLedger
from domain.usecases.payments.reserve import ReservePayment, new_repayment
from domain.usecases.prolongation.agreeing import CheckAgreement
from domain.usecases.repayment.after_payment import PaymentSettles
from domain.usecases.servicing.dropping import DropAgreement
from domain.usecases.whose import own


@dataclass(frozen=True, kw_only=True)
class AskedToSign:
    """`card` is charged as soon as the code is right; None: the bank's page is opened."""

    agreement: Agreement
    card: Card | None
    sent: CodeSent


@dataclass(frozen=True, kw_only=True)
class AskProlongationCode:
    """«Подписать»: the code is bound to the hash of the file that was shown."""

    applications: Applications
    cards: Cards
    documents: DocumentStore
    need_consents: NeedConsents
    check_agreement: CheckAgreement
    send_code: SendCode
    phone_of: PhoneOf

    async def __call__(
        self, *, borrower_id: BorrowerId, agreement_id: AgreementId, by_call: bool = False
    ) -> AskedToSign:
        """NothingToDo, AgreementOld, ConsentMissing, PaymentUnderWay, ProlongationRefused, and
        what codes refuse."""
        agreement, loan, _ = await self.check_agreement.offered(borrower_id, agreement_id)
        await self.need_consents(borrower_id, "signature")
        paper = await paper_of(self.documents, agreement)
        card = await self.cards.get(agreement.card_id) if agreement.card_id else None
        application = await self.applications.get(loan.application_id)
        code, digits = await self.send_code(
            borrower_id=borrower_id,
            phone=await self.phone_of(application),
            purpose=CodePurpose.PROLONG,
            subject=paper.sha256,
            by_call=by_call,
        )
        notice = ProlongationCodeSms(
            digits=digits,
            due=agreement.due,
            amount=agreement.price,
            last4=card.last4 if card else None,
            document=paper.sha256[:8],
            by_call=by_call,
        )
        await self.send_code.text(code, notice)
        sent = await self.send_code.sent(code, by_call=by_call)
        return AskedToSign(agreement=agreement, card=card, sent=sent)


async def paper_of(documents: DocumentStore, agreement: Agreement) -> Document:
    assert agreement.document is not None
    return await documents.get(agreement.document)


@dataclass(frozen=True, kw_only=True)
class SignAgreement:
    """The code is right: the agreement is signed, and its price is on the way."""

    applications: Applications
    agreements: Agreements
    documents: DocumentStore
    signatures: Signatures
    reserve_payment: ReservePayment
    need_consents: NeedConsents
    check_agreement: CheckAgreement
    check_code: CheckCode
    post_to_ledger: PostToLedger
    payment_settles: PaymentSettles
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, chat_id: ChatId, agreement_id: AgreementId, digits: str
    ) -> tuple[Check, int, Agreement]:
        """The verdict, the tries that are left, and the agreement. A wrong try is a value.
        NothingToDo, AgreementOld, ConsentMissing, PaymentUnderWay, ProlongationRefused."""
        agreement, loan, conditions = await self.check_agreement.offered(borrower_id, agreement_id)
        await self.need_consents(borrower_id, "signature")
        paper = await paper_of(self.documents, agreement)
        verdict, code = await self.check_code(
            borrower_id=borrower_id,
            purpose=CodePurpose.PROLONG,
            subject=paper.sha256,
            digits=digits,
        )
        if verdict is not Check.RIGHT or code is None:
            return verdict, code.tries_left if code else 0, agreement
        application = await self.applications.get(loan.application_id)
        now = self.clock.now()
        await self.signatures.add(
            signature(application=application, chat_id=chat_id, paper=paper, code=code, at=now)
        )
        signed = replace(agreement, state=AgreementStatus.SIGNED, signed_at=now)
        if not signed.price:
            return verdict, 0, await self._take_effect(signed, now)
        return verdict, 0, await self._pay(signed, loan, conditions.loan_state)

    async def _take_effect(self, signed: Agreement, now: datetime) -> Agreement:
        await self.agreements.save(signed)
        loan_event = Agreed(
            cause=signed.id, day=signed.on, at=now, extends_to=signed.due, law=version()
        )
        loan_state = await self.post_to_ledger(loan_id=signed.loan_id, loan_event=loan_event)
        await self.payment_settles.signed_free(signed, loan_state)
        return signed

    async def _pay(self, signed: Agreement, loan: Loan, loan_state: LoanState) -> Agreement:
        """The named card is charged by this signature; the bank's page asks for its own."""
        repayment = new_repayment(
            loan=loan,
            amount=signed.price,
            purpose=PaymentPurpose.PROLONG,
            loan_state=loan_state,
            clock=self.clock,
            card_id=signed.card_id,
            agreement_id=signed.id,
        )
        signed = replace(signed, repayment_id=repayment.id)
        await self.agreements.save(signed)
        await self.reserve_payment(repayment, loan)
        return signed


@dataclass(frozen=True, kw_only=True)
class DeclineAgreement:
    """«Отказаться»: nothing was signed, nothing changes."""

    agreements: Agreements
    drop_agreement: DropAgreement

    async def __call__(self, *, borrower_id: BorrowerId, agreement_id: AgreementId) -> None:
        """NothingToDo once it is signed."""
        agreement = await own(self.agreements.get(agreement_id), borrower_id)
        if agreement.state not in (AgreementStatus.ASKED, AgreementStatus.OFFERED):
            raise NothingToDo
        await self.drop_agreement(agreement)

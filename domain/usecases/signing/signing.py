"""The individual terms, code 2, the contract; then the password and the payout."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from domain.dates import Clock, lender_day
from domain.ids import ApplicationId, BorrowerId, ChatId, DocumentId, new_id
from domain.model.application import Application, ApplicationStatus
from domain.model.card_binding import BindingStatus
from domain.model.cases import CaseKind
from domain.model.codes import Check, CodePurpose
from domain.model.jobs import JobKind
from domain.notifications import CoolingOff, SigningCodeSms
from domain.ports import (
    Applications,
    Bindings,
    Document,
    DocumentStore,
    Jobs,
    Notices,
    Signatures,
)
from domain.refusals import NothingToDo
from domain.rules.cooling import transfer_not_before
from domain.rules.editions import version
from domain.rules.papers.terms import facts as paper_facts
from domain.usecases.accounts.opening import PhoneOf
from domain.usecases.applications.lawful_today import MaySign, StillLawful
from domain.usecases.applications.pricing import Price
from domain.usecases.applications.rechecking import AskAgain, PlanLapse, terms_ready
from domain.usecases.cases.opening import OpenCase
from domain.usecases.codes.codes import CheckCode, CodeSent, SendCode
from domain.usecases.codes.evidence import signature
from domain.usecases.consents.consenting import TO_SIGN, NeedConsents
from domain.usecases.identity.identifying import EnoughChecks
from domain.usecases.payouts.lending import ReservePayout
from domain.usecases.progress.progress import ShowProgress


@dataclass(frozen=True, kw_only=True)
class PrepareTerms:
    """The facts of the individual terms for the approved sum; the paper is made elsewhere."""

    applications: Applications
    price: Price
    enough_checks: EnoughChecks
    still_lawful: StillLawful
    open_case: OpenCase
    clock: Clock
    lender: dict[str, str]

    async def __call__(
        self, *, application_id: ApplicationId
    ) -> tuple[Application, dict[str, object], datetime] | None:
        """The application, the facts, and the moment for which they hold. None when it has moved
        on, or when today's law forbids such terms: then the borrower has been told."""
        application = await self.applications.get(application_id)
        if application.status is not ApplicationStatus.APPROVED:
            return None
        if not await self.enough_checks(application):
            facts = {"amount": str(application.approved)}
            await self.open_case(kind=CaseKind.CHECKS, subject=application.id, facts=facts)
            return None
        if not await self.still_lawful(application):
            return None
        if application.contract is None:
            number = await self.applications.next_contract()
            contract = f"{self.clock.today():%y%m%d}-{number:05d}"
            application = replace(application, contract=contract)
        application = replace(application, law=version())
        await self.applications.save(application)
        made_at = self.clock.now()
        made = paper_facts(
            number=application.contract or "",
            application=application,
            cost=self.price.of(application),
            lender=self.lender,
            made_at=made_at,
        )
        return application, made, made_at


@dataclass(frozen=True, kw_only=True)
class OfferTerms:
    """The paper is ready: show it, exactly this file, and ask for the signature."""

    applications: Applications
    documents: DocumentStore
    price: Price
    notices: Notices
    show_progress: ShowProgress
    plan_lapse: PlanLapse
    jobs: Jobs
    clock: Clock

    async def __call__(
        self, *, application_id: ApplicationId, content: bytes, made_at: datetime
    ) -> None:
        """A file of a day that has ended meanwhile is made again."""
        application = await self.applications.get(application_id)
        if application.status is not ApplicationStatus.APPROVED:
            return
        if lender_day(made_at) != self.clock.today():
            await self.jobs.plan(JobKind.TERMS, application_id)
            return
        paper = Document(
            id=DocumentId(new_id()),
            application_id=application_id,
            kind="individual_terms",
            name=f"Индивидуальные условия {application.contract}.pdf",
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=made_at,
        )
        await self.documents.add(paper)
        offered = replace(application, status=ApplicationStatus.OFFERED, terms=paper.id)
        await self.applications.save(offered)
        await self.show_progress(offered)
        await self.plan_lapse(application.id)
        await self.notices.tell(application.borrower_id, terms_ready(offered, paper, self.price))


class NoCode(StrEnum):
    """Why none was sent."""

    ASKING = "asking"  # bureaus' answers are too old: they are asked again, then terms are shown
    TOLD = "told"  # these terms can't be signed today: a notice has said what follows


@dataclass(frozen=True, kw_only=True)
class AskSignature:
    """Send code 2, bound to the hash of the file that was shown."""

    applications: Applications
    documents: DocumentStore
    need_consents: NeedConsents
    ask_again: AskAgain
    may_sign: MaySign
    send_code: SendCode
    phone_of: PhoneOf

    async def __call__(
        self, *, borrower_id: BorrowerId, by_call: bool = False
    ) -> CodeSent | NoCode:
        """NothingToDo without an offer; ConsentMissing, CodeTooSoon, CodesUsedUp."""
        application, paper = await offered(self.applications, self.documents, borrower_id)
        await self.need_consents(borrower_id, *TO_SIGN)
        if await self.ask_again(application):
            return NoCode.ASKING
        if not await self.may_sign(application):
            return NoCode.TOLD
        code, digits = await self.send_code(
            borrower_id=borrower_id,
            phone=await self.phone_of(application),
            purpose=CodePurpose.SIGN,
            subject=paper.sha256,
            by_call=by_call,
        )
        assert application.approved is not None
        notice = SigningCodeSms(
            digits=digits,
            amount=application.approved,
            document=paper.sha256[:8],
            by_call=by_call,
        )
        await self.send_code.text(code, notice)
        return await self.send_code.sent(code, by_call=by_call)


async def offered(
    applications: Applications, documents: DocumentStore, borrower_id: BorrowerId
) -> tuple[Application, Document]:
    application = await applications.last(borrower_id)
    if (
        application is None
        or application.status is not ApplicationStatus.OFFERED
        or not application.terms
    ):
        raise NothingToDo
    return application, await documents.get(application.terms)


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Code 2 is right: the contract is signed, the payout reserved, the password on its way."""

    applications: Applications
    documents: DocumentStore
    bindings: Bindings
    signatures: Signatures
    need_consents: NeedConsents
    check_code: CheckCode
    may_sign: MaySign
    reserve_payout: ReservePayout
    show_progress: ShowProgress
    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, chat_id: ChatId, digits: str
    ) -> tuple[Check, int]:
        """The verdict and the tries that are left; a wrong try is a value, so that it counts. The
        right code signs nothing when these terms can't be signed today: it is used up, and the
        application has moved on. NothingToDo, ConsentMissing."""
        application, paper = await offered(self.applications, self.documents, borrower_id)
        await self.need_consents(borrower_id, *TO_SIGN)
        verdict, code = await self.check_code(
            borrower_id=borrower_id, purpose=CodePurpose.SIGN, subject=paper.sha256, digits=digits
        )
        if verdict is not Check.RIGHT or code is None:
            return verdict, code.tries_left if code else 0
        binding = await self.bindings.last(application.id)
        if binding is None or binding.state is not BindingStatus.VERIFIED:
            raise NothingToDo
        if not await self.may_sign(application):
            return verdict, 0
        now = self.clock.now()
        assert application.approved is not None
        payout_from = transfer_not_before(application.approved, now)
        waits = payout_from > now
        status = ApplicationStatus.COOLING if waits else ApplicationStatus.SIGNED
        signed = replace(application, status=status)
        await self.applications.save(signed)
        await self.show_progress(signed)
        await self.signatures.add(
            signature(application=application, chat_id=chat_id, paper=paper, code=code, at=now)
        )
        await self.jobs.plan(JobKind.PASSWORD, application.id)
        if waits:
            await self.jobs.plan(JobKind.COOLING_OVER, application.id, payout_from)
            await self.notices.tell(
                borrower_id, CoolingOff(amount=application.approved, until=payout_from)
            )
        else:
            await self.reserve_payout(application=signed, binding=binding)
        return verdict, 0


@dataclass(frozen=True, kw_only=True)
class EndCooling:
    """The law's time to think is over: the money may go."""

    applications: Applications
    bindings: Bindings
    reserve_payout: ReservePayout

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        binding = await self.bindings.last(application_id)
        if application.status is ApplicationStatus.COOLING and binding is not None:
            signed = replace(application, status=ApplicationStatus.SIGNED)
            await self.applications.save(signed)
            await self.reserve_payout(application=signed, binding=binding)

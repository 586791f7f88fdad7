"""The individual terms, code 2, the contract; then the password and the payout."""

from dataclasses import dataclass, replace
from hashlib import sha256

from domain.application import Application, Status
from domain.cards import State as CardState
from domain.codes import Check, Purpose
from domain.dates import Clock
from domain.errors import NothingToDo
from domain.ids import ApplicationId, ChatId, DocumentId, new_id
from domain.notices import SigningCodeSms, TermsReady
from domain.ports import (
    Applications,
    Bindings,
    Jobs,
    Notices,
    Paper,
    Papers,
    Signature,
    Signatures,
)
from domain.terms import facts
from domain.usecases.codes import CheckCode, SendCode
from domain.usecases.lending import ReservePayout
from domain.usecases.pricing import Price


@dataclass(frozen=True, kw_only=True)
class PrepareTerms:
    """The facts of the individual terms for the approved sum; the paper is made elsewhere."""

    applications: Applications
    price: Price
    clock: Clock
    lender: dict[str, str]

    async def __call__(
        self, *, application_id: ApplicationId
    ) -> tuple[Application, dict[str, object]] | None:
        """None when the application has moved on."""
        application = await self.applications.get(application_id)
        if application.status is not Status.APPROVED:
            return None
        if application.contract is None:
            number = await self.applications.count_contracts() + 1
            contract = f"{self.clock.today():%y%m%d}-{number:05d}"
            application = replace(application, contract=contract)
            await self.applications.save(application)
        made = facts(
            number=application.contract or "",
            application=application,
            cost=self.price.of(application),
            lender=self.lender,
            made_at=self.clock.now(),
        )
        return application, made


@dataclass(frozen=True, kw_only=True)
class OfferTerms:
    """The paper is ready: show it, exactly this file, and ask for the signature."""

    applications: Applications
    papers: Papers
    price: Price
    notices: Notices
    clock: Clock

    async def __call__(self, *, application_id: ApplicationId, content: bytes) -> None:
        application = await self.applications.get(application_id)
        if application.status is not Status.APPROVED:
            return
        paper = Paper(
            id=DocumentId(new_id()),
            application_id=application_id,
            kind="individual_terms",
            name=f"Индивидуальные условия {application.contract}.pdf",
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=self.clock.now(),
        )
        await self.papers.add(paper)
        offered = replace(application, status=Status.OFFERED, terms=paper.id)
        await self.applications.save(offered)
        cost = self.price.of(application)
        await self.notices.tell(
            application.chat_id,
            TermsReady(
                document=paper.id,
                amount=cost.amount,
                total=cost.total,
                days=application.days,
                psk=cost.psk,
            ),
        )


@dataclass(frozen=True, kw_only=True)
class AskSignature:
    """Send code 2, bound to the hash of the file that was shown."""

    applications: Applications
    papers: Papers
    send_code: SendCode

    async def __call__(self, *, chat_id: ChatId) -> Application:
        application, paper = await offered(self.applications, self.papers, chat_id)
        code, digits = await self.send_code(
            chat_id=chat_id,
            phone=application.form.phone,
            purpose=Purpose.SIGN,
            subject=paper.sha256,
        )
        assert application.approved is not None
        notice = SigningCodeSms(
            digits=digits, amount=application.approved, document=paper.sha256[:8]
        )
        await self.send_code.text(code, notice)
        return application


async def offered(
    applications: Applications, papers: Papers, chat_id: ChatId
) -> tuple[Application, Paper]:
    application = await applications.last(chat_id)
    if application is None or application.status is not Status.OFFERED or not application.terms:
        raise NothingToDo
    return application, await papers.get(application.terms)


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Code 2 is right: the contract is signed, the payout reserved, the password on its way."""

    applications: Applications
    papers: Papers
    bindings: Bindings
    signatures: Signatures
    check_code: CheckCode
    reserve_payout: ReservePayout
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, digits: str) -> tuple[Check, int]:
        """The verdict and the tries that are left; a wrong try is a value, so that it counts."""
        application, paper = await offered(self.applications, self.papers, chat_id)
        verdict, code = await self.check_code(
            chat_id=chat_id, purpose=Purpose.SIGN, subject=paper.sha256, digits=digits
        )
        if verdict is not Check.RIGHT or code is None:
            return verdict, code.tries_left if code else 0
        binding = await self.bindings.last(application.id)
        if binding is None or binding.state is not CardState.VERIFIED:
            raise NothingToDo
        signed = replace(application, status=Status.SIGNED)
        await self.applications.save(signed)
        await self.signatures.add(
            Signature(
                id=new_id(),
                application_id=application.id,
                chat_id=chat_id,
                name=application.form.name,
                phone=application.form.phone,
                document=paper.id,
                sha256=paper.sha256,
                code_digest=code.digest,
                code_sent_at=code.sent_at,
                signed_at=self.clock.now(),
            )
        )
        await self.reserve_payout(application=signed, binding=binding)
        await self.jobs.plan("password", application.id)
        return verdict, 0

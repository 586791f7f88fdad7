"""From the first word to a finished form: the draft of an application."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from domain.dates import Clock, days_until
from domain.ids import ApplicationId, BorrowerId, new_id
from domain.model.application import CONSENTS, Application, ApplicationStatus, Consent, Draft
from domain.model.consents import of_same_person, stands
from domain.model.jobs import JobKind
from domain.model.questionnaire import form_of
from domain.money import Money
from domain.ports import Applications, Consents, Drafts, Jobs
from domain.refusals import NothingToDo
from domain.rules.cost import Cost
from domain.rules.product import PRODUCTS
from domain.usecases.accounts.replacing_phone import FollowPhone
from domain.usecases.applications.admitting import Admit
from domain.usecases.applications.asking import AskBureaus
from domain.usecases.applications.gates import Gates
from domain.usecases.applications.pricing import Price
from domain.usecases.applications.returning import BeginDraft
from domain.usecases.identity.identifying import RecordOwnChecks
from domain.usecases.identity.proof import Prove
from domain.usecases.progress.progress import ShowProgress

DRAFT_KEPT = timedelta(days=30)
BELOW = {"contact_name": ("contact_phone", "contact_may")}  # another person: asked anew
AT_THE_END = ("birth_date", "passport_issued", "passport", "passport_code", "inn", "snils")
PROVING = ("birth_date", "passport")  # with a phone that was proven


@dataclass(frozen=True, kw_only=True)
class ChooseAmount:
    drafts: Drafts
    gates: Gates
    price: Price
    begin_draft: BeginDraft
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, amount: Money) -> Draft:
        """Remember the sum; AmountOutOfRange, AccountBlocked, LoanOpen, ApplicationUnderWay,
        TryAgainOn, LateBefore, PauseAfterLoan."""
        await self.gates.no_loan_yet(borrower_id)
        product = (await self.price.offered(borrower_id)).product_for(amount)
        await self.price(
            borrower_id=borrower_id, product=product, amount=amount, days=product.least_days
        )
        now = self.clock.now()
        draft = await self.drafts.get(borrower_id) or await self.begin_draft(
            borrower_id=borrower_id
        )
        same = draft.product == product.code
        draft = replace(
            draft,
            amount=amount,
            product=product.code,
            days=draft.days if same else None,
            updated_at=now,
        )
        await keep(self.drafts, self.jobs, draft)
        return draft


async def keep(drafts: Drafts, jobs: Jobs, draft: Draft) -> None:
    """Save a draft; it is forgotten thirty days after its last answer."""
    await drafts.save(draft)
    await jobs.plan(JobKind.DRAFT_FORGOTTEN, str(draft.borrower_id), draft.updated_at + DRAFT_KEPT)


@dataclass(frozen=True, kw_only=True)
class ForgetDraft:
    """Unless it was touched since this was planned: a term or a phone are answers too."""

    drafts: Drafts
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, borrower_id: str) -> None:
        draft = await self.drafts.get(BorrowerId(int(borrower_id)))
        if draft is None:
            return
        if self.clock.now() < draft.updated_at + DRAFT_KEPT:
            await keep(self.drafts, self.jobs, draft)
        else:
            await self.drafts.drop(draft.borrower_id)


@dataclass(frozen=True, kw_only=True)
class ChooseDays:
    drafts: Drafts
    price: Price
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, days: int | None = None, payday: int | None = None
    ) -> Cost:
        """Remember the term (`days`, or until the day `payday` of a month) and tell the cost
        from today; TermOutOfRange, PskAboveCap."""
        draft = await self.drafts.get(borrower_id)
        if draft is None or draft.amount is None:
            raise NothingToDo
        if days is None:
            assert payday is not None
            least = PRODUCTS[draft.product].least_days
            days = days_until(payday, self.clock.today(), least)
        cost = await self.price(
            borrower_id=borrower_id, product=PRODUCTS[draft.product], amount=draft.amount, days=days
        )
        await self.drafts.save(replace(draft, days=days, updated_at=self.clock.now()))
        return cost


@dataclass(frozen=True, kw_only=True)
class GiveConsent:
    consents: Consents
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, kind: str, version: str, text: str
    ) -> None:
        """Record what was agreed to: version, hash and the very wording."""
        await self.consents.add(
            Consent(
                borrower_id=borrower_id,
                kind=kind,
                version=version,
                text_sha256=sha256(text.encode()).hexdigest(),
                given_at=self.clock.now(),
            ),
            text,
        )


@dataclass(frozen=True, kw_only=True)
class SaveAnswer:
    """Save one answer of the form; what is known early stops early."""

    drafts: Drafts
    gates: Gates
    prove: Prove
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, field: str, value: str) -> Draft:
        """`value` is the field's canonical text; "" skips an optional one. TooYoung, TooOld,
        PassportTooEarly, PassportExpired, NumberOfZeros; for who proves by it to be somebody we
        know, all refusals of `Gates.stranger`."""
        draft = await self.drafts.get(borrower_id)
        if draft is None:
            raise NothingToDo
        answers = draft.answers | {field: value}
        if draft.answers.get(field, value) != value:
            for below in BELOW.get(field, ()):
                answers.pop(below, None)
        self.gates.answer(field, answers)
        if field in PROVING and (person_id := await self.prove.guess(draft, answers)) is not None:
            await self.gates.stranger(person_id, borrower_id)
        draft = replace(draft, answers=answers, updated_at=self.clock.now())
        await keep(self.drafts, self.jobs, draft)
        return draft


@dataclass(frozen=True, kw_only=True)
class Apply:
    """Turn the finished draft into an application and have the bureaus asked."""

    drafts: Drafts
    applications: Applications
    consents: Consents
    gates: Gates
    prove: Prove
    admit: Admit
    jobs: Jobs
    record_own_checks: RecordOwnChecks
    follow_phone: FollowPhone
    show_progress: ShowProgress
    ask_bureaus: AskBureaus
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> Application:
        """Every gate once more; NothingToDo when the draft or a consent is missing or too old;
        PhoneIsAnothers. CHECKING when the bureaus are asked, REVIEW when staff have to look at who
        it is; REJECTED."""
        await self.gates.no_loan_yet(borrower_id)
        draft = await self.drafts.get(borrower_id)
        given = await self.consents.kinds(borrower_id)
        if draft is None or not given.keys() >= CONSENTS:
            raise NothingToDo
        if not all(stands(consent, self.clock) for consent in given.values()):
            raise NothingToDo
        before = await self.applications.last(borrower_id)
        if not all(of_same_person(one, before, draft.answers) for one in given.values()):
            raise NothingToDo
        form = form_of(draft)
        await self.gates.phone(form.phone, borrower_id)
        for field in AT_THE_END:
            if field in draft.answers:
                self.gates.answer(field, draft.answers)
        proven = await self.prove(borrower_id, draft)
        if proven is not None:
            await self.gates.stranger(proven, borrower_id)
        proven_before = draft.returning and before is not None and before.form.phone == form.phone
        assert draft.amount is not None
        assert draft.days is not None
        application = Application(
            id=ApplicationId(new_id()),
            borrower_id=borrower_id,
            status=ApplicationStatus.CHECKING,
            amount=draft.amount,
            days=draft.days,
            product=draft.product,
            form=form,
            created_at=self.clock.now(),
        )
        await self.applications.save(application)
        await self.follow_phone.allow(application)
        await self.drafts.drop(borrower_id)
        await self.jobs.drop(JobKind.DRAFT_FORGOTTEN, str(borrower_id))
        await self.record_own_checks(application, proven_before=proven_before)
        await self.show_progress(application)
        application = await self.admit(application, proven)
        if application.status is ApplicationStatus.CHECKING:
            await self.follow_phone(application)
            await self.ask_bureaus(application.id, give_up=True)
        return application

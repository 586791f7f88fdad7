"""From the first word to a finished form: the draft of an application."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from domain.application import Application, Consent, Draft, Form, Status
from domain.cost import Cost
from domain.dates import Clock
from domain.errors import ApplicationUnderWay, LoanOpen, NothingToDo, TooYoung, TryAgainOn
from domain.identity import LEAST_AGE, old_enough
from domain.ids import ApplicationId, ChatId, new_id
from domain.money import Money
from domain.ports import Applications, Consents, Drafts, Jobs, Loans
from domain.product import PRODUCTS
from domain.usecases.pricing import Price

SAY_LATE_AFTER = 60  # seconds: the promise is a decision within a minute
ALARM_AFTER = 600  # seconds: staff learn that a bureau is silent
GIVE_UP_AFTER = 24 * 3600  # seconds without a bureau's answer
BUREAUS = ("one", "two")


async def no_loan_yet(loans: Loans, applications: Applications, chat_id: ChatId, on: date) -> None:
    """What is known early stops early: an open loan, an application under way, a rejection."""
    if await loans.open_in(chat_id):
        raise LoanOpen
    last = await applications.last(chat_id)
    if last is None:
        return
    if last.live:
        raise ApplicationUnderWay
    if last.status is Status.REJECTED and last.retry_on and on < last.retry_on:
        raise TryAgainOn(last.retry_on)


@dataclass(frozen=True, kw_only=True)
class ChooseAmount:
    drafts: Drafts
    loans: Loans
    applications: Applications
    price: Price
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, amount: Money) -> Draft:
        """Remember the sum; AmountOutOfRange, LoanOpen, ApplicationUnderWay, TryAgainOn."""
        await no_loan_yet(self.loans, self.applications, chat_id, self.clock.today())
        product = (await self.price.offered(chat_id)).product_for(amount)
        await self.price(chat_id=chat_id, product=product, amount=amount, days=product.least_days)
        draft = await self.drafts.get(chat_id)
        draft = draft or Draft(chat_id=chat_id, updated_at=self.clock.now())
        draft = replace(draft, amount=amount, product=product.code, updated_at=self.clock.now())
        await self.drafts.save(draft)
        return draft


@dataclass(frozen=True, kw_only=True)
class ChooseDays:
    drafts: Drafts
    price: Price
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, days: int) -> Cost:
        """Remember the term and tell the cost from today; TermOutOfRange, PskAboveCap."""
        draft = await self.drafts.get(chat_id)
        if draft is None or draft.amount is None:
            raise NothingToDo
        cost = await self.price(
            chat_id=chat_id, product=PRODUCTS[draft.product], amount=draft.amount, days=days
        )
        await self.drafts.save(replace(draft, days=days, updated_at=self.clock.now()))
        return cost


@dataclass(frozen=True, kw_only=True)
class GiveConsent:
    consents: Consents
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, kind: str, version: str, text: str) -> None:
        """Record what was agreed to, by version and hash of the very wording."""
        await self.consents.add(
            Consent(
                chat_id=chat_id,
                kind=kind,
                version=version,
                text_sha256=sha256(text.encode()).hexdigest(),
                given_at=self.clock.now(),
            )
        )


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Save one answer of the form; what is known early stops early."""

    drafts: Drafts
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, field: str, value: str) -> Draft:
        """`value` is the field's canonical text (dates as ISO, money in kopecks).
        TooYoung under 18 (GK art. 21)."""
        draft = await self.drafts.get(chat_id)
        if draft is None:
            raise NothingToDo
        if field == "birth_date" and not old_enough(date.fromisoformat(value), self.clock.today()):
            raise TooYoung(LEAST_AGE)
        answers = draft.answers | {field: value}
        draft = replace(draft, answers=answers, updated_at=self.clock.now())
        await self.drafts.save(draft)
        return draft


@dataclass(frozen=True, kw_only=True)
class Apply:
    """Turn the finished draft into an application and have the bureaus asked."""

    drafts: Drafts
    applications: Applications
    loans: Loans
    consents: Consents
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, chat_id: ChatId) -> Application:
        """LoanOpen, ApplicationUnderWay, TryAgainOn; NothingToDo when the draft isn't whole."""
        now, today = self.clock.now(), self.clock.today()
        await no_loan_yet(self.loans, self.applications, chat_id, today)
        draft = await self.drafts.get(chat_id)
        given = await self.consents.kinds(chat_id)
        if draft is None or not {"personal_data", "signature"} <= given.keys():
            raise NothingToDo
        form = form_of(draft)
        if await self.loans.open_of_phone(form.phone):
            raise LoanOpen
        if await self.applications.live_of_phone(form.phone):
            raise ApplicationUnderWay
        assert draft.amount is not None
        assert draft.days is not None
        application = Application(
            id=ApplicationId(new_id()),
            chat_id=chat_id,
            status=Status.CHECKING,
            amount=draft.amount,
            days=draft.days,
            product=draft.product,
            form=form,
            created_at=now,
        )
        await self.applications.save(application)
        await self.drafts.drop(chat_id)
        await plan_questions(self.jobs, application.id, now)
        return application


async def plan_questions(jobs: Jobs, application_id: ApplicationId, now: datetime) -> None:
    for bureau in BUREAUS:
        await jobs.plan("bureau", f"{application_id}:{bureau}")
    await jobs.plan("decision_late", application_id, now + timedelta(seconds=SAY_LATE_AFTER))
    await jobs.plan("bureau_silent", application_id, now + timedelta(seconds=ALARM_AFTER))
    await jobs.plan("decision_give_up", application_id, now + timedelta(seconds=GIVE_UP_AFTER))


def form_of(draft: Draft) -> Form:
    """The whole form, or NothingToDo when an answer is missing."""
    answers = draft.answers
    if (
        not draft.phone_confirmed
        or draft.phone is None
        or draft.amount is None
        or draft.days is None
        or not {"name", "birth_date", "passport", "inn", "income"} <= answers.keys()
    ):
        raise NothingToDo
    return Form(
        phone=draft.phone,
        name=answers["name"],
        birth_date=date.fromisoformat(answers["birth_date"]),
        passport=answers["passport"],
        inn=answers["inn"],
        income=Money(int(answers["income"])),
    )

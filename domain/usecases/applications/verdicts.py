"""What the lender answers: yes, less, or no with a reason."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock, add_days
from domain.model.application import Application, ApplicationStatus, Reason
from domain.model.jobs import JobKind
from domain.money import Money
from domain.notifications import Approved, CounterOffer, Rejected
from domain.ports import Applications, Jobs, Loans, Notices
from domain.rules.decision import Decision, Inputs, market_limit, needs_warning, numbers, pdn
from domain.usecases.applications.ending_work import EndWork
from domain.usecases.applications.pricing import Price
from domain.usecases.cards.providing import ProvideCard
from domain.usecases.progress.progress import ShowProgress

APPROVAL_STANDS = timedelta(days=7)  # without a card or an answer
# What would tell a stranger something of whom they claim to be.
OF_HISTORY = frozenset(
    {Reason.LOAN_OPEN, Reason.YEAR_LIMIT, Reason.PAUSE, Reason.BLOCKED, Reason.HISTORY}
)


@dataclass(frozen=True, kw_only=True)
class Approve:
    applications: Applications
    notices: Notices
    show_progress: ShowProgress
    provide_card: ProvideCard
    jobs: Jobs
    clock: Clock

    async def __call__(self, application: Application, amount: Money) -> None:
        application = replace(application, status=ApplicationStatus.APPROVED, approved=amount)
        await self.applications.save(application)
        warning = application.pdn if needs_warning(application.pdn) else None
        card = await self.provide_card.known(application)
        notice = Approved(
            asked=application.amount,
            amount=amount,
            warning=warning,
            last4=card.last4 if card else None,
        )
        await self.notices.tell(application.borrower_id, notice)
        await self.show_progress(application)
        await self.jobs.plan(
            JobKind.OFFER_LAPSE, application.id, self.clock.now() + APPROVAL_STANDS
        )
        await self.provide_card(application, card)


@dataclass(frozen=True, kw_only=True)
class OfferLess:
    """A smaller sum instead of a bare refusal."""

    applications: Applications
    price: Price
    notices: Notices
    show_progress: ShowProgress
    jobs: Jobs
    clock: Clock

    async def __call__(
        self, application: Application, amount: Money, inputs: Inputs, *, share: bool = False
    ) -> None:
        """The burden that the borrower is warned of is that of the smaller loan. `share`: the
        quarter allows no more. Terms that were shown hold no more."""
        application = replace(
            application, status=ApplicationStatus.COUNTER, approved=amount, terms=None
        )
        cost = self.price.of(application)
        smaller = replace(inputs, asked=amount, monthly_payment=cost.monthly_payment)
        application = replace(application, pdn=pdn(smaller))
        await self.applications.save(application)
        await self.notices.tell(
            application.borrower_id,
            CounterOffer(
                asked=application.amount,
                amount=amount,
                days=application.days,
                total=cost.total,
                due=cost.due,
                warning=application.pdn if needs_warning(application.pdn) else None,
                share=share,
            ),
        )
        await self.jobs.plan(
            JobKind.OFFER_LAPSE, application.id, self.clock.now() + APPROVAL_STANDS
        )
        await self.show_progress(application)


@dataclass(frozen=True, kw_only=True)
class Reject:
    applications: Applications
    loans: Loans
    end_work: EndWork
    notices: Notices
    show_progress: ShowProgress
    clock: Clock

    async def __call__(
        self, application: Application, reason: Reason, decision: Decision | None = None
    ) -> None:
        """Why is told to who has proven to be that person; the decision keeps it anyway. Staff
        have looked at everybody else who has a history here."""
        if reason in OF_HISTORY and await self._stranger(application):
            reason, decision = Reason.BY_HAND, None
        if decision is not None:
            retry_on = decision.retry_on
        else:
            wait = int(numbers()["retry_after_days"][reason.value])
            retry_on = add_days(self.clock.today(), wait) if wait else None
        application = replace(
            application, status=ApplicationStatus.REJECTED, reason=reason, retry_on=retry_on
        )
        await self.applications.save(application)
        limit = market_limit(self.clock.today()) if reason is Reason.LOANS_AT_ONCE else None
        notice = Rejected(reason=reason, retry_on=retry_on, limit=limit)
        await self.notices.tell(application.borrower_id, notice)
        await self.show_progress(application)
        await self.end_work(application)

    async def _stranger(self, application: Application) -> bool:
        """Somebody with a history here that the applicant hasn't proven to be theirs."""
        if application.proven or application.person_id is None:
            return False
        return bool(await self.loans.of_person(application.person_id))

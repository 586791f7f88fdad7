"""May this contract be made today? Asked at every step that ends in one, and at its signature."""

from dataclasses import dataclass, replace

from domain.dates import Clock, lender_day
from domain.model.application import Application, ApplicationStatus, Reason
from domain.model.jobs import JobKind
from domain.notifications import TermsAnew
from domain.ports import Applications, Decisions, DocumentStore, Jobs, Notices, Reports
from domain.rules.decision import BY_SHARE, Decision, Inputs, hard_stop, less_today
from domain.rules.editions import version
from domain.usecases.applications.asking import AskBureaus
from domain.usecases.applications.gathering import GatherInputs
from domain.usecases.applications.other_terms import OtherTerms
from domain.usecases.applications.verdicts import OfferLess, Reject
from domain.usecases.checks.clearing_signature import ClearSignature
from domain.usecases.identity.proving_face import ProveFace
from domain.usecases.progress.progress import ShowProgress


@dataclass(frozen=True)
class Against:
    """`decision` has a sum when that may be lent on the terms of `application`."""

    application: Application
    inputs: Inputs
    decision: Decision


@dataclass(frozen=True, kw_only=True)
class LawfulToday:
    """Whatever has the contract's date as its basis, and all other hard stops, by the lender's
    day now and what the bureaus have told last (decision 22)."""

    reports: Reports
    ask_bureaus: AskBureaus
    gather_inputs: GatherInputs
    other_terms: OtherTerms
    decisions: Decisions
    clock: Clock

    async def __call__(self, application: Application) -> Against | None:
        """None: it may be made. Else the rejection, or what may be lent instead: less, or another
        product; kept with all that it looked at."""
        reports = self.ask_bureaus.told(await self.reports.of(application.id))
        inputs = await self.gather_inputs(application, reports)
        decision = hard_stop(inputs) or less_today(inputs)
        if decision is None:
            return None
        await self.decisions.add(application.id, inputs, decision, self.clock.now())
        other = await self.other_terms(application, decision.reason, reports)
        if other is None:
            return Against(application, inputs, decision)
        await self.decisions.add(application.id, *other[1:], self.clock.now())
        return Against(*other)


@dataclass(frozen=True, kw_only=True)
class StillLawful:
    """The same, with what follows: an application that today's law forbids is rejected, or a
    smaller sum is offered, and the borrower is told why."""

    lawful_today: LawfulToday
    offer_less: OfferLess
    reject: Reject

    async def __call__(self, application: Application) -> bool:
        against = await self.lawful_today(application)
        if against is None:
            return True
        decision = against.decision
        if decision.amount is not None:
            share = BY_SHARE in decision.fired
            await self.offer_less(against.application, decision.amount, against.inputs, share=share)
        else:
            await self.reject(application, decision.reason or Reason.SCORE, decision)
        return False


@dataclass(frozen=True, kw_only=True)
class MaySign:
    """Terms are signed on the day for which they were printed: the day of return, the full cost
    and the warnings count from it; and in the edition of the law with which they were. Else they
    are printed anew."""

    applications: Applications
    documents: DocumentStore
    clear_signature: ClearSignature
    still_lawful: StillLawful
    prove_face: ProveFace
    notices: Notices
    show_progress: ShowProgress
    jobs: Jobs
    clock: Clock

    async def __call__(self, application: Application) -> bool:
        """False: the application has moved on, and the borrower has been told how."""
        if not await self.clear_signature(application):
            return False
        if not await self.still_lawful(application):
            return False
        assert application.terms is not None
        printed = lender_day((await self.documents.get(application.terms)).made_at)
        if printed == self.clock.today() and application.law == version():
            return await self.prove_face(application)
        anew = replace(application, status=ApplicationStatus.APPROVED, terms=None)
        await self.applications.save(anew)
        await self.jobs.plan(JobKind.TERMS, application.id)
        notice = TermsAnew(printed=printed, today=self.clock.today())
        await self.notices.tell(application.borrower_id, notice)
        await self.show_progress(anew)
        return False

"""Offers grow old: bureaus are asked again before a late signature, and terms lapse in time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from domain.dates import MOSCOW, Clock
from domain.gateways import BureauReport
from domain.ids import ApplicationId
from domain.model.application import Application, ApplicationStatus
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.notifications import OfferLapsed, TermsReady
from domain.ports import (
    Applications,
    Decisions,
    Document,
    DocumentStore,
    Jobs,
    Notices,
    Reports,
)
from domain.rules.decision import decide, hard_stop, needs_warning, pdn
from domain.rules.regulation import rule
from domain.rules.workdays import add_working_days
from domain.usecases.applications.asking import AskBureaus
from domain.usecases.applications.ending_work import EndWork
from domain.usecases.applications.gathering import GatherInputs
from domain.usecases.applications.lawful_today import MaySign
from domain.usecases.applications.pricing import Price
from domain.usecases.cases.opening import SolveCase
from domain.usecases.progress.progress import ShowProgress

FRESH = timedelta(hours=24)  # a self-ban set later than this would not be seen


@dataclass(frozen=True, kw_only=True)
class FreshReports:
    """The answers that a contract of now may stand on."""

    reports: Reports
    clock: Clock

    async def __call__(self, application_id: ApplicationId) -> Mapping[str, BureauReport]:
        now = self.clock.now()
        times = await self.reports.times(application_id)
        found = await self.reports.of(application_id)
        return {name: one for name, one in found.items() if now - times[name] < FRESH}


@dataclass(frozen=True, kw_only=True)
class AskAgain:
    """A contract made against a self-ban can't be enforced: old answers are asked for anew, and
    so is a bureau that came into the settings since."""

    fresh_reports: FreshReports
    ask_bureaus: AskBureaus

    async def __call__(self, application: Application) -> bool:
        """True when an answer was too old or missing and all are on their way again."""
        if not self.ask_bureaus.missing(await self.fresh_reports(application.id)):
            return False
        await self.ask_bureaus(application.id, give_up=False)
        return True


def terms_ready(application: Application, paper: Document, price: Price) -> TermsReady:
    """The notice that shows the terms and asks for the signature."""
    cost = price.of(application)
    return TermsReady(
        document=paper.id,
        sha256=paper.sha256,
        amount=cost.amount,
        total=cost.total,
        days=application.days,
        psk=cost.psk,
    )


@dataclass(frozen=True, kw_only=True)
class Recheck:
    """The bureaus were asked again: stop what must be stopped, or show the terms again."""

    applications: Applications
    documents: DocumentStore
    fresh_reports: FreshReports
    ask_bureaus: AskBureaus
    gather_inputs: GatherInputs
    price: Price
    decisions: Decisions
    may_sign: MaySign
    notices: Notices
    solve_case: SolveCase
    clock: Clock

    async def __call__(self, application: Application, *, shown: bool = False) -> None:
        """`shown`: the terms were shown again already, only a stop is news."""
        fresh = await self.fresh_reports(application.id)
        if await self.ask_bureaus.the_rest(application.id, fresh):
            return
        await self.ask_bureaus.all_answered(application.id)
        await self.solve_case(kind=CaseKind.BUREAU, subject=application.id)
        inputs = await self.gather_inputs(application, list(fresh.values()))
        if hard_stop(inputs) is None:  # else MaySign keeps it
            await self.decisions.add(application.id, inputs, decide(inputs), self.clock.now())
        application = await self._burdened(application, pdn(inputs))
        if await self.may_sign(application) and not shown:
            assert application.terms is not None
            paper = await self.documents.get(application.terms)
            ready = terms_ready(application, paper, self.price)
            await self.notices.tell(application.borrower_id, ready)

    async def _burdened(self, application: Application, burden: int | None) -> Application:
        """The debt burden as it is told now: the loan counts by it in the shares of the quarter,
        and a paper that warns of another one is printed anew, like one of another law."""
        if burden == application.pdn:
            return application
        warns = needs_warning(burden) or needs_warning(application.pdn)
        law = None if warns else application.law
        told = replace(application, pdn=burden, law=law)
        await self.applications.save(told)
        return told


@dataclass(frozen=True, kw_only=True)
class RecordRecheck:
    """An answer to a question asked again. A second answer of the same bureau is no news unless
    it says something else."""

    reports: Reports
    fresh_reports: FreshReports
    ask_bureaus: AskBureaus
    recheck: Recheck
    clock: Clock

    async def __call__(self, application: Application, bureau: str, report: BureauReport) -> None:
        fresh = await self.fresh_reports(application.id)
        complete = not self.ask_bureaus.missing(fresh)
        await self.reports.add(application.id, bureau, report, self.clock.now())
        if complete and fresh.get(bureau) == report:
            return
        await self.recheck(application, shown=complete)


@dataclass(frozen=True, kw_only=True)
class PlanLapse:
    """Terms stay open for five working days (353-FZ art. 7 p. 7)."""

    jobs: Jobs
    clock: Clock

    async def __call__(self, application_id: ApplicationId) -> None:
        today = self.clock.today()
        last = add_working_days(today, int(rule("offer.valid_workdays", today).value))
        ends = datetime.combine(last + timedelta(days=1), time(), MOSCOW)
        await self.jobs.plan(JobKind.OFFER_LAPSE, application_id, ends)


@dataclass(frozen=True, kw_only=True)
class LapseOffer:
    applications: Applications
    end_work: EndWork
    notices: Notices
    show_progress: ShowProgress

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status not in (
            ApplicationStatus.COUNTER,
            ApplicationStatus.APPROVED,
            ApplicationStatus.OFFERED,
        ):
            return
        lapsed = replace(application, status=ApplicationStatus.CANCELLED)
        await self.applications.save(lapsed)
        await self.end_work(lapsed)
        await self.notices.tell(application.borrower_id, OfferLapsed())
        await self.show_progress(lapsed)

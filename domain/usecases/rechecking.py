"""Offers grow old: bureaus are asked again before a late signature, and terms lapse in time."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from domain.application import Application, Reason, Status
from domain.cards import IN_WORK, State
from domain.cases import Kind
from domain.dates import MOSCOW, Clock
from domain.decision import Verdict, decide
from domain.gateways import BureauReport
from domain.ids import ApplicationId
from domain.notices import OfferLapsed, TermsReady
from domain.ports import (
    Applications,
    Bindings,
    Decisions,
    Jobs,
    Moves,
    Notices,
    Paper,
    Papers,
    Reports,
)
from domain.regulation import rule
from domain.usecases.binding import give_up
from domain.usecases.casework import SolveCase
from domain.usecases.gathering import GatherInputs
from domain.usecases.pricing import Price
from domain.usecases.progress import ShowProgress
from domain.usecases.verdicts import Reject
from domain.workdays import add_working_days

FRESH = timedelta(hours=24)  # a self-ban set later than this would not be seen
BUREAUS = ("one", "two")
SAY_LATE_AFTER = timedelta(seconds=60)
ALARM_AFTER = timedelta(minutes=10)
TIMERS = ("decision_late", "bureau_silent")


@dataclass(frozen=True, kw_only=True)
class AskAgain:
    """A contract made against a self-ban can't be enforced: old answers are asked for anew."""

    reports: Reports
    jobs: Jobs
    clock: Clock

    async def __call__(self, application: Application) -> bool:
        """True when the bureaus' answers were too old and are on their way again."""
        oldest = await self.reports.oldest(application.id)
        if oldest is not None and self.clock.now() - oldest < FRESH:
            return False
        for bureau in BUREAUS:
            await self.jobs.plan("bureau", f"{application.id}:{bureau}")
        now = self.clock.now()
        await self.jobs.plan("decision_late", application.id, now + SAY_LATE_AFTER)
        await self.jobs.plan("bureau_silent", application.id, now + ALARM_AFTER)
        return True


def terms_ready(application: Application, paper: Paper, price: Price) -> TermsReady:
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
class RecordRecheck:
    """An answer to a question asked again: stop what must be stopped, or show the terms again."""

    reports: Reports
    papers: Papers
    gather_inputs: GatherInputs
    price: Price
    decisions: Decisions
    reject: Reject
    notices: Notices
    jobs: Jobs
    solve_case: SolveCase
    clock: Clock

    async def __call__(self, application: Application, bureau: str, report: BureauReport) -> None:
        now = self.clock.now()
        await self.reports.add(application.id, bureau, report, now)
        oldest = await self.reports.oldest(application.id)
        if oldest is None or now - oldest >= FRESH:
            return
        reports = list((await self.reports.of(application.id)).values())
        for timer in TIMERS:
            await self.jobs.drop(timer, application.id)
        await self.solve_case(kind=Kind.BUREAU, subject=application.id)
        # The contract would be made today: so is the law, and the day of another try.
        inputs = await self.gather_inputs(application, reports)
        inputs = replace(inputs, on=self.clock.today())
        decision = decide(inputs)
        await self.decisions.add(application.id, inputs, decision, now)
        if decision.verdict is Verdict.REJECT:
            await self.reject(application, decision.reason or Reason.SCORE, decision)
        else:
            assert application.terms is not None
            paper = await self.papers.get(application.terms)
            shown = terms_ready(application, paper, self.price)
            await self.notices.tell(application.borrower_id, shown)


@dataclass(frozen=True, kw_only=True)
class PlanLapse:
    """Terms stay open for five working days (353-FZ art. 7 p. 7)."""

    jobs: Jobs
    clock: Clock

    async def __call__(self, application_id: ApplicationId) -> None:
        today = self.clock.today()
        last = add_working_days(today, int(rule("offer.valid_workdays", today).value))
        ends = datetime.combine(last + timedelta(days=1), time(), MOSCOW)
        await self.jobs.plan("offer_lapse", application_id, ends)


@dataclass(frozen=True, kw_only=True)
class LapseOffer:
    applications: Applications
    bindings: Bindings
    moves: Moves
    jobs: Jobs
    solve_case: SolveCase
    notices: Notices
    show_progress: ShowProgress

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status not in (Status.COUNTER, Status.APPROVED, Status.OFFERED):
            return
        lapsed = replace(application, status=Status.CANCELLED)
        await self.applications.save(lapsed)
        binding = await self.bindings.last(application_id)
        if binding is not None and binding.state in IN_WORK:
            await give_up(self.bindings, self.moves, self.jobs, binding, State.EXPIRED)
            await self.solve_case(kind=Kind.OWNER, subject=binding.id)
        await self.notices.tell(application.borrower_id, OfferLapsed())
        await self.show_progress(lapsed)

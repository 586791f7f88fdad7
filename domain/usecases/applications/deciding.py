"""The decision: when all bureaus have answered, or when a person has looked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.gateways import BureauReport
from domain.ids import ApplicationId
from domain.model.application import Application, ApplicationStatus, Reason
from domain.model.cases import CaseKind
from domain.notifications import UnderReview
from domain.ports import Applications, Decisions, Notices, Reports
from domain.rules.decision import BY_SHARE, Inputs, Verdict, decide
from domain.usecases.applications.asking import AskBureaus
from domain.usecases.applications.gathering import GatherInputs
from domain.usecases.applications.rechecking import Recheck, RecordRecheck
from domain.usecases.applications.verdicts import Approve, OfferLess, Reject
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.identity.identifying import RecordCheck
from domain.usecases.progress.progress import ShowProgress


@dataclass(frozen=True, kw_only=True)
class WeighReports:
    """Decide, once every bureau of the settings has answered."""

    applications: Applications
    reports: Reports
    decisions: Decisions
    notices: Notices
    ask_bureaus: AskBureaus
    gather_inputs: GatherInputs
    approve: Approve
    offer_less: OfferLess
    reject: Reject
    open_case: OpenCase
    solve_case: SolveCase
    show_progress: ShowProgress
    clock: Clock

    async def __call__(self, application: Application) -> None:
        reports = await self.reports.of(application.id)
        if await self.ask_bureaus.the_rest(application.id, reports):
            return  # no decision without each one's answer on self-ban (31-FZ)
        await self.ask_bureaus.all_answered(application.id)
        await self.solve_case(kind=CaseKind.BUREAU, subject=application.id)
        await self._decide(application, list(reports.values()))

    async def _decide(self, application: Application, reports: Sequence[BureauReport]) -> None:
        inputs = await self.gather_inputs(application, reports)
        decision = decide(inputs)
        await self.decisions.add(application.id, inputs, decision, self.clock.now())
        application = replace(application, pdn=decision.pdn)
        match decision.verdict:
            case Verdict.APPROVE:
                await self.approve(application, decision.amount or application.amount)
            case Verdict.LESS:
                less = decision.amount or application.amount
                await self.offer_less(application, less, inputs, share=BY_SHARE in decision.fired)
            case Verdict.REJECT:
                await self.reject(application, decision.reason or Reason.SCORE, decision)
            case Verdict.REVIEW:
                await self._review(application, inputs)

    async def _review(self, application: Application, inputs: Inputs) -> None:
        application = replace(application, status=ApplicationStatus.REVIEW)
        await self.applications.save(application)
        facts = {
            "asked": str(inputs.asked),
            "days": str(inputs.days),
            "income": str(inputs.income),
            "score": str(inputs.score),
            "pdn": "—" if application.pdn is None else f"{application.pdn} %",
            "loans": str(len(inputs.open_elsewhere)),
        }
        await self.open_case(kind=CaseKind.REVIEW, subject=application.id, facts=facts)
        await self.notices.tell(application.borrower_id, UnderReview())
        await self.show_progress(application)


@dataclass(frozen=True, kw_only=True)
class RecordReport:
    """Keep a bureau's answer; the last one brings the decision."""

    applications: Applications
    reports: Reports
    record_check: RecordCheck
    weigh_reports: WeighReports
    record_recheck: RecordRecheck
    clock: Clock

    async def __call__(
        self, *, application_id: ApplicationId, bureau: str, report: BureauReport
    ) -> None:
        application = await self.applications.get(application_id)
        if application.status is ApplicationStatus.OFFERED:
            await self.record_recheck(application, bureau, report)
        if application.status is not ApplicationStatus.CHECKING:
            return
        await self.reports.add(application_id, bureau, report, self.clock.now())
        await self.record_check(
            application_id,
            f"bureau_{bureau}",
            f"bureau {bureau}",
            passed=True,
            answer="a history under this name, passport and INN",
        )
        await self.weigh_reports(application)


@dataclass(frozen=True, kw_only=True)
class GoWithout:
    """A bureau that is asked no more has left the settings: the others' answers are enough."""

    applications: Applications
    weigh_reports: WeighReports
    recheck: Recheck

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status is ApplicationStatus.CHECKING:
            await self.weigh_reports(application)
        if application.status is ApplicationStatus.OFFERED:
            await self.recheck(application)

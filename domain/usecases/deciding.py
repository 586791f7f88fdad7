"""The decision: when both bureaus have answered, or when a person has looked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.application import Application, Reason, Status
from domain.cases import Kind
from domain.dates import Clock, add_days
from domain.gateways import BureauReport
from domain.ids import ApplicationId
from domain.money import Money
from domain.notices import Approved, DecisionLate, Rejected, UnderReview
from domain.ports import Applications, Jobs, Notices, Reports
from domain.product import PAYDAY
from domain.scoring import Verdict, decide
from domain.usecases.binding import OpenBinding
from domain.usecases.casework import OpenCase, SolveCase
from domain.usecases.drafting import BUREAUS

TRY_AGAIN_AFTER = {  # days
    Reason.SELF_BAN: 1,  # lifting a ban works after a day
    Reason.LOANS_AT_ONCE: 1,
    Reason.SCORE: 30,
    Reason.BY_HAND: 30,
    Reason.NO_ANSWER: 0,
}
TIMERS = ("decision_late", "bureau_silent", "decision_give_up")


@dataclass(frozen=True, kw_only=True)
class Approve:
    applications: Applications
    notices: Notices
    open_binding: OpenBinding

    async def __call__(self, application: Application, amount: Money) -> None:
        application = replace(application, status=Status.APPROVED, approved=amount)
        await self.applications.save(application)
        notice = Approved(asked=application.amount, amount=amount)
        await self.notices.tell(application.chat_id, notice)
        await self.open_binding(application=application)


@dataclass(frozen=True, kw_only=True)
class Reject:
    applications: Applications
    notices: Notices
    clock: Clock

    async def __call__(self, application: Application, reason: Reason) -> None:
        wait = TRY_AGAIN_AFTER[reason]
        retry_on = add_days(self.clock.today(), wait) if wait else None
        application = replace(application, status=Status.REJECTED, reason=reason, retry_on=retry_on)
        await self.applications.save(application)
        await self.notices.tell(application.chat_id, Rejected(reason=reason, retry_on=retry_on))


@dataclass(frozen=True, kw_only=True)
class RecordReport:
    """Keep a bureau's answer; the last one brings the decision."""

    applications: Applications
    reports: Reports
    jobs: Jobs
    notices: Notices
    approve: Approve
    reject: Reject
    open_case: OpenCase
    solve_case: SolveCase
    clock: Clock

    async def __call__(
        self, *, application_id: ApplicationId, bureau: str, report: BureauReport
    ) -> None:
        application = await self.applications.get(application_id)
        if application.status is not Status.CHECKING:
            return
        await self.reports.add(application_id, bureau, report, self.clock.now())
        reports = await self.reports.of(application_id)
        if set(BUREAUS) - reports.keys():
            return  # no decision without each one's answer on self-ban (31-FZ)
        for timer in TIMERS:
            await self.jobs.drop(timer, application_id)
        await self.solve_case(kind=Kind.BUREAU, subject=application_id)
        decision = decide(PAYDAY, application.amount, list(reports.values()), self.clock.today())
        if decision.verdict is Verdict.APPROVE:
            await self.approve(application, decision.amount or application.amount)
        elif decision.verdict is Verdict.REJECT:
            await self.reject(application, decision.reason or Reason.SCORE)
        else:
            await self._review(application, reports.values())

    async def _review(self, application: Application, reports: Iterable[BureauReport]) -> None:
        await self.applications.save(replace(application, status=Status.REVIEW))
        facts = {
            "asked": str(application.amount),
            "days": str(application.days),
            "income": str(application.form.income),
            "score": str(min(report.score for report in reports)),
        }
        await self.open_case(kind=Kind.REVIEW, subject=application.id, facts=facts)
        await self.notices.tell(application.chat_id, UnderReview())


@dataclass(frozen=True, kw_only=True)
class SayLate:
    """The promised minute is over: say so instead of keeping silent."""

    applications: Applications
    notices: Notices

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status is Status.CHECKING:
            await self.notices.tell(application.chat_id, DecisionLate())


@dataclass(frozen=True, kw_only=True)
class AlarmSilence:
    """Staff learn that a bureau has been silent for minutes."""

    applications: Applications
    reports: Reports
    open_case: OpenCase

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status is Status.CHECKING:
            silent = set(BUREAUS) - (await self.reports.of(application_id)).keys()
            facts = {"silent": ", ".join(sorted(silent))}
            await self.open_case(kind=Kind.BUREAU, subject=application_id, facts=facts)


@dataclass(frozen=True, kw_only=True)
class GiveUpAsking:
    """A bureau has not answered for a day: without it no decision is lawful."""

    applications: Applications
    reject: Reject
    jobs: Jobs
    solve_case: SolveCase

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status is Status.CHECKING:
            for bureau in BUREAUS:
                await self.jobs.drop("bureau", f"{application_id}:{bureau}")
            await self.reject(application, Reason.NO_ANSWER)
            await self.solve_case(kind=Kind.BUREAU, subject=application_id)

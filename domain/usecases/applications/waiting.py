"""What happens while a bureau does not answer."""

from dataclasses import dataclass

from domain.ids import ApplicationId
from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import CaseKind
from domain.notifications import ConsentGone, DecisionLate
from domain.ports import Applications, Notices, Reports
from domain.usecases.applications.asking import AskBureaus
from domain.usecases.applications.verdicts import Reject
from domain.usecases.applications.withdrawing import Withdraw
from domain.usecases.cases.opening import OpenCase, SolveCase

ASKED = (
    ApplicationStatus.CHECKING,
    ApplicationStatus.OFFERED,
)  # the second: before a late signature


@dataclass(frozen=True, kw_only=True)
class SayLate:
    """The promised minute is over: say so instead of keeping silent."""

    applications: Applications
    notices: Notices

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status in ASKED:
            await self.notices.tell(application.borrower_id, DecisionLate())


@dataclass(frozen=True, kw_only=True)
class AlarmSilence:
    """Staff learn that a bureau has been silent for minutes."""

    applications: Applications
    reports: Reports
    ask_bureaus: AskBureaus
    open_case: OpenCase

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status in ASKED:
            silent = self.ask_bureaus.missing(await self.reports.times(application_id))
            facts = {"silent": ", ".join(sorted(silent)) or "повторный запрос"}
            await self.open_case(kind=CaseKind.BUREAU, subject=application_id, facts=facts)


@dataclass(frozen=True, kw_only=True)
class StopAsking:
    """The consent to ask stands no more: nobody is asked, and the borrower is told."""

    applications: Applications
    withdraw: Withdraw
    ask_bureaus: AskBureaus
    notices: Notices

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        await self.ask_bureaus.no_more(application_id)
        last = await self.applications.last(application.borrower_id)
        if application.status in ASKED and last is not None and last.id == application_id:
            await self.withdraw(borrower_id=application.borrower_id)
            await self.notices.tell(application.borrower_id, ConsentGone())


@dataclass(frozen=True, kw_only=True)
class GiveUpAsking:
    """A bureau has not answered for a day: without it no decision is lawful."""

    applications: Applications
    reject: Reject
    ask_bureaus: AskBureaus
    solve_case: SolveCase

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status is ApplicationStatus.CHECKING:
            await self.ask_bureaus.no_more(application_id)
            await self.reject(application, Reason.NO_ANSWER)
            await self.solve_case(kind=CaseKind.BUREAU, subject=application_id)

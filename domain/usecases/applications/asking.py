"""Which bureaus are asked, and how long the lender waits for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.dates import Clock
from domain.gateways import BureauReport
from domain.ids import ApplicationId, BorrowerId
from domain.model.consents import BUREAU, stands
from domain.model.jobs import JobKind
from domain.ports import Consents, Jobs

SAY_LATE_AFTER = timedelta(seconds=60)  # the promise is a decision within a minute
ALARM_AFTER = timedelta(minutes=10)  # staff learn that a bureau is silent
GIVE_UP_AFTER = timedelta(hours=24)  # without a bureau's answer
TIMERS = (JobKind.DECISION_LATE, JobKind.BUREAU_SILENT, JobKind.DECISION_GIVE_UP)


@dataclass(frozen=True, kw_only=True)
class AskBureaus:
    """Every bureau of the settings is asked; the law wants all qualified ones (31-FZ)."""

    bureau_names: tuple[str, ...]
    jobs: Jobs
    clock: Clock

    async def __call__(self, application_id: ApplicationId, *, give_up: bool) -> None:
        """`give_up`: an application that no bureau answers for a day is rejected."""
        for name in self.bureau_names:
            await self.jobs.plan(JobKind.BUREAU, _subject(application_id, name))
        now = self.clock.now()
        await self.jobs.plan(JobKind.DECISION_LATE, application_id, now + SAY_LATE_AFTER)
        await self.jobs.plan(JobKind.BUREAU_SILENT, application_id, now + ALARM_AFTER)
        if give_up:
            await self.jobs.plan(JobKind.DECISION_GIVE_UP, application_id, now + GIVE_UP_AFTER)

    def missing(self, answered: Collection[str]) -> tuple[str, ...]:
        """Whose answer is still needed; what a bureau answered that is asked no more stays."""
        return tuple(name for name in self.bureau_names if name not in answered)

    def told(self, answers: Mapping[str, BureauReport]) -> list[BureauReport]:
        """What bureaus of the settings have answered; all that there is, when none of them has."""
        known = [one for name, one in answers.items() if name in self.bureau_names]
        return known or list(answers.values())

    async def the_rest(self, application_id: ApplicationId, answered: Collection[str]) -> bool:
        """True while an answer is missing. A bureau that came into the settings after the
        question is asked now; one that is being asked is left alone."""
        missing = self.missing(answered)
        for name in missing:
            await self.jobs.plan_once(JobKind.BUREAU, _subject(application_id, name))
        return bool(missing)

    async def no_more(self, application_id: ApplicationId) -> None:
        for name in self.bureau_names:
            await self.jobs.drop(JobKind.BUREAU, _subject(application_id, name))
        for timer in TIMERS:
            await self.jobs.drop(timer, application_id)

    async def all_answered(self, application_id: ApplicationId) -> None:
        for timer in TIMERS:
            await self.jobs.drop(timer, application_id)


@dataclass(frozen=True, kw_only=True)
class MayAsk:
    """A bureau is asked only on a signed consent that stands at that moment (218-FZ art. 6)."""

    consents: Consents
    clock: Clock

    async def __call__(self, borrower_id: BorrowerId) -> bool:
        consent = (await self.consents.kinds(borrower_id)).get(BUREAU)
        return consent is not None and stands(consent, self.clock)


def _subject(application_id: ApplicationId, name: str) -> str:
    return f"{application_id}:{name}"

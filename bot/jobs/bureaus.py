"""Asking the credit bureaus and the owner check."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.jobs.job import backoff
from domain.dates import Clock
from domain.gateways import Bureau, OwnerCheck, Ownership
from domain.ids import ApplicationId, BindingId
from domain.model.application import ApplicationStatus
from domain.model.card_binding import BindingStatus
from domain.ports import Applications, Bindings
from domain.usecases.applications.asking import MayAsk
from domain.usecases.applications.deciding import GoWithout, RecordReport
from domain.usecases.applications.waiting import StopAsking
from domain.usecases.cards.owning import RecordOwner
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class AskBureau:
    """Subject: «<application>:<bureau>»."""

    db: Database
    applications: Applications
    bureaus: Mapping[str, Bureau]
    record_report: RecordReport
    go_without: GoWithout
    may_ask: MayAsk
    stop_asking: StopAsking
    clock: Clock

    async def __call__(self, job: Job) -> datetime | None:
        ident, _, name = job.subject.partition(":")
        application = await self.applications.get(ApplicationId(ident))
        if application.status not in (ApplicationStatus.CHECKING, ApplicationStatus.OFFERED):
            return None
        bureau = self.bureaus.get(name)
        if bureau is None:  # it has left the settings since the application came
            async with self.db.transaction():
                await self.go_without(application_id=application.id)
            return None
        if not await self.may_ask(application.borrower_id):
            async with self.db.transaction():
                await self.stop_asking(application_id=application.id)
            return None
        # Asked anew on a later day (before a late signature) it is a new question.
        question = f"{ident}-{self.clock.today()}"
        report = await bureau.report(request_id=question, applicant=application.form.applicant())
        if report is None:  # not ready yet
            return self.clock.now() + backoff(job.attempts, first=3)
        async with self.db.transaction():
            await self.record_report(application_id=application.id, bureau=name, report=report)
        return None


@dataclass(frozen=True, kw_only=True)
class AskOwner:
    """Subject: the binding."""

    db: Database
    applications: Applications
    bindings: Bindings
    owner_check: OwnerCheck
    record_owner: RecordOwner

    async def __call__(self, job: Job) -> datetime | None:
        binding = await self.bindings.get(BindingId(job.subject))
        if binding.state is not BindingStatus.OWNER or binding.card is None:
            return None
        application = await self.applications.get(binding.application_id)
        answer = Ownership.UNKNOWN  # nobody can be asked about a card that the bank doesn't tell
        if binding.card.told:
            answer = await self.owner_check.ask(
                request_id=binding.id,
                name=application.form.name,
                phone=application.form.phone,
                card=binding.card,
            )
        async with self.db.transaction():
            await self.record_owner(binding_id=binding.id, answer=answer)
        return None

"""Who applies is found out before the bureaus are asked; where that isn't clear, staff are."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.ids import ApplicationId, PersonId, new_id
from domain.model.application import Application, ApplicationStatus, Reason
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.model.person import COUNTED, marks
from domain.notifications import UnderReview
from domain.ports import Applications, Jobs, Notices, Persons
from domain.refusals import AccountBlocked, LateBefore, LoanOpen, PauseAfterLoan, Refusal
from domain.rules.decision.decision_rules import numbers
from domain.usecases.applications.gates import Gates
from domain.usecases.applications.verdicts import Reject
from domain.usecases.cases.opening import OpenCase
from domain.usecases.checks.freezing import ListedFor
from domain.usecases.identity.comparing import Compare, told
from domain.usecases.identity.recognising import Recognise
from domain.usecases.progress.progress import ShowProgress

WHY: dict[type[Refusal], Reason] = {
    AccountBlocked: Reason.BLOCKED,
    LateBefore: Reason.HISTORY,
    LoanOpen: Reason.LOAN_OPEN,
    PauseAfterLoan: Reason.PAUSE,
}


@dataclass(frozen=True, kw_only=True)
class Admit:
    """An application goes on to the bureaus, or is held for the staff. Held, the applicant is told
    what is told when a score needs a person's look: not why, nor that we know anything."""

    applications: Applications
    persons: Persons
    listed_for: ListedFor
    recognise: Recognise
    compare: Compare
    gates: Gates
    reject: Reject
    open_case: OpenCase
    jobs: Jobs
    clock: Clock

    async def __call__(
        self, application: Application, proven: PersonId | None, *, once_more: bool = False
    ) -> Application:
        """As it is then: CHECKING when the bureaus are to be asked. `once_more`: staff have
        allowed another round."""
        listed = await self._listed(application)
        if listed:
            facts = {"listed": listed, "applicant": told(application.form)}
            return await self._hold(application, CaseKind.LISTED, facts)
        found = await self.recognise(application, proven)
        if found.doubts:
            facts = await self.compare(application, found.doubts[0])
            return await self._hold(application, CaseKind.IDENTITY, facts)
        shown = found.person is not None and found.person == proven
        application = replace(application, proven=shown)
        if found.person is not None:
            try:
                await self.gates.person(found.person, but=application.id)
            except Refusal as refusal:
                return await self._refuse(application, found.person, refusal)
        person = found.person or application.person_id or await self._new_person()
        application = replace(application, person_id=person)
        if not once_more and await self._rounds(application) >= numbers()["rounds_of_bureaus"]:
            facts = {"applicant": told(application.form)}
            return await self._hold(application, CaseKind.ROUNDS, facts)
        now = self.clock.now()
        application = replace(application, status=ApplicationStatus.CHECKING, asked_at=now)
        await self.applications.save(application)
        return application

    async def _new_person(self) -> PersonId:
        person = PersonId(new_id())
        await self.persons.add(person, self.clock.now())
        return person

    async def _hold(
        self, application: Application, kind: CaseKind, facts: dict[str, str]
    ) -> Application:
        held = replace(application, status=ApplicationStatus.REVIEW)
        await self.applications.save(held)
        await self.open_case(kind=kind, subject=held.id, facts=facts)
        if application.status is not ApplicationStatus.REVIEW:
            await self.jobs.plan(JobKind.HELD, held.id)
        return held

    async def _refuse(
        self, application: Application, person: PersonId, refusal: Refusal
    ) -> Application:
        """Staff have said that it is this person, and the person may not borrow now."""
        reason = WHY.get(type(refusal), Reason.BY_HAND)
        application = replace(application, status=ApplicationStatus.REJECTED, person_id=person)
        await self.reject(application, reason)
        return await self.applications.get(application.id)

    async def _listed(self, application: Application) -> str:
        """Which typed number is on a list. The phone was proven and is told at once."""
        form, who = application.form, application.borrower_id
        kinds = {"passport": form.passport, "inn": form.inn}
        hits = {kind: await self.listed_for(who, kind, value) for kind, value in kinds.items()}
        return ",".join(kind for kind, hit in hits.items() if hit)

    async def _rounds(self, application: Application) -> int:
        """Asking again for the same application isn't counted."""
        since = self.clock.now() - timedelta(days=int(numbers()["rounds_in_days"]))
        counted = [mark for mark in marks(application.form) if mark.kind in COUNTED]
        return max([await self.persons.rounds(mark, since, application.id) for mark in counted])


@dataclass(frozen=True, kw_only=True)
class TellHeld:
    """In the words and in the order of a review by score."""

    applications: Applications
    notices: Notices
    show_progress: ShowProgress

    async def __call__(self, *, application_id: ApplicationId) -> None:
        application = await self.applications.get(application_id)
        if application.status is ApplicationStatus.REVIEW:
            await self.notices.tell(application.borrower_id, UnderReview())
            await self.show_progress(application)

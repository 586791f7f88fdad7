"""What staff say of who is who."""

from dataclasses import dataclass
from typing import ClassVar

from domain.dates import Clock
from domain.ids import ApplicationId, PersonId
from domain.model.application import UNSIGNED, Application, ApplicationStatus, Reason
from domain.model.cases import Action, Case, CaseKind
from domain.model.person import Judgement
from domain.ports import Applications, Loans, Persons
from domain.refusals import NothingToDo
from domain.usecases.accounts.replacing_phone import FollowPhone
from domain.usecases.applications.admitting import Admit
from domain.usecases.applications.asking import AskBureaus
from domain.usecases.applications.verdicts import Reject
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.progress.progress import ShowProgress


@dataclass(frozen=True, kw_only=True)
class DecideIdentityCase:
    """The application goes on by itself: to the next question about it, to the gates of the whole
    person and to the bureaus, or it is refused."""

    decides: ClassVar[Decides] = {
        CaseKind.IDENTITY: (Action.SAME, Action.APART, Action.REJECT),
        CaseKind.ROUNDS: (Action.ASK, Action.REJECT),
        CaseKind.LISTED: (Action.ASK, Action.REJECT),
    }

    applications: Applications
    persons: Persons
    loans: Loans
    join_persons: "JoinPersons"
    admit: Admit
    reject: Reject
    show_progress: ShowProgress
    ask_bureaus: AskBureaus
    follow_phone: FollowPhone
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when the application isn't held any more; PhoneIsAnothers."""
        case = decision.case
        application = await self.applications.get(ApplicationId(case.subject))
        if application.status is not ApplicationStatus.REVIEW:
            raise NothingToDo
        if decision.action is Action.REJECT:
            await self.reject(application, Reason.BY_HAND)
            return
        proven = await self.loans.person_of(application.borrower_id)
        if case.kind is CaseKind.IDENTITY:
            await self._judge(application, case, by=decision.by)
        admitted = await self.admit(application, proven, once_more=case.kind is CaseKind.ROUNDS)
        if admitted.status is ApplicationStatus.CHECKING:
            await self.follow_phone(admitted)
            await self.show_progress(admitted)
            await self.ask_bureaus(admitted.id, give_up=True)

    async def _judge(self, application: Application, case: Case, *, by: str) -> None:
        """Said of a second person too that it is theirs: the two are one."""
        same, person = case.action is Action.SAME, PersonId(case.facts["person"])
        for one in await self.persons.judgements(application.id):
            if same and one.same and one.person_id != person:
                await self.join_persons(one.person_id, person)
                person = one.person_id
        await self.persons.judge(
            Judgement(
                application_id=application.id,
                person_id=person,
                same=same,
                by=by,
                at=self.clock.now(),
            )
        )


@dataclass(frozen=True, kw_only=True)
class JoinPersons:
    """Two that were written down are one. Of two applications under way one can go on."""

    applications: Applications
    persons: Persons
    reject: Reject

    async def __call__(self, kept: PersonId, gone: PersonId) -> None:
        """A signed application is left as it is, with the person that it had."""
        if any(one.live for one in await self.applications.of_person(kept)):
            for one in await self.applications.of_person(gone):
                if one.live and one.status in UNSIGNED:
                    await self.reject(one, Reason.BY_HAND)
        await self.persons.join(kept, gone)

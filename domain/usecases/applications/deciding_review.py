"""What staff decide about an application whose score is neither good nor bad."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.ids import ApplicationId
from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import Action, CaseKind
from domain.ports import Applications, Cases
from domain.refusals import NothingToDo
from domain.usecases.applications.lawful_today import StillLawful
from domain.usecases.applications.verdicts import Approve, Reject
from domain.usecases.cases.deciding import Decides, Decision


@dataclass(frozen=True, kw_only=True)
class DecideReview:
    decides: ClassVar[Decides] = {CaseKind.REVIEW: (Action.APPROVE, Action.REJECT)}

    cases: Cases
    applications: Applications
    still_lawful: StillLawful
    approve: Approve
    reject: Reject

    async def __call__(self, decision: Decision) -> None:
        """No «Одобрить» passes a gate: when today's law is against it, the borrower is told so,
        and the case keeps why. NothingToDo when it isn't under review any more."""
        case = decision.case
        application = await self.applications.get(ApplicationId(case.subject))
        if application.status is not ApplicationStatus.REVIEW:
            raise NothingToDo
        if decision.action is not Action.APPROVE:
            await self.reject(application, Reason.BY_HAND)
        elif await self.still_lawful(application):
            await self.approve(application, application.amount)
        else:
            rejected = await self.applications.get(application.id)
            less = rejected.status is ApplicationStatus.COUNTER
            facts = case.facts | {"against": Reason.SHARE if less else rejected.reason or ""}
            await self.cases.save(replace(case, action=Action.REJECT, facts=facts))

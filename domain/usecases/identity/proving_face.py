"""No signature without a face that the biometric system knows, once the law asks for it."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.gateways import FacePage, Recognition
from domain.ids import new_id
from domain.model.application import Application, ApplicationStatus
from domain.model.biometrics import (
    LATE_AFTER,
    MOST_TRIES,
    PAGE_LIVES,
    TRIES_IN,
    WAITING,
    FaceCheck,
    FaceCheckStatus,
    required,
)
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.notifications import FaceConfirmed, FacePageReady, FaceWanted, Notice, WhyNoFace
from domain.ports import Applications, FaceChecks, Jobs, Notices
from domain.usecases.cases.opening import OpenCase
from domain.usecases.identity.identifying import RecordCheck

WHO = "ЕБС"


@dataclass(frozen=True, kw_only=True)
class ProveFace:
    """By the day of the signature, however early the terms were offered."""

    face_checks: FaceChecks
    notices: Notices
    open_case: OpenCase
    jobs: Jobs
    clock: Clock
    has_biometrics: bool

    async def __call__(self, application: Application) -> bool:
        """False: it can't be signed now, and the borrower has been told what follows."""
        if not required(self.clock.today()):
            return True
        last = await self.face_checks.last(application.id)
        if last is not None and last.state is FaceCheckStatus.CONFIRMED:
            return True
        if not self.has_biometrics:
            facts = {"amount": str(application.approved)}
            await self.open_case(kind=CaseKind.BIOMETRICS, subject=application.id, facts=facts)
            await self._tell(application, FaceWanted(why=WhyNoFace.AWAY))
        elif last is None or last.state not in WAITING:
            await self._tell(application, FaceWanted(why=await self._begin(application)))
        else:  # back from the page, perhaps: look at once
            await self.jobs.plan(JobKind.BIOMETRICS, last.id)
            page = FacePageReady(url=last.page, again=True) if last.page else None
            await self._tell(application, page or FaceWanted(why=WhyNoFace.OPENING))
        return False

    async def _begin(self, application: Application) -> WhyNoFace:
        since = self.clock.now() - TRIES_IN
        if await self.face_checks.opened_since(application.id, since) >= MOST_TRIES:
            return WhyNoFace.TRIES
        check = FaceCheck(
            id=new_id(),
            application_id=application.id,
            borrower_id=application.borrower_id,
            state=FaceCheckStatus.OPENING,
            opened_at=self.clock.now(),
        )
        await self.face_checks.save(check)
        await self.jobs.plan(JobKind.BIOMETRICS, check.id)
        await self.jobs.plan(JobKind.BIOMETRICS_OVER, check.id, check.opened_at + LATE_AFTER)
        return WhyNoFace.OPENING

    async def _tell(self, application: Application, notice: Notice) -> None:
        await self.notices.tell(application.borrower_id, notice)


@dataclass(frozen=True, kw_only=True)
class RecordFacePage:
    """The provider's page is there: show it."""

    face_checks: FaceChecks
    notices: Notices

    async def __call__(self, *, check_id: str, found: FacePage) -> None:
        check = await self.face_checks.get(check_id)
        if check.state is FaceCheckStatus.OPENING:
            shown = replace(
                check, state=FaceCheckStatus.PAGE, session=found.session, page=found.url
            )
            await self.face_checks.save(shown)
            await self.notices.tell(check.borrower_id, FacePageReady(url=found.url))


@dataclass(frozen=True, kw_only=True)
class RecordFace:
    """How it ended. True: ask again later."""

    applications: Applications
    face_checks: FaceChecks
    record_check: RecordCheck
    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, check_id: str, answer: Recognition) -> bool:
        check = await self.face_checks.get(check_id)
        if check.state is not FaceCheckStatus.PAGE:
            return False
        if answer is Recognition.PENDING:
            return True
        ended = replace(
            check, state=FaceCheckStatus(answer), page=None, answered_at=self.clock.now()
        )
        await self.face_checks.save(ended)
        await self.jobs.drop(JobKind.BIOMETRICS_OVER, check.id)
        await self.record_check(
            check.application_id,
            "biometrics",
            WHO,
            passed=ended.state is FaceCheckStatus.CONFIRMED,
            answer=answer,
        )
        application = await self.applications.get(check.application_id)
        if application.status is ApplicationStatus.OFFERED:  # else nobody waits for it any more
            await self.notices.tell(check.borrower_id, _of(answer))
        return False


def _of(answer: Recognition) -> Notice:
    if answer is Recognition.CONFIRMED:
        return FaceConfirmed()
    refused = answer is Recognition.REFUSED
    return FaceWanted(why=WhyNoFace.REFUSED if refused else WhyNoFace.EXPIRED)


@dataclass(frozen=True, kw_only=True)
class EndFace:
    """The provider is slow to give a page, or nobody tells how it ended: neither is silent."""

    applications: Applications
    face_checks: FaceChecks
    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, check_id: str) -> None:
        check = await self.face_checks.get(check_id)
        application = await self.applications.get(check.application_id)
        if check.state not in WAITING or application.status is not ApplicationStatus.OFFERED:
            return
        ends = check.opened_at + PAGE_LIVES
        if self.clock.now() < ends:
            await self.jobs.plan(JobKind.BIOMETRICS_OVER, check.id, ends)
            if check.state is FaceCheckStatus.OPENING:
                await self.notices.tell(check.borrower_id, FaceWanted(why=WhyNoFace.LATE))
            return
        over = replace(
            check, state=FaceCheckStatus.EXPIRED, page=None, answered_at=self.clock.now()
        )
        await self.face_checks.save(over)
        await self.notices.tell(check.borrower_id, FaceWanted(why=WhyNoFace.EXPIRED))

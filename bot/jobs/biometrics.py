"""Asking the biometric system for a page, and then how it ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.dates import Clock
from domain.gateways import Biometrics
from domain.model.application import ApplicationStatus
from domain.model.biometrics import WAITING, FaceCheckStatus
from domain.ports import Applications, FaceChecks
from domain.usecases.identity.proving_face import RecordFace, RecordFacePage
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class AskBiometrics:
    """Subject: the check. Comes again, often at first, until the provider knows how it ended."""

    db: Database
    applications: Applications
    face_checks: FaceChecks
    biometrics: Biometrics | None
    record_face_page: RecordFacePage
    record_face: RecordFace
    clock: Clock
    return_url: str

    async def __call__(self, job: Job) -> datetime | None:
        check = await self.face_checks.get(job.subject)
        application = await self.applications.get(check.application_id)
        waits = check.state in WAITING and application.status is ApplicationStatus.OFFERED
        if self.biometrics is None or not waits:
            return None
        if check.state is FaceCheckStatus.OPENING or check.session is None:
            found = await self.biometrics.open(
                request_id=check.id,
                applicant=application.form.applicant(),
                return_url=self.return_url,
            )
            async with self.db.transaction():
                await self.record_face_page(check_id=check.id, found=found)
            return self._next(check.opened_at)
        answer = await self.biometrics.outcome(check.session)
        async with self.db.transaction():
            again = await self.record_face(check_id=check.id, answer=answer)
        return self._next(check.opened_at) if again else None

    def _next(self, opened_at: datetime) -> datetime:
        age = self.clock.now() - opened_at
        return self.clock.now() + max(timedelta(seconds=5), min(age / 4, timedelta(minutes=1)))

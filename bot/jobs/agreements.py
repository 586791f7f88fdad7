"""Setting in type, in a thread, what changes a contract: a prolongation, credit holidays."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from domain.gateways import DocumentRenderer
from domain.ids import AgreementId
from domain.usecases.credit_holidays.new_schedule import GiveRestSchedule, PrepareRestSchedule
from domain.usecases.prolongation.agreement_paper import OfferAgreement, PrepareAgreement
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class MakeAgreement:
    """Subject: the agreement."""

    db: Database
    prepare_agreement: PrepareAgreement
    document_renderer: DocumentRenderer
    offer_agreement: OfferAgreement

    async def __call__(self, job: Job) -> datetime | None:
        ident = AgreementId(job.subject)
        async with self.db.transaction():
            facts = await self.prepare_agreement(agreement_id=ident)
        if facts is None:
            return None
        content = await asyncio.to_thread(self.document_renderer.prolongation, facts)
        async with self.db.transaction():
            await self.offer_agreement(agreement_id=ident, content=content)
        return None


@dataclass(frozen=True, kw_only=True)
class MakeHolidaySchedule:
    """Subject: the application for credit holidays that was granted."""

    db: Database
    prepare_rest_schedule: PrepareRestSchedule
    document_renderer: DocumentRenderer
    give_rest_schedule: GiveRestSchedule

    async def __call__(self, job: Job) -> datetime | None:
        facts = await self.prepare_rest_schedule(holidays_id=job.subject)
        if facts is None:
            return None
        content = await asyncio.to_thread(self.document_renderer.schedule, facts)
        async with self.db.transaction():
            await self.give_rest_schedule(holidays_id=job.subject, content=content)
        return None

"""Setting the papers of repayment in type, in a thread."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from domain.gateways import DocumentRenderer
from domain.ids import RepaymentId
from domain.notifications import DocumentKind
from domain.refusals import DataHeld
from domain.usecases.documents.payment_documents import GivePaymentDocument, PreparePaymentDocument
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class MakePaymentPaper:
    """Subject: the repayment."""

    db: Database
    prepare_payment_document: PreparePaymentDocument
    document_renderer: DocumentRenderer
    give_payment_document: GivePaymentDocument
    sheet: DocumentKind = DocumentKind.CONFIRMATION

    async def __call__(self, job: Job) -> datetime | None:
        ident = RepaymentId(job.subject)
        facts = await self.prepare_payment_document(repayment_id=ident, sheet=self.sheet)
        if facts is None:
            return None
        set_in_type = (
            self.document_renderer.schedule
            if self.sheet is DocumentKind.SCHEDULE
            else self.document_renderer.confirmation
        )
        content = await asyncio.to_thread(set_in_type, facts)
        try:
            async with self.db.transaction():
                await self.give_payment_document(
                    repayment_id=ident, sheet=self.sheet, content=content
                )
        except DataHeld as held:  # the way in has changed since it was asked for
            return held.until
        return None


@dataclass(frozen=True, kw_only=True)
class MakeSchedulePaper(MakePaymentPaper):
    """Subject: the repayment that changed the schedule."""

    sheet: DocumentKind = DocumentKind.SCHEDULE

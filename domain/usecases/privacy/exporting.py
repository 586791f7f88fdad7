"""«Скачать мои данные»: asked for, gathered, sent as a file."""

from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from domain.dates import Clock
from domain.ids import BorrowerId, DocumentId, new_id
from domain.model.export import Everything
from domain.model.jobs import JobKind
from domain.model.profile import EXPORT_TAKES, EXPORTS_A_DAY, Export
from domain.notifications import ExportReady
from domain.ports import Applications, Document, DocumentStore, Dossier, Exports, Jobs, Notices
from domain.refusals import ExportsUsedUp, ExportUnderWay, NothingToDo
from domain.usecases.accounts.held_data import OpenData
from domain.usecases.settings.profile import LookAtProfile, Profile

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class AskExport:
    open_data: OpenData
    applications: Applications
    exports: Exports
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> None:
        """ExportUnderWay; ExportsUsedUp after three within a day; NothingToDo for who has never
        applied; DataHeld."""
        await self.open_data(borrower_id)
        if await self.applications.last(borrower_id) is None:
            raise NothingToDo
        now = self.clock.now()
        asked = await self.exports.since(borrower_id, now - DAY)
        if any(one.done_at is None and one.asked_at > now - EXPORT_TAKES for one in asked):
            raise ExportUnderWay
        if len(asked) >= EXPORTS_A_DAY:
            raise ExportsUsedUp(asked[0].asked_at + DAY)
        export = Export(id=new_id(), borrower_id=borrower_id, asked_at=now)
        await self.exports.save(export)
        await self.jobs.plan(JobKind.EXPORT, export.id)


@dataclass(frozen=True, kw_only=True)
class GatherExport:
    """All that is kept; the file is made elsewhere."""

    open_data: OpenData
    exports: Exports
    dossier: Dossier
    look_at_profile: LookAtProfile

    async def __call__(self, *, export_id: str) -> tuple[Everything, Profile] | None:
        """None when it was sent already; DataHeld, when the way in has changed since."""
        export = await self.exports.get(export_id)
        if export.done_at is not None:
            return None
        await self.open_data(export.borrower_id)
        profile = await self.look_at_profile(borrower_id=export.borrower_id)
        return await self.dossier.everything(export.borrower_id), profile


@dataclass(frozen=True, kw_only=True)
class GiveExport:
    """The file is ready: keep it, and send it."""

    open_data: OpenData
    applications: Applications
    exports: Exports
    documents: DocumentStore
    notices: Notices
    clock: Clock

    async def __call__(self, *, export_id: str, content: bytes) -> None:
        """DataHeld."""
        export = await self.exports.get(export_id)
        last = await self.applications.last(export.borrower_id)
        if export.done_at is not None or last is None:
            return
        await self.open_data(export.borrower_id)
        paper = Document(
            id=DocumentId(new_id()),
            application_id=last.id,
            kind="export",
            name=f"Мои данные {self.clock.today().isoformat()}.json",
            content=content,
            sha256=sha256(content).hexdigest(),
            made_at=self.clock.now(),
        )
        await self.documents.add(paper)
        await self.exports.save(replace(export, done_at=self.clock.now()))
        await self.notices.tell(export.borrower_id, ExportReady(document=paper.id))

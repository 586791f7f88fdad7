"""The photo of a case in the staff group: shown, and put away before nobody can delete it."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import CaseId
from domain.model.cases import PHOTO_STANDS, Case
from domain.model.jobs import JobKind
from domain.notifications import (
    CaseClosed,
    CaseOpened,
    CaseSolved,
    Notice,
    PhotoPutAway,
    PhotoShown,
    Solved,
)
from domain.ports import Cases, Jobs, Notices, Photos
from domain.refusals import NothingToDo, PhotoGone
from domain.usecases.cases.own_affairs import NotOwnAffair


@dataclass(frozen=True, kw_only=True)
class ShowCase:
    """An open one, at the end of the staff group. A photo stands there for a time only."""

    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(self, case: Case) -> None:
        opened = CaseOpened(
            case=case.id, number=case.number, kind=case.kind, facts=case.facts, photo=case.photo
        )
        await self.tell(opened, case)

    async def tell(self, notice: Notice, case: Case) -> None:
        await self.notices.tell_staff(notice)
        if case.photo:
            await self.jobs.plan(JobKind.CASE_PHOTO, case.id, self.clock.now() + PHOTO_STANDS)


@dataclass(frozen=True, kw_only=True)
class EndCase:
    """Tell the staff how one has ended, in the place of its photo."""

    notices: Notices
    jobs: Jobs

    async def __call__(self, case: Case, *, why: Solved | None, photo: bool) -> None:
        """`photo`: it is kept for a time."""
        await self.notices.tell_staff(ended(case, why, photo=photo))
        if case.photo:
            await self.jobs.drop(JobKind.CASE_PHOTO, case.id)


def ended(case: Case, why: Solved | None, *, photo: bool) -> CaseClosed | CaseSolved:
    if case.action is None:
        shown = case.id if case.photo else None
        return CaseSolved(number=case.number, kind=case.kind, case=shown, why=why, photo=photo)
    return CaseClosed(
        case=case.id,
        number=case.number,
        kind=case.kind,
        action=case.action,
        by=case.closed_by or "",
        photo=photo,
    )


@dataclass(frozen=True, kw_only=True)
class ShowPhoto:
    """«Показать»: once more, and put away again; of a case that has ended too, as long as its
    photo is kept."""

    cases: Cases
    photos: Photos
    show_case: ShowCase
    not_own_affair: NotOwnAffair

    async def __call__(self, *, case_id: CaseId, by_id: int) -> None:
        """NothingToDo, OwnAffair; PhotoGone when its time is over."""
        case = await self.cases.get(case_id)
        if case is None or case.photo is None:
            raise NothingToDo
        await self.not_own_affair(case, by_id=by_id)
        if await self.photos.get(case.photo) is None:
            raise PhotoGone
        if case.closed_at is None:
            await self.show_case(case)
            return
        shown = PhotoShown(
            case=case.id,
            number=case.number,
            kind=case.kind,
            photo=case.photo,
            action=case.action,
            by=case.closed_by or "",
        )
        await self.show_case.tell(shown, case)


@dataclass(frozen=True, kw_only=True)
class PutPhotoAway:
    """Its time in the group is over, whether or not anybody has decided."""

    cases: Cases
    photos: Photos
    notices: Notices

    async def __call__(self, *, case_id: CaseId) -> None:
        case = await self.cases.get(case_id)
        if case is None or case.photo is None:
            return
        if case.closed_at is None:
            put_away = PhotoPutAway(case=case.id, number=case.number, kind=case.kind)
            await self.notices.tell_staff(put_away)
            return
        # Of those that ended by themselves only a stranger's photo is kept, to be shown again.
        why = Solved.NOT_ME if case.action is None else None
        kept = await self.photos.get(case.photo) is not None
        await self.notices.tell_staff(ended(case, why, photo=kept))

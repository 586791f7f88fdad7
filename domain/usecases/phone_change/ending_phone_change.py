"""How a change of phone ends without the staff: withdrawn, denied, forgotten, lapsed."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.model.accounts.phone_change import UNDER_WAY, PhoneChange, PhoneChangeStatus, Why
from domain.model.accounts.session import Actor
from domain.model.cases import CaseKind
from domain.notifications import PhoneChangeRefused, PhoneChangeStopped, Solved
from domain.ports import Notices, PhoneChanges, Photos
from domain.refusals import NothingToDo
from domain.usecases.cases.opening import SolveCase
from domain.usecases.phone_change.changing_phone import KeepChange


@dataclass(frozen=True, kw_only=True)
class WithdrawPhoneChange:
    """«Отозвать» where it was asked for, «Это не я» on any device of the borrower."""

    phone_changes: PhoneChanges
    photos: Photos
    keep_change: KeepChange
    solve_case: SolveCase
    notices: Notices
    clock: Clock
    photo_kept: timedelta

    async def __call__(self, *, actor: Actor, change_id: str, not_me: bool) -> None:
        """NothingToDo when it has ended, or is somebody else's. The photo of a stranger is kept
        for a time: it may be asked for."""
        change = await self.phone_changes.get(change_id)
        if change is None or change.state not in UNDER_WAY:
            raise NothingToDo
        here = change.chat_id == actor.chat_id
        if not here and not (actor.signed_in and actor.borrower_id == change.borrower_id):
            raise NothingToDo
        now = self.clock.now()
        ended = replace(change, state=PhoneChangeStatus.WITHDRAWN, decided_at=now, photo_until=None)
        if not_me and change.borrower_id is not None:
            ended = replace(ended, photo_until=now + self.photo_kept)
        else:
            await self.photos.drop(change.id)
        await self.keep_change.save(ended)
        why = Solved.NOT_ME if not_me else Solved.WITHDRAWN
        await self.solve_case(kind=CaseKind.PHONE, subject=change.id, why=why)
        if not here:
            await self.notices.tell_chat(change.chat_id, PhoneChangeStopped())


@dataclass(frozen=True, kw_only=True)
class FollowPhoneChange:
    """The moment of its `due()` has come."""

    phone_changes: PhoneChanges
    photos: Photos
    keep_change: KeepChange
    solve_case: SolveCase
    notices: Notices
    clock: Clock

    async def __call__(self, *, change_id: str) -> None:
        change = await self.phone_changes.get(change_id)
        due = change.due() if change else None
        if change is None or due is None or self.clock.now() < due:
            return
        if change.state is PhoneChangeStatus.BEGUN:
            await self.phone_changes.drop(change.id)
        elif change.state is not PhoneChangeStatus.OPEN:
            await self._drop_photo(change)
        elif change.borrower_id is None:
            await self._refuse(change, PhoneChangeStatus.REFUSED, change.why or Why.MISMATCH)
        else:
            await self._drop_photo(change)
            await self.solve_case(kind=CaseKind.PHONE, subject=change.id, why=Solved.LAPSED)
            await self._refuse(change, PhoneChangeStatus.LAPSED, Why.LAPSED)

    async def _drop_photo(self, change: PhoneChange) -> None:
        await self.photos.drop(change.id)
        await self.keep_change.save(replace(change, photo_until=None))

    async def _refuse(self, change: PhoneChange, state: PhoneChangeStatus, why: Why) -> None:
        ended = replace(change, state=state, why=why, decided_at=self.clock.now(), photo_until=None)
        await self.keep_change.save(ended)
        await self.notices.tell_chat(change.chat_id, PhoneChangeRefused(why=why))

"""Every right of the staff needs membership in their group at that moment, kept by id."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.model.jobs import JobKind
from domain.model.staff import Belongs, Member
from domain.ports import Jobs, StaffMembers

SECOND = timedelta(seconds=1)  # Telegram tells whole ones


@dataclass(frozen=True, kw_only=True)
class NoteMember:
    """Telegram says who is a member."""

    staff_members: StaffMembers

    async def __call__(self, *, user_id: int, inside: bool, at: datetime) -> None:
        """Who has left is out at once. Who came in is believed unless something newer is known:
        an answer that was on its way must not bring back who was thrown out meanwhile."""
        known = await self.staff_members.get(user_id)
        if inside and known is not None and known.at >= at + SECOND:
            return
        await self.staff_members.save(Member(user_id=user_id, inside=inside, at=at))


@dataclass(frozen=True, kw_only=True)
class AskMembership:
    """Asked before every button, command and reply of the staff."""

    staff_members: StaffMembers
    jobs: Jobs

    async def __call__(self, *, user_id: int) -> Belongs:
        """Of who isn't known Telegram is asked."""
        known = await self.staff_members.get(user_id)
        if known is None:
            await self.jobs.plan(JobKind.STAFF_MEMBER, str(user_id))
            return Belongs.UNKNOWN
        return Belongs.YES if known.inside else Belongs.NO


@dataclass(frozen=True, kw_only=True)
class RecordAnswer:
    """What Telegram answered to a question that was sent at `asked_at`: a change that it told
    since then holds."""

    staff_members: StaffMembers

    async def __call__(self, *, user_id: int, inside: bool, asked_at: datetime) -> None:
        known = await self.staff_members.get(user_id)
        if known is None or known.at < asked_at - SECOND:
            await self.staff_members.save(Member(user_id=user_id, inside=inside, at=asked_at))

"""The staff's group moves, is lost, and comes back: its messages wait, and the owners hear of it
in private, as the group itself can't be told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.ids import ChatId
from domain.model.jobs import JobKind
from domain.model.messaging.desk import PAUSED, TRY_AGAIN, Right, Trouble
from domain.notifications import DeskBack, DeskLost, DeskMoved, DeskPaused, DeskRightsLost, Notice
from domain.ports import Desk, Jobs, LaneWaits, Notices


@dataclass(frozen=True, kw_only=True)
class TellOwners:
    """`owners`: who runs the lender's bot, by the ids of their private chats."""

    notices: Notices
    owners: Collection[int]

    async def __call__(self, notice: Notice) -> None:
        for owner in sorted(self.owners):
            await self.notices.tell_chat(ChatId(owner), notice)


@dataclass(frozen=True, kw_only=True)
class MoveDesk:
    desk: Desk
    jobs: Jobs
    tell_owners: TellOwners

    async def __call__(self, *, old: int, new: int) -> None:
        """The group `old` is upgraded, and is `new` from now on; known already, nothing is told.
        Members stay known, by their own ids; who came and went meanwhile is asked."""
        if await self.desk.moved(old, new):
            await self.jobs.plan(JobKind.STAFF_MEMBERS, "all")
            await self.tell_owners(DeskMoved(chat_id=new))


@dataclass(frozen=True, kw_only=True)
class LoseDesk:
    lane_waits: LaneWaits
    tell_owners: TellOwners
    clock: Clock

    async def __call__(self, *, trouble: Trouble) -> None:
        """Nothing can be written there; told once for each new trouble."""
        until = self.clock.now() + TRY_AGAIN
        before = await self.lane_waits.hold(self.lane_waits.of_desk, until, trouble)
        if before is None or before.why != trouble:
            await self.tell_owners(DeskLost(trouble=trouble))


@dataclass(frozen=True, kw_only=True)
class PauseLane:
    lane_waits: LaneWaits
    tell_owners: TellOwners

    async def __call__(self, *, lane: str, until: datetime) -> None:
        """The messenger wants nothing for this chat before `until`."""
        before = await self.lane_waits.hold(lane, until, PAUSED)
        if before is None and lane == self.lane_waits.of_desk:
            await self.tell_owners(DeskPaused(until=until))


@dataclass(frozen=True, kw_only=True)
class RegainDesk:
    lane_waits: LaneWaits
    jobs: Jobs
    tell_owners: TellOwners

    async def __call__(self, *, lacking: Collection[Right] = ()) -> None:
        """The bot can write there again; `lacking`: what else it must be allowed, and isn't."""
        before = await self.lane_waits.lift(self.lane_waits.of_desk)
        if before is not None and before.why != PAUSED:
            await self.jobs.plan(JobKind.STAFF_MEMBERS, "all")  # who came and went meanwhile
            await self.tell_owners(DeskBack())
        if lacking:
            await self.tell_owners(DeskRightsLost(rights=tuple(lacking)))

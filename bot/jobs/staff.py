"""Asking Telegram who belongs to the staff: everybody at each start, a stranger when they act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.gateways import GatewayRefused, GroupMoved, StaffGroup
from domain.model.messaging.desk import Trouble
from domain.ports import Desk, StaffMembers
from domain.rules.rights import Rights
from domain.usecases.staff.desk import LoseDesk, MoveDesk
from domain.usecases.staff.membership import RecordAnswer
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class AskMember:
    db: Database
    staff_group: StaffGroup
    record_answer: RecordAnswer
    clock: Clock

    async def __call__(self, job: Job) -> datetime | None:
        await self.ask([int(job.subject)])
        return None

    async def ask(self, ids: Iterable[int]) -> None:
        for user_id in ids:
            asked_at = self.clock.now()
            try:
                inside = await self.staff_group.has(user_id)
            except GatewayRefused:
                inside = False
            await self.record(user_id, inside, asked_at)

    async def record(self, user_id: int, inside: bool, asked_at: datetime) -> None:
        async with self.db.transaction():
            await self.record_answer(user_id=user_id, inside=inside, asked_at=asked_at)


@dataclass(frozen=True, kw_only=True)
class AskMembers:
    """Who changed while the bot was down is known again."""

    db: Database
    staff_group: StaffGroup
    staff_members: StaffMembers
    ask_member: AskMember
    move_desk: MoveDesk
    lose_desk: LoseDesk
    desk: Desk
    rights: Rights
    clock: Clock

    async def __call__(self, _: Job) -> datetime | None:
        asked_at = self.clock.now()
        try:
            found = set(await self.staff_group.administrators())
        except GroupMoved as moved:
            async with self.db.transaction():
                await self.move_desk(old=self.desk.chat_id, new=moved.now)
            raise
        except GatewayRefused as error:
            if error.code not in set(Trouble):
                raise
            async with self.db.transaction():
                await self.lose_desk(trouble=Trouble(error.code))
            return None  # who is in it is asked again when the bot is back
        for user_id in sorted(found):
            await self.ask_member.record(user_id, True, asked_at)
        others = {*await self.staff_members.known(), *self.rights.change_phone, *self.rights.block}
        await self.ask_member.ask(sorted(others - found))
        return None

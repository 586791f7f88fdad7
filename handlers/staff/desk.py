"""What happens to the bot in the staff's group, and to the group itself."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import Filter
from aiogram.types import ChatMemberAdministrator, ChatMemberUpdated, Message

from domain.model.messaging.desk import Right, Trouble
from domain.usecases.staff.desk import LoseDesk, MoveDesk, RegainDesk
from handlers.engine.screen import Answer

router = Router(name="desk")
OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)


class InDesk(Filter):
    async def __call__(self, event: ChatMemberUpdated, staff_chat: int) -> bool:
        return event.chat.id == staff_chat


class Upgraded(Filter):
    """A service message of a group that has another id now: in the old one, or in the new."""

    async def __call__(self, message: Message) -> dict[str, int] | bool:
        if message.migrate_to_chat_id is not None:
            return {"old": message.chat.id, "new": message.migrate_to_chat_id}
        if message.migrate_from_chat_id is not None:
            return {"old": message.migrate_from_chat_id, "new": message.chat.id}
        return False


@router.my_chat_member(InDesk())
async def changed(event: ChatMemberUpdated, lose_desk: LoseDesk, regain_desk: RegainDesk) -> Answer:
    now = event.new_chat_member
    if now.status in OUT:
        await lose_desk(trouble=Trouble.REMOVED)
    elif getattr(now, "can_send_messages", True) is False:  # restricted
        await lose_desk(trouble=Trouble.SILENCED)
    elif now.status is not ChatMemberStatus.CREATOR:
        admin = isinstance(now, ChatMemberAdministrator)
        lacking = [one for one in Right if not (admin and getattr(now, one))]
        await regain_desk(lacking=lacking)
    return None


@router.message(Upgraded())
async def upgraded(_: Message, old: int, new: int, move_desk: MoveDesk) -> Answer:
    """Of another group than the staff's it means nothing."""
    await move_desk(old=old, new=new)
    return None

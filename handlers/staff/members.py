"""Who comes into the staff group and who leaves it; and that nobody else has a right there."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.enums import ChatMemberStatus
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, ChatMemberUpdated, TelegramObject

from domain.model.staff import Belongs
from domain.usecases.staff.membership import AskMembership, NoteMember
from handlers.engine.screen import Answer, Say, Toast
from handlers.staff import screens

INSIDE = (ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)

router = Router(name="staff members")


@router.chat_member()
async def changed(event: ChatMemberUpdated, note_member: NoteMember, staff_chat: int) -> Answer:
    if event.chat.id == staff_chat:
        now = event.new_chat_member
        inside = now.status in INSIDE or bool(getattr(now, "is_member", False))
        await note_member(user_id=now.user.id, inside=inside, at=event.date)
    return None


class Outside(StatesGroup):
    told = State(
        "told", "Outside"
    )  # once that they aren't a member: in a public group anybody may type commands


class MembersOnly(BaseMiddleware):
    """Around every handler of the staff: buttons, also of old messages, and commands."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        ask: AskMembership = data["ask_membership"]
        user = getattr(event, "from_user", None)
        belongs = Belongs.NO if user is None else await ask(user_id=user.id)
        state: FSMContext = data["state"]
        told = await state.get_state() == Outside.told
        if belongs is Belongs.YES:
            if told:
                await state.clear()
            return await handler(event, data)
        screen = screens.not_a_member(unknown=belongs is Belongs.UNKNOWN)
        if isinstance(event, CallbackQuery):
            return Toast(screen.text)
        if belongs is Belongs.UNKNOWN:
            return Say(screen)
        await state.set_state(Outside.told)
        return None if told else Say(screen)

"""Whatever no conversation expected: always answered, never swallowed."""

from aiogram import Router
from aiogram.filters import KICKED, ChatMemberUpdatedFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from domain.ids import BorrowerId
from domain.model.messaging.gone import Gone
from domain.usecases.home.gone_chats import ComeBack, LeaveChat
from domain.usecases.home.overview import LookAround
from handlers.engine.filters import PrivateChat
from handlers.engine.screen import Answer, Say, Toast
from handlers.home import common_screens as common
from handlers.home import menu

router = Router(name="fallback")
router.message.filter(PrivateChat())
router.edited_message.filter(PrivateChat())


@router.message()
async def lost(
    message: Message, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    return await menu.go_on(message, state, await look_around(borrower_id=borrower_id))


@router.edited_message()
async def edited(_: Message) -> Answer:
    return Say(common.edited())


@router.callback_query()
async def stale(_: CallbackQuery) -> Answer:
    return Toast(common.STALE)


@router.my_chat_member(ChatMemberUpdatedFilter(KICKED))
async def blocked(event: ChatMemberUpdated, leave_chat: LeaveChat) -> Answer:
    await leave_chat(chat_id=event.chat.id, why=Gone.BLOCKED)
    return None


@router.my_chat_member()
async def unblocked(event: ChatMemberUpdated, come_back: ComeBack) -> Answer:
    await come_back(chat_id=event.chat.id)
    return None

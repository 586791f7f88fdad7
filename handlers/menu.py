"""Commands that work at any step.

/start   begin, or go on where one stopped
/status  what is with the loan or the application
/cancel  give up an application before it is signed
/help
"""

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.usecases.overview import LookAround
from domain.usecases.withdrawing import Withdraw
from handlers import offer, where
from handlers.filters import PrivateChat, To
from handlers.reply import chat_of
from handlers.screens import common, signing
from handlers.screens.screen import Answer, Say

router = Router(name="menu")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(CommandStart())
@router.message(Command("status"))
async def start(message: Message, state: FSMContext, look_around: LookAround) -> Answer:
    overview = await look_around(chat_id=chat_of(message))
    step = await state.get_state()
    if overview.loan or (overview.application and overview.application.live):
        return Say(where.screen(overview))
    if step and overview.draft:
        question = where.draft_step(step, await state.get_data(), overview.draft)
        if question is not None:
            return Say(common.resume(question))
    return await offer.begin(message, state)


@router.message(Command("help"))
async def help_(_: Message) -> Answer:
    return Say(common.help_())


@router.message(Command("cancel"))
async def cancel(
    message: Message, state: FSMContext, look_around: LookAround, withdraw: Withdraw
) -> Answer:
    overview = await look_around(chat_id=chat_of(message))
    application = overview.application
    if not (overview.draft or overview.loan or (application and application.live)):
        return Say(signing.nothing_to_cancel())
    if not await withdraw(chat_id=chat_of(message)):
        return Say(signing.too_late())
    await state.clear()
    return Say(signing.declined())


@router.callback_query(To("where"))
async def current(query: CallbackQuery, look_around: LookAround) -> Answer:
    return Say(where.screen(await look_around(chat_id=chat_of(query))))


@router.callback_query(To("start"))
async def new(query: CallbackQuery, state: FSMContext, look_around: LookAround) -> Answer:
    overview = await look_around(chat_id=chat_of(query))
    if overview.loan or (overview.application and overview.application.live):
        return Say(where.screen(overview))
    return await offer.begin(query, state)

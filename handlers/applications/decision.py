"""A counter-offer: less than asked, to be taken or left.

Bot: Можем предложить 5 000 ₽ …     [Беру 5 000 ₽] [Отказаться]
> Беру 5 000 ₽
Bot edits: Одобрено 5 000 ₽ …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.usecases.applications.taking_less import TakeLess
from domain.usecases.applications.withdrawing import Withdraw
from handlers.engine.filters import To
from handlers.engine.parse import InputError
from handlers.engine.reply import reply
from handlers.engine.screen import Answer
from handlers.home import common_screens as common
from handlers.signing import screens as signing


class Decided(StatesGroup):
    counter = State("counter", "Decided")


router = Router(name="decision")
router.message.filter(StateFilter(Decided))
router.callback_query.filter(StateFilter(Decided))


@router.callback_query(To("take"))
async def take(query: CallbackQuery, take_less: TakeLess, borrower_id: BorrowerId) -> Answer:
    taken = await take_less(borrower_id=borrower_id)
    return reply(query, common.taken()) if taken else None  # a notice says why not


@router.callback_query(To("leave"))
async def leave(
    query: CallbackQuery, state: FSMContext, withdraw: Withdraw, borrower_id: BorrowerId
) -> Answer:
    await withdraw(borrower_id=borrower_id)
    await state.set_state(None)
    return reply(query, signing.declined())


@router.message()
async def wrong_take(_: Message) -> Answer:
    raise InputError("button")

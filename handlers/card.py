"""Binding a card: the bank's page, then the sum of the small hold.

Bot: Привяжите карту …             [Открыть страницу банка]
(the borrower types the card on the bank's page; the bank's SMS names a sum)
Bot: Какая это сумма?
> 3,47
Bot: Совпало …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.cards import CardRefusal
from domain.cards import State as BindingState
from domain.usecases.binding import OpenBinding
from domain.usecases.holding import NameHoldSum
from domain.usecases.overview import LookAround
from handlers import parse, where
from handlers.filters import To
from handlers.reply import chat_of
from handlers.screens import card as screens
from handlers.screens.screen import Answer, Say


class Card(StatesGroup):
    page = State()
    amount = State()
    checking = State()


router = Router(name="card")
router.message.filter(StateFilter(Card))
router.callback_query.filter(StateFilter(Card))


@router.message(StateFilter(Card.amount))
async def amount(message: Message, state: FSMContext, name_hold_sum: NameHoldSum) -> Answer:
    binding = await name_hold_sum(chat_id=chat_of(message), amount=parse.hold_sum(message))
    if binding.state is BindingState.OWNER:
        await state.set_state(Card.checking)
        return Say(screens.right_sum())
    if binding.tries_left:
        return Say(screens.wrong_sum(binding.tries_left))
    await state.set_state(Card.page)
    return Say(screens.refused(CardRefusal.WRONG_SUM, None))


@router.callback_query(To("card"))
async def another(query: CallbackQuery, state: FSMContext, open_binding: OpenBinding) -> Answer:
    await open_binding(chat_id=chat_of(query))
    await state.set_state(Card.page)
    return Say(screens.opening())


@router.message()
async def waiting(message: Message, look_around: LookAround) -> Answer:
    return Say(where.screen(await look_around(chat_id=chat_of(message))))

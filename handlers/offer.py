"""Choosing the sum and the term, and seeing the cost.

/start
Bot: Сколько вам нужно?   [5 000 ₽] [10 000 ₽] …
> 10 000 ₽
Bot: На сколько дней?     [7 дней] [14 дней] …
> 2 недели
Bot: 10 000 ₽ на 14 дней. Вернуть 11 120 ₽ …   [Оформить займ]
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import ChatId
from domain.money import Money
from domain.usecases.drafting import ChooseAmount, ChooseDays
from handlers import consents, parse
from handlers.filters import To
from handlers.reply import chat_of, reply
from handlers.screens import consents as consent_screens
from handlers.screens import offer as screens
from handlers.screens.callbacks import PickAmount, PickDays
from handlers.screens.screen import Answer, Said, Screen


class Offer(StatesGroup):
    amount = State()
    term = State()
    cost = State()


router = Router(name="offer")
router.message.filter(StateFilter(Offer))
router.callback_query.filter(StateFilter(Offer))


async def begin(event: Message | CallbackQuery, state: FSMContext) -> Said:
    await state.set_state(Offer.amount)
    return reply(event, screens.amount())


@router.callback_query(PickAmount.filter())
async def pick_amount(
    query: CallbackQuery,
    callback_data: PickAmount,
    state: FSMContext,
    choose_amount: ChooseAmount,
) -> Answer:
    amount = Money.rubles(callback_data.rubles)
    await choose_amount(chat_id=chat_of(query), amount=amount)
    await state.set_state(Offer.term)
    return reply(query, screens.term())


@router.message(StateFilter(Offer.amount))
async def amount(message: Message, state: FSMContext, choose_amount: ChooseAmount) -> Answer:
    await choose_amount(chat_id=chat_of(message), amount=parse.amount(message))
    await state.set_state(Offer.term)
    return reply(message, screens.term())


@router.callback_query(PickDays.filter())
async def pick_term(
    query: CallbackQuery, callback_data: PickDays, state: FSMContext, choose_days: ChooseDays
) -> Answer:
    screen = await _cost(chat_of(query), callback_data.days, choose_days)
    await state.set_state(Offer.cost)
    return reply(query, screen)


@router.message(StateFilter(Offer.term, Offer.cost))
async def term(message: Message, state: FSMContext, choose_days: ChooseDays) -> Answer:
    """Under the cost a typed term is still understood."""
    screen = await _cost(chat_of(message), parse.term(message), choose_days)
    await state.set_state(Offer.cost)
    return reply(message, screen)


async def _cost(chat_id: ChatId, days: int, choose_days: ChooseDays) -> Screen:
    return screens.cost(await choose_days(chat_id=chat_id, days=days))


@router.callback_query(To("amount"))
async def other_amount(query: CallbackQuery, state: FSMContext) -> Answer:
    return await begin(query, state)


@router.callback_query(To("term"))
async def other_term(query: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(Offer.term)
    return reply(query, screens.term())


@router.callback_query(StateFilter(Offer.cost), To("apply"))
async def apply(query: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(consents.Consents.personal_data)
    return reply(query, consent_screens.ask(consent_screens.PERSONAL_DATA, 1))

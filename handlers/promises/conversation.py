"""A promise to pay by a day.

> [Обещаю заплатить]
Bot: К какому дню заплатите?   [Завтра] [Через 3 дня] [Через неделю]
> 05.12
Bot: ✓ Записали: заплатите до 5 декабря 2026. …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.usecases.promises.promising import LookAtPromise, PromiseToPay
from handlers.engine.callbacks import PickDay
from handlers.engine.filters import PrivateChat, To
from handlers.engine.parse_day import button_day, day_ahead
from handlers.engine.reply import reply, under
from handlers.engine.screen import Answer, Say
from handlers.promises import screens


class Promising(StatesGroup):
    day = State("day", "Promising")


router = Router(name="promising")
router.message.filter(PrivateChat(), StateFilter(Promising))
router.callback_query.filter(PrivateChat())


@router.callback_query(To("promise", "promise_below"))
async def begin(
    query: CallbackQuery, state: FSMContext, look_at_promise: LookAtPromise, borrower_id: BorrowerId
) -> Answer:
    promising = await look_at_promise(borrower_id=borrower_id)
    await state.set_state(Promising.day)
    screen = screens.ask(promising)
    return Say(screen) if under(query, "promise_below") else reply(query, screen)


@router.callback_query(PickDay.filter())
async def pick(
    query: CallbackQuery,
    callback_data: PickDay,
    state: FSMContext,
    promise_to_pay: PromiseToPay,
    borrower_id: BorrowerId,
) -> Answer:
    day = button_day(callback_data.day)
    promise = await promise_to_pay(borrower_id=borrower_id, day=day)
    await state.clear()
    return reply(query, screens.promised(promise))


@router.message(StateFilter(Promising.day))
async def typed(
    message: Message,
    state: FSMContext,
    look_at_promise: LookAtPromise,
    promise_to_pay: PromiseToPay,
    borrower_id: BorrowerId,
) -> Answer:
    today = (await look_at_promise(borrower_id=borrower_id)).today
    promise = await promise_to_pay(borrower_id=borrower_id, day=day_ahead(message, today))
    await state.clear()
    return reply(message, screens.promised(promise))

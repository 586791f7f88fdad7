"""Credit holidays: what the law gives, the ground, the months, the papers, the application.

> [Трудно платить]
Bot: Закон даёт кредитные каникулы …   [Доход упал больше чем на 30 %] …
> [Доход упал больше чем на 30 %]
Bot: На сколько месяцев?   [1] [2] [3] …
> [3]
Bot: Каникулы на 3 месяца … Понадобятся …   [Отправить заявление]
> [Отправить заявление]
Bot: ✓ Заявление принято, дело 3F2A1B. …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.usecases.credit_holidays.asking import AskHolidays, LookAtHolidays
from handlers.credit_holidays import screens
from handlers.engine.callbacks import AskRest, PickGround
from handlers.engine.filters import PrivateChat, To
from handlers.engine.parse import InputError
from handlers.engine.reply import reply, under
from handlers.engine.screen import Answer, Say


class Resting(StatesGroup):
    """Only buttons answer here: they carry all that was chosen."""

    ground = State("ground", "Resting")
    months = State("months", "Resting")
    papers = State("papers", "Resting")


router = Router(name="resting")
router.message.filter(PrivateChat(), StateFilter(Resting))
router.callback_query.filter(PrivateChat())


@router.callback_query(To("hardship", "hardship_below"))
async def begin(
    query: CallbackQuery,
    state: FSMContext,
    look_at_holidays: LookAtHolidays,
    borrower_id: BorrowerId,
) -> Answer:
    await look_at_holidays(borrower_id=borrower_id)
    await state.set_state(Resting.ground)
    screen = screens.ask_ground(look_at_holidays.longest())
    return Say(screen) if under(query, "hardship_below") else reply(query, screen)


@router.callback_query(PickGround.filter())
async def pick_ground(
    query: CallbackQuery,
    callback_data: PickGround,
    state: FSMContext,
    look_at_holidays: LookAtHolidays,
    borrower_id: BorrowerId,
) -> Answer:
    ground = callback_data.ground
    await look_at_holidays(borrower_id=borrower_id, ground=ground)
    await state.set_state(Resting.months)
    return reply(query, screens.ask_months(ground, look_at_holidays.longest()))


@router.callback_query(AskRest.filter())
async def pick_months(
    query: CallbackQuery,
    callback_data: AskRest,
    state: FSMContext,
    look_at_holidays: LookAtHolidays,
    ask_holidays: AskHolidays,
    borrower_id: BorrowerId,
) -> Answer:
    """The months, and then, with the papers read, the application itself."""
    ground = callback_data.ground
    if callback_data.sure:
        number = await ask_holidays(
            borrower_id=borrower_id, ground=ground, months=callback_data.months
        )
        await state.clear()
        return reply(query, screens.asked(number))
    await look_at_holidays(borrower_id=borrower_id, ground=ground)
    await state.set_state(Resting.papers)
    return reply(query, screens.papers(ground, callback_data.months))


@router.message(StateFilter(Resting))
async def wrong(_: Message) -> Answer:
    raise InputError("button")

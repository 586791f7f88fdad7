"""Questions about the debt: why so much, what closing costs on another day, the law's return.

> [Почему столько?]
Bot: Почему 10 880 ₽ …        [‹ Раньше] [Позже ›]
> [Закрыть в другой день]
Bot: Сегодня — 10 880 ₽ …     [Закрыть сегодня — 10 880 ₽]
> 15 декабря
Bot: 15 декабря — 11 760 ₽ …
> [Вернуть займ: закон даёт 14 дней]
Bot: Вернуть можно до 7 декабря …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.usecases.loan_view.explaining import ExplainDebt, LookAhead
from domain.usecases.loan_view.looking import LookAtLoan
from handlers.engine.callbacks import WhyPage
from handlers.engine.filters import PrivateChat, To
from handlers.engine.parse_day import day_ahead
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Say
from handlers.loan_view import ahead_screens
from handlers.loan_view import explaining_screens as screens


class Calendar(StatesGroup):
    day = State("day", "Calendar")


router = Router(name="explaining")
router.message.filter(PrivateChat(), StateFilter(Calendar))
router.callback_query.filter(PrivateChat())


@router.callback_query(To("why"))
async def why(query: CallbackQuery, explain_debt: ExplainDebt, borrower_id: BorrowerId) -> Answer:
    return reply(query, screens.why(await explain_debt(borrower_id=borrower_id)))


@router.callback_query(WhyPage.filter())
async def page(
    query: CallbackQuery, callback_data: WhyPage, explain_debt: ExplainDebt, borrower_id: BorrowerId
) -> Answer:
    explained = await explain_debt(borrower_id=borrower_id)
    return reply(query, screens.why(explained, callback_data.page))


@router.callback_query(To("calendar"))
async def calendar(
    query: CallbackQuery, state: FSMContext, look_ahead: LookAhead, borrower_id: BorrowerId
) -> Answer:
    ahead = await look_ahead(borrower_id=borrower_id)
    await state.set_state(Calendar.day)
    return reply(query, ahead_screens.calendar(ahead))


@router.message(StateFilter(Calendar.day))
async def day(message: Message, look_ahead: LookAhead, borrower_id: BorrowerId) -> Answer:
    ahead = await look_ahead(borrower_id=borrower_id)
    asked = ahead.on(day_ahead(message, ahead.loan_state.today))
    return Say(ahead_screens.on_day(ahead, asked))


@router.callback_query(To("return"))
async def give_back(
    query: CallbackQuery, look_at_loan: LookAtLoan, borrower_id: BorrowerId
) -> Answer:
    return reply(query, ahead_screens.give_back(await look_at_loan(borrower_id=borrower_id)))

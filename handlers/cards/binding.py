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

from domain.ids import BorrowerId
from domain.model.card_binding import IN_WORK, BindingStatus, CardRefusal
from domain.usecases.cards.card_binding import OpenBinding
from domain.usecases.cards.holding import NameHoldSum
from domain.usecases.home.overview import LookAround
from handlers.cards import binding_screens as screens
from handlers.engine import parse
from handlers.engine.filters import To
from handlers.engine.screen import Answer, Say
from handlers.home import where


class Card(StatesGroup):
    page = State("page", "Card")
    amount = State("amount", "Card")
    checking = State("checking", "Card")


router = Router(name="card")
router.message.filter(StateFilter(Card))
router.callback_query.filter(StateFilter(Card))


@router.message(StateFilter(Card.amount))
async def amount(
    message: Message,
    state: FSMContext,
    name_hold_sum: NameHoldSum,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    binding = await name_hold_sum(borrower_id=borrower_id, amount=parse.hold_sum(message))
    if binding.state is BindingStatus.OWNER:
        await state.set_state(Card.checking)
        return Say(screens.right_sum())
    if binding.tries_left:
        return Say(screens.wrong_sum(binding.tries_left))
    await state.set_state(Card.page)
    overview = await look_around(borrower_id=borrower_id)
    to_wallet = not overview.applying
    return Say(screens.refused(CardRefusal.WRONG_SUM, None, to_wallet=to_wallet))


@router.callback_query(To("card"))
async def another(
    _: CallbackQuery, state: FSMContext, open_binding: OpenBinding, borrower_id: BorrowerId
) -> Answer:
    await open_binding(borrower_id=borrower_id)
    await state.set_state(Card.page)
    return Say(screens.opening())


@router.message()
async def waiting(_: Message, look_around: LookAround, borrower_id: BorrowerId) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    if overview.binding is not None and overview.binding.state in IN_WORK:
        return Say(where.binding_screen(overview.binding, to_wallet=not overview.applying))
    return Say(where.screen(overview))

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

from domain.ids import BorrowerId
from domain.money import Money
from domain.refusals import TermOutOfRange
from domain.rules.product import PRODUCTS
from domain.usecases.applications.drafting import ChooseAmount, ChooseDays
from domain.usecases.applications.returning import LookAgain
from domain.usecases.home.overview import LookAround, Overview
from handlers.applications import offer_screens as screens
from handlers.applications import questions
from handlers.consents import conversation as consents
from handlers.consents import screens as consent_screens
from handlers.engine import parse
from handlers.engine.callbacks import PickAmount, PickDays
from handlers.engine.filters import To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Said, Say


class Offer(StatesGroup):
    amount = State("amount", "Offer")
    term = State("term", "Offer")
    payday = State("payday", "Offer")
    cost = State("cost", "Offer")


router = Router(name="offer")
router.message.filter(StateFilter(Offer))
router.callback_query.filter(StateFilter(Offer))


async def begin(
    event: Message | CallbackQuery, state: FSMContext, overview: Overview, *, anew: bool = False
) -> Said:
    """`anew`: the button stands under something that is to stay."""
    if overview.closed is not None:
        return Say(screens.closed(overview.closed, account=overview.account))
    await state.set_state(Offer.amount)
    screen = screens.amount(overview.limit, returning=overview.returning, account=overview.account)
    return Say(screen) if anew else reply(event, screen)


@router.callback_query(PickAmount.filter())
async def pick_amount(
    query: CallbackQuery,
    callback_data: PickAmount,
    state: FSMContext,
    choose_amount: ChooseAmount,
    borrower_id: BorrowerId,
) -> Answer:
    amount = Money.rubles(callback_data.rubles)
    draft = await choose_amount(borrower_id=borrower_id, amount=amount)
    await state.set_state(Offer.term)
    return reply(query, screens.term(PRODUCTS[draft.product]))


@router.message(StateFilter(Offer.amount))
async def amount(
    message: Message, state: FSMContext, choose_amount: ChooseAmount, borrower_id: BorrowerId
) -> Answer:
    draft = await choose_amount(borrower_id=borrower_id, amount=parse.amount(message))
    await state.set_state(Offer.term)
    return reply(message, screens.term(PRODUCTS[draft.product]))


@router.callback_query(PickDays.filter())
async def pick_term(
    query: CallbackQuery,
    callback_data: PickDays,
    state: FSMContext,
    choose_days: ChooseDays,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    cost = await choose_days(borrower_id=borrower_id, days=callback_data.days)
    await state.set_state(Offer.cost)
    returning = (await look_around(borrower_id=borrower_id)).returning
    return reply(query, screens.cost(cost, returning=returning))


@router.callback_query(To("payday"))
async def ask_payday(query: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(Offer.payday)
    return reply(query, screens.payday())


@router.message(StateFilter(Offer.term, Offer.cost))
async def term(
    message: Message,
    state: FSMContext,
    choose_days: ChooseDays,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    """Under the cost a typed term is still understood. Instalments know no payday."""
    days = parse.term(message)
    overview = await look_around(borrower_id=borrower_id)
    draft = overview.draft
    by_instalments = draft is not None and PRODUCTS[draft.product].every is not None
    if days == parse.UNTIL_PAYDAY and not by_instalments:
        await state.set_state(Offer.payday)
        return Say(screens.payday())
    cost = await choose_days(borrower_id=borrower_id, days=days)
    await state.set_state(Offer.cost)
    return Say(screens.cost(cost, returning=overview.returning))


@router.message(StateFilter(Offer.payday))
async def payday(
    message: Message,
    state: FSMContext,
    choose_days: ChooseDays,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    day = int(parse.day_of_month(message))
    try:
        cost = await choose_days(borrower_id=borrower_id, payday=day)
    except TermOutOfRange:
        await state.set_state(Offer.term)
        return Say(screens.no_such_payday())
    await state.set_state(Offer.cost)
    returning = (await look_around(borrower_id=borrower_id)).returning
    return Say(screens.cost(cost, returning=returning))


@router.callback_query(To("amount"))
async def other_amount(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    return await begin(query, state, await look_around(borrower_id=borrower_id))


@router.callback_query(To("term"))
async def other_term(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    draft = (await look_around(borrower_id=borrower_id)).draft
    await state.set_state(Offer.term)
    return reply(query, screens.term(PRODUCTS[draft.product if draft else "payday"]))


@router.callback_query(StateFilter(Offer.cost), To("apply"))
async def apply(
    query: CallbackQuery,
    state: FSMContext,
    look_around: LookAround,
    look_again: LookAgain,
    borrower_id: BorrowerId,
) -> Answer:
    """On with what is still open: consents, phone, questions. Who comes back sees the old
    answers at once."""
    again = await look_again(borrower_id=borrower_id, versions=consent_screens.VERSIONS)
    if again is not None and again.draft.phone_confirmed:
        return reply(query, await consents.begin_again(state, again))
    draft = (await look_around(borrower_id=borrower_id)).draft
    if draft is not None and draft.phone_confirmed:
        return reply(query, await questions.begin(state, draft))
    await state.set_state(consents.Consents.personal_data)
    return reply(query, consent_screens.ask(consent_screens.PERSONAL_DATA))

"""«Кредитная история»: what was told to which bureau and when, and disputing it.

/credit
Bot: Кредитная история: займ № …   [Оспорить] [Раньше] …
> [Оспорить]
Bot edits: Что неверно? …          [№ 2 · платёж 7 дек] [Опишу словами]
> [№ 2 · платёж 7 дек]
> Платил 5 декабря, а не 7
Bot: ✓ Приняли, дело …
"""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from domain.usecases.credit_history.credit import AskDispute, LookAtCredit
from handlers.credit_history import screens
from handlers.engine import parse
from handlers.engine.callbacks import IN_WORDS, CreditPage, DisputeRow
from handlers.engine.filters import NoCommand, PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Screen
from handlers.engine.signed_in import signed_in
from handlers.home import menu


class Disputing(StatesGroup):
    text = State("text", "Disputing")


router = Router(name="credit")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(Command("credit"))
@router.callback_query(To("credit"))
async def credit(
    event: Message | CallbackQuery,
    state: FSMContext,
    look_at_credit: LookAtCredit,
    actor: Actor,
) -> Answer:
    view = await look_at_credit(borrower_id=signed_in(actor))
    await menu.leave_question(state)
    return reply(event, screens.history(view))


@router.callback_query(CreditPage.filter())
async def page(
    query: CallbackQuery, callback_data: CreditPage, look_at_credit: LookAtCredit, actor: Actor
) -> Answer:
    view = await look_at_credit(borrower_id=signed_in(actor), contract=callback_data.contract)
    return reply(query, screens.history(view, callback_data.page))


@router.callback_query(DisputeRow.filter())
async def choose(
    query: CallbackQuery,
    callback_data: DisputeRow,
    state: FSMContext,
    look_at_credit: LookAtCredit,
    actor: Actor,
) -> Answer:
    """First which row, or none; then what is wrong with it."""
    contract, number = callback_data.contract, callback_data.number
    view = await look_at_credit(borrower_id=signed_in(actor), contract=contract)
    if number < IN_WORDS:
        return reply(query, screens.choose(view))
    await state.set_state(Disputing.text)
    await state.set_data({"contract": contract, "number": number})
    return reply(query, screens.ask_text(view.row(number)))


@router.callback_query(StateFilter(Disputing.text), To("dispute_bare"))
async def bare(
    query: CallbackQuery, state: FSMContext, ask_dispute: AskDispute, actor: Actor
) -> Answer:
    return reply(query, await _ask(state, ask_dispute, actor, ""))


@router.message(StateFilter(Disputing.text), NoCommand())
async def text(
    message: Message, state: FSMContext, ask_dispute: AskDispute, actor: Actor
) -> Answer:
    return reply(message, await _ask(state, ask_dispute, actor, parse.text(message)))


async def _ask(state: FSMContext, ask_dispute: AskDispute, actor: Actor, text: str) -> Screen:
    told = await state.get_data()
    disputed = await ask_dispute(
        borrower_id=signed_in(actor),
        contract=told["contract"],
        number=told["number"] or None,
        text=text,
    )
    await state.clear()
    return screens.asked(disputed)

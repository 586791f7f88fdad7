"""«Мои карты»: the wallet.

> [Мои карты]
Bot: · •1002, Мир, до 12/2040 — основная   [•1002] [Привязать ещё одну]
> [•1002]
Bot: Карта •1002 …                         [Переименовать] [Отвязать]
> [Переименовать]
> Зарплатная
Bot: Карта Зарплатная •1002 …
"""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import CardId
from domain.model.accounts.session import Actor
from domain.model.cards import Card
from domain.refusals import NothingToDo
from domain.usecases.cards.card_binding import OpenBinding
from domain.usecases.cards.wallet import (
    LookAtCards,
    MakeDefault,
    NameCard,
    UnbindCard,
    Wallet,
)
from domain.usecases.home.overview import LookAround
from handlers.cards import binding, binding_screens
from handlers.cards import wallet_screens as screens
from handlers.engine import parse
from handlers.engine.callbacks import PickCard
from handlers.engine.filters import NoCommand, PrivateChat, To
from handlers.engine.reply import reply, under
from handlers.engine.screen import Answer, Say
from handlers.engine.signed_in import signed_in
from handlers.home import menu, where


class Cards(StatesGroup):
    name = State("name", "Cards")


router = Router(name="cards")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(Command("cards"))
@router.callback_query(To("cards", "my_cards"))
async def wallet(
    event: Message | CallbackQuery,
    state: FSMContext,
    look_at_cards: LookAtCards,
    actor: Actor,
) -> Answer:
    borrower_id = signed_in(actor)
    await menu.leave_question(state)
    screen = screens.wallet(await look_at_cards(borrower_id=borrower_id))
    return Say(screen) if under(event, "my_cards") else reply(event, screen)


@router.callback_query(To("add_card"))
async def add(
    _: CallbackQuery, state: FSMContext, open_binding: OpenBinding, actor: Actor
) -> Answer:
    borrower_id = signed_in(actor)
    await open_binding(borrower_id=borrower_id)
    await state.set_state(binding.Card.page)
    return Say(binding_screens.opening())


@router.callback_query(To("hold_sum"))
async def hold_sum(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, actor: Actor
) -> Answer:
    """Back to the question that was left."""
    borrower_id = signed_in(actor)
    waits = (await look_around(borrower_id=borrower_id)).card_waits
    if waits is None:
        raise NothingToDo
    await state.set_state(binding.Card.amount)
    return reply(query, where.binding_screen(waits, to_wallet=True))


@router.callback_query(PickCard.filter())
async def pick(
    query: CallbackQuery,
    callback_data: PickCard,
    state: FSMContext,
    look_at_cards: LookAtCards,
    make_default: MakeDefault,
    unbind_card: UnbindCard,
    actor: Actor,
) -> Answer:
    borrower_id = signed_in(actor)
    card_id = CardId(callback_data.id)
    if callback_data.do == "unbind":
        gone = await unbind_card(borrower_id=borrower_id, card_id=card_id)
        return reply(query, screens.unbound(gone))
    if callback_data.do == "default":
        await make_default(borrower_id=borrower_id, card_id=card_id)
    view = await look_at_cards(borrower_id=borrower_id)
    card = _found(view, card_id)
    if callback_data.do == "rename":
        await state.set_state(Cards.name)
        await state.set_data({"card": card.id})
        return reply(query, screens.ask_name(card))
    return reply(query, screens.one(card, view))


def _found(view: Wallet, card_id: CardId) -> Card:
    found = next((card for card in view.cards if card.id == card_id), None)
    if found is None:
        raise NothingToDo
    return found


@router.message(StateFilter(Cards.name), NoCommand())
async def name(
    message: Message,
    state: FSMContext,
    name_card: NameCard,
    look_at_cards: LookAtCards,
    actor: Actor,
) -> Answer:
    borrower_id = signed_in(actor)
    card_id = CardId((await state.get_data())["card"])
    await name_card(borrower_id=borrower_id, card_id=card_id, name=parse.card_name(message))
    await state.clear()
    view = await look_at_cards(borrower_id=borrower_id)
    return Say(screens.one(_found(view, card_id), view))

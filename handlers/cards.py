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

from domain.errors import NothingToDo
from domain.ids import CardId
from domain.usecases.binding import OpenBinding
from domain.usecases.managing_cards import LookAtCards, MakeDefault, NameCard, UnbindCard, Wallet
from domain.usecases.overview import LookAround
from domain.wallet import Card
from handlers import card as binding
from handlers import parse, where
from handlers.filters import PrivateChat, To
from handlers.reply import chat_of, reply, under
from handlers.screens import card as binding_screens
from handlers.screens import cards as screens
from handlers.screens.callbacks import PickCard
from handlers.screens.screen import Answer, Say


class Cards(StatesGroup):
    name = State()


router = Router(name="cards")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(Command("cards"))
@router.callback_query(To("cards", "my_cards"))
async def wallet(
    event: Message | CallbackQuery, state: FSMContext, look_at_cards: LookAtCards
) -> Answer:
    if await state.get_state() == Cards.name.state:
        await state.clear()
    screen = screens.wallet(await look_at_cards(chat_id=chat_of(event)))
    return Say(screen) if under(event, "my_cards") else reply(event, screen)


@router.callback_query(To("add_card"))
async def add(query: CallbackQuery, state: FSMContext, open_binding: OpenBinding) -> Answer:
    await open_binding(chat_id=chat_of(query))
    await state.set_state(binding.Card.page)
    return Say(binding_screens.opening())


@router.callback_query(To("hold_sum"))
async def hold_sum(query: CallbackQuery, state: FSMContext, look_around: LookAround) -> Answer:
    """Back to the question that was left."""
    waits = (await look_around(chat_id=chat_of(query))).card_waits
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
) -> Answer:
    chat_id, card_id = chat_of(query), CardId(callback_data.id)
    if callback_data.do == "unbind":
        gone = await unbind_card(chat_id=chat_id, card_id=card_id)
        return reply(query, screens.unbound(gone))
    if callback_data.do == "default":
        await make_default(chat_id=chat_id, card_id=card_id)
    view = await look_at_cards(chat_id=chat_id)
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


@router.message(StateFilter(Cards.name))
async def name(
    message: Message, state: FSMContext, name_card: NameCard, look_at_cards: LookAtCards
) -> Answer:
    chat_id, card_id = chat_of(message), CardId((await state.get_data())["card"])
    await name_card(chat_id=chat_id, card_id=card_id, name=parse.card_name(message))
    await state.clear()
    view = await look_at_cards(chat_id=chat_id)
    return Say(screens.one(_found(view, card_id), view))

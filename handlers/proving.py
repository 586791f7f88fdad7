"""After idle time money waits for the password or the PIN.

> [Погасить займ]
Bot: Вы давно не заходили. Введите PIN …   [Не помню пароль]
> 4829                              (deleted from the chat at once)
Bot: ✓ Это вы.                      [Продолжить]
"""

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.session import Speaker
from domain.usecases.secrets import Prove
from handlers.filters import NoCommand, PrivateChat
from handlers.screens import proving as screens
from handlers.screens.callbacks import (
    Agree,
    AgreeAutopay,
    AutopayWith,
    Extend,
    ExtendBy,
    Go,
    PayBy,
    PaySum,
    PickCard,
)
from handlers.screens.screen import Answer, Say
from handlers.secret import hidden

# Buttons that move money, or what money moves by. A step back, a look and a refusal don't.
STEPS = frozenset(
    Go(to=step).pack()
    for step in (
        "repay",
        "pay",
        "prolong",
        "prolong_below",
        "return",
        "autopay",
        "add_card",
        "start",
        "again",
        "review_done",
        "export",
        "profile",
        "delete_sure",
    )
)
KINDS = tuple(
    f"{kind.__prefix__}:"
    for kind in (PaySum, PayBy, Extend, ExtendBy, Agree, AutopayWith, AgreeAutopay)
)
LOOKS = PickCard(do="open", id="").pack()


class Proof(StatesGroup):
    secret = State()


class MoneyWhileLocked(Filter):
    async def __call__(self, query: CallbackQuery, speaker: Speaker) -> bool:
        return speaker.locked and moves_money(query.data or "")


def moves_money(data: str) -> bool:
    """Is it a button that money, a card or personal data depends on?"""
    card = data.startswith(f"{PickCard.__prefix__}:") and not data.startswith(LOOKS)
    return data in STEPS or data.startswith(KINDS) or card


router = Router(name="proving")
router.message.filter(PrivateChat(), StateFilter(Proof), NoCommand())
router.callback_query.filter(PrivateChat())


@router.callback_query(MoneyWhileLocked())
async def ask(query: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(Proof.secret)
    await state.set_data({"wish": query.data})
    return Say(screens.ask())


@router.message()
async def secret(message: Message, state: FSMContext, speaker: Speaker, prove: Prove) -> Answer:
    wish = (await state.get_data()).get("wish", "")
    return await hidden(message, lambda typed: prove(speaker=speaker, secret=typed, wish=wish))

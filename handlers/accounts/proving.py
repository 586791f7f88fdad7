"""After idle time whatever isn't allowed to everybody waits for the password or the PIN.

> [Мой займ]
Bot: Вас давно не было … Введите пароль …   [Погасить займ] [Не помню пароль] …
> 4829                              (deleted from the chat at once)
Bot: ✓ Это вы.                      [Продолжить]
"""

from typing import Any

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from domain.usecases.accounts.secrets import Prove
from domain.usecases.home.overview import LookAround
from handlers.accounts import proving_screens as screens
from handlers.accounts.locked import Locked
from handlers.accounts.secret import hidden
from handlers.engine import interrupted
from handlers.engine.callbacks import Go
from handlers.engine.filters import NoCommand, PrivateChat
from handlers.engine.screen import Answer, Delete, Say

# What goes on after a command that had to wait; any other leads home.
COMMANDS = {"/loan": "loan", "/cards": "cards", "/settings": "settings", "/credit": "credit"}
COMMANDS |= {"/phone": "change_phone", "/status": "where"}
# Steps of an application, which are asked again; other questions begin anew from home.
ASKED_AGAIN = frozenset(
    {"Offer", "PhoneNumber", "Consents", "Questions", "Finals", "Decided", "Card", "Signing"}
    | {"Cooling", "Paying"}
)


class Proof(StatesGroup):
    """In the data stands the step that was left for this one, and what was wished for."""

    secret = State("secret", "Proof")


def taken_up(step: str | None, data: dict[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """The step that was left, once the session is open again."""
    if step != Proof.secret.state:
        return step, data
    return data.get(interrupted.STEP), data.get(interrupted.DATA, {})


router = Router(name="proving")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.callback_query(Locked())
async def ask(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, actor: Actor
) -> Answer:
    return await _ask(state, look_around, actor, query.data or "")


@router.message(Locked())
async def ask_first(
    message: Message, state: FSMContext, look_around: LookAround, actor: Actor
) -> Answer:
    """Whatever was written may be a password or a code, so it goes from the chat."""
    written = message.text or message.caption or ""
    if written.startswith("/"):
        to = COMMANDS.get(written.split()[0], "home")
        return await _ask(state, look_around, actor, Go(to=to).pack())
    step, _ = await interrupted.left(state, "Proof")
    to = "resume" if (step or "").partition(":")[0] in ASKED_AGAIN else "home"
    asked = await _ask(state, look_around, actor, Go(to=to).pack(), deleted=True)
    return [Delete(message.message_id), asked]


async def _ask(
    state: FSMContext,
    look_around: LookAround,
    actor: Actor,
    wish: str,
    *,
    deleted: bool = False,
) -> Say:
    step, data = await interrupted.left(state, "Proof")
    await state.set_state(Proof.secret)
    await state.set_data({"wish": wish, interrupted.STEP: step, interrupted.DATA: data})
    overview = await look_around(borrower_id=actor.borrower_id)
    return Say(screens.ask(loan=overview.loan is not None, deleted=deleted))


@router.message(StateFilter(Proof), NoCommand())
async def secret(message: Message, state: FSMContext, actor: Actor, prove: Prove) -> Answer:
    wish = (await state.get_data()).get("wish", "")
    return await hidden(message, lambda typed: prove(actor=actor, secret=typed, wish=wish))

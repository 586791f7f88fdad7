"""A new password or PIN: the old password first, unless the account has just been recovered.

> [Пароль]
Bot: Нынешний пароль?               [Не помню] [‹ Настройки]
> …
Bot: Придумайте новый пароль …
> …                                 (deleted from the chat at once)
Bot: ✓ Новый пароль сохранён.
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.login_attempt import LoginWay
from domain.model.accounts.session import Actor
from domain.usecases.accounts.secrets import BeginNewSecret, DropPin, SetSecret, TryOldPassword
from handlers.accounts import new_secret_screens as screens
from handlers.accounts.secret import hidden
from handlers.engine.filters import NoCommand, PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer


class NewPassword(StatesGroup):
    old = State("old", "NewPassword")
    new = State("new", "NewPassword")


class NewPin(StatesGroup):
    old = State("old", "NewPin")
    new = State("new", "NewPin")


router = Router(name="new secret")
router.message.filter(PrivateChat(), StateFilter(NewPassword, NewPin), NoCommand())
router.callback_query.filter(PrivateChat())


@router.callback_query(To("new_password"))
async def password(
    query: CallbackQuery, state: FSMContext, actor: Actor, begin_new_secret: BeginNewSecret
) -> Answer:
    await begin_new_secret(actor=actor, way=LoginWay.PASSWORD)
    await state.clear()
    await state.set_state(NewPassword.old)
    return reply(query, screens.ask_old())


@router.callback_query(To("pin"))
async def pin(
    query: CallbackQuery, state: FSMContext, actor: Actor, begin_new_secret: BeginNewSecret
) -> Answer:
    has_one = await begin_new_secret(actor=actor, way=LoginWay.PIN)
    await state.clear()
    await state.set_state(NewPin.old)
    return reply(query, screens.pin(has_one=has_one))


@router.callback_query(To("no_pin"))
async def no_pin(
    query: CallbackQuery, state: FSMContext, actor: Actor, drop_pin: DropPin
) -> Answer:
    await drop_pin(actor=actor)
    await state.clear()
    return reply(query, screens.no_pin())


@router.message(StateFilter(NewPassword.old, NewPin.old))
async def old(message: Message, actor: Actor, try_old_password: TryOldPassword) -> Answer:
    return await hidden(message, lambda typed: try_old_password(actor=actor, secret=typed))


@router.message(StateFilter(NewPassword.new, NewPin.new))
async def new(message: Message, actor: Actor, set_secret: SetSecret) -> Answer:
    return await hidden(message, lambda typed: set_secret(actor=actor, typed=typed))

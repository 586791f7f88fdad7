"""Signing in by phone and password, and out again.

/login
Bot: Ваш номер телефона?            [Отправить мой номер]
> contact
Bot: Пароль из СМС?                 [Напомнить пароль]
> kx7fm-2qd9p                       (deleted from the chat at once)
Bot: ✓ Вы вошли.                    [Открыть кабинет]
"""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from domain.usecases.accounts.entering import NameLogin, TryPassword
from domain.usecases.accounts.sessions import SignOut
from domain.usecases.home.overview import LookAround
from handlers.accounts import entering_screens as screens
from handlers.accounts.secret import hidden, read
from handlers.engine import parse
from handlers.engine.filters import NoCommand, PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Say
from handlers.home import screens as home


class Login(StatesGroup):
    phone = State("phone", "Login")
    password = State("password", "Login")


router = Router(name="entering")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(Command("login"))
@router.callback_query(To("login"))
async def login(
    event: Message | CallbackQuery, state: FSMContext, actor: Actor, look_around: LookAround
) -> Answer:
    if actor.signed_in:
        return reply(event, home.home(await look_around(borrower_id=actor.borrower_id)))
    await state.clear()
    await state.set_state(Login.phone)
    return Say(screens.ask_phone())


@router.message(StateFilter(Login.phone), NoCommand())
async def phone(message: Message, state: FSMContext, actor: Actor, name_login: NameLogin) -> Answer:
    named, unread = read(message, parse.phone)
    if named is None:
        return unread
    await name_login(actor=actor, phone=named)
    await state.set_state(Login.password)
    return [Say(screens.phone_taken()), Say(screens.ask_password())]


@router.message(StateFilter(Login.password), NoCommand())
async def password(message: Message, actor: Actor, try_password: TryPassword) -> Answer:
    return await hidden(message, lambda typed: try_password(actor=actor, secret=typed))


@router.message(Command("logout"))
@router.callback_query(To("logout"))
async def sure(event: Message | CallbackQuery, actor: Actor, look_around: LookAround) -> Answer:
    if not actor.signed_in:
        return reply(event, screens.is_out())
    overview = await look_around(borrower_id=actor.borrower_id)
    return reply(event, screens.sure_out(blocked=overview.blocked))


@router.callback_query(To("logout_sure"))
async def logout(
    query: CallbackQuery, state: FSMContext, actor: Actor, sign_out: SignOut
) -> Answer:
    if not actor.signed_in:
        return reply(query, screens.is_out())
    elsewhere = await sign_out(borrower_id=actor.borrower_id, chat_id=actor.chat_id)
    await state.clear()
    return reply(query, screens.out(elsewhere=elsewhere))

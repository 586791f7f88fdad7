"""Reading the individual terms and signing them by code 2.

Bot: Договор готов … (file)        [Подписать] [Отказаться]
> Подписать
Bot: Отправили код …
> 123456
Bot: Договор подписан. Отправляем деньги на карту.
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.codes import Check
from domain.usecases.signing import AskSignature, Sign
from domain.usecases.withdrawing import Withdraw
from handlers import parse
from handlers.filters import To
from handlers.parse import InputError
from handlers.reply import chat_of
from handlers.screens import loan as loan_screens
from handlers.screens import signing as screens
from handlers.screens.screen import Answer, Delete, Say


class Signing(StatesGroup):
    terms = State()
    code = State()


class Paying(StatesGroup):
    out = State()


router = Router(name="signing")
router.message.filter(StateFilter(Signing, Paying))
router.callback_query.filter(StateFilter(Signing, Paying))


@router.callback_query(StateFilter(Signing.terms), To("sign"))
@router.callback_query(StateFilter(Signing.code), To("sign", "resend"))
async def terms(query: CallbackQuery, state: FSMContext, ask_signature: AskSignature) -> Answer:
    application = await ask_signature(chat_id=chat_of(query))
    await state.set_state(Signing.code)
    return Say(screens.code_sent(application.form.phone))


@router.message(StateFilter(Signing.terms))
async def wrong_terms(_: Message) -> Answer:
    raise InputError("button")


@router.callback_query(StateFilter(Signing), To("decline"))
async def decline(query: CallbackQuery, state: FSMContext, withdraw: Withdraw) -> Answer:
    await withdraw(chat_id=chat_of(query))
    await state.set_state(None)
    return Say(screens.declined())


@router.message(StateFilter(Signing.code))
async def code(message: Message, state: FSMContext, sign: Sign) -> Answer:
    verdict, left = await sign(chat_id=chat_of(message), digits=parse.code(message))
    gone = Delete(message.message_id)
    if verdict is Check.RIGHT:
        await state.set_state(Paying.out)
        return [gone, Say(screens.signed())]
    if verdict is Check.WRONG and left:
        return [gone, Say(screens.code_wrong(left))]
    return [gone, Say(screens.code_dead())]


@router.message(StateFilter(Paying.out))
async def waiting(_: Message) -> Answer:
    return Say(loan_screens.paying())

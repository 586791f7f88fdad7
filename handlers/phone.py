"""The phone number, shared or typed, and code 1.

Bot: Ваш мобильный номер?          [Отправить мой номер]
> contact
Bot: Отправили СМС с кодом …       [Отправить код ещё раз] [Другой номер]
> 123456
Bot: Номер подтверждён.
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.codes import Check
from domain.usecases.codes import AskPhone, ConfirmPhone
from handlers import forms, parse
from handlers.filters import To
from handlers.questions import Questions
from handlers.reply import chat_of
from handlers.screens import phone as screens
from handlers.screens.screen import Answer, Delete, Say


class PhoneNumber(StatesGroup):
    number = State()
    code = State()


router = Router(name="phone")
router.message.filter(StateFilter(PhoneNumber))
router.callback_query.filter(StateFilter(PhoneNumber))


@router.message(StateFilter(PhoneNumber.number))
async def number(message: Message, state: FSMContext, ask_phone: AskPhone) -> Answer:
    phone = await ask_phone(chat_id=chat_of(message), phone=parse.phone(message))
    await state.set_state(PhoneNumber.code)
    return Say(screens.code_sent(phone))


@router.message(StateFilter(PhoneNumber.code))
async def code(message: Message, state: FSMContext, confirm_phone: ConfirmPhone) -> Answer:
    verdict, left = await confirm_phone(chat_id=chat_of(message), digits=parse.code(message))
    gone = Delete(message.message_id)  # a code doesn't stay in the chat
    if verdict is Check.RIGHT:
        await state.set_state(Questions.answer)
        first = forms.APPLICATION[0]
        await state.set_data({"field": first.name})
        return [gone, Say(screens.confirmed()), Say(forms.question(first))]
    if verdict is Check.WRONG and left:
        return [gone, Say(screens.code_wrong(left))]
    return [gone, Say(screens.code_dead())]


@router.callback_query(StateFilter(PhoneNumber.code), To("resend"))
async def resend(query: CallbackQuery, ask_phone: AskPhone) -> Answer:
    return Say(screens.code_sent(await ask_phone(chat_id=chat_of(query))))


@router.callback_query(StateFilter(PhoneNumber.code), To("number"))
async def other_number(_: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(PhoneNumber.number)
    return Say(screens.ask())

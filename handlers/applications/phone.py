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

from domain.ids import BorrowerId
from domain.model.codes import Check
from domain.refusals import NothingToDo
from domain.usecases.applications.phone import AskPhone, ConfirmPhone
from domain.usecases.consents.consenting import AgreeToCall
from handlers import problems
from handlers.applications import phone_screens as screens
from handlers.applications import questions
from handlers.applications.application_form import APPLICATION
from handlers.codes import calls
from handlers.codes import screens as codes
from handlers.engine import parse
from handlers.engine.filters import IsCode, IsPhone, To
from handlers.engine.screen import Answer, Delete, Say


class PhoneNumber(StatesGroup):
    number = State("number", "PhoneNumber")
    code = State("code", "PhoneNumber")


router = Router(name="phone")
router.message.filter(StateFilter(PhoneNumber))
router.callback_query.filter(StateFilter(PhoneNumber, questions.Questions.review))


@router.message(StateFilter(PhoneNumber.number), ~IsCode())
@router.message(StateFilter(PhoneNumber.code), IsPhone())
async def number(
    message: Message, state: FSMContext, ask_phone: AskPhone, borrower_id: BorrowerId
) -> Answer:
    """Also where the code is awaited: another number was meant."""
    phone, contact = parse.phone(message), message.contact is not None
    sent = await ask_phone(borrower_id=borrower_id, phone=phone, contact=contact)
    await state.set_state(PhoneNumber.code)
    return Say(screens.code_sent(sent))


@router.message(StateFilter(PhoneNumber))
async def code(
    message: Message, state: FSMContext, confirm_phone: ConfirmPhone, borrower_id: BorrowerId
) -> Answer:
    """Also where a number is asked for: six digits are a code, and no number."""
    digits = parse.code(message)
    try:
        found = await confirm_phone(borrower_id=borrower_id, digits=digits)
    except NothingToDo:  # no number was given yet, and none is this
        raise parse.InputError("code_not_phone") from None
    gone = Delete(message.message_id)  # a code doesn't stay in the chat
    if found.refusal is not None:
        await state.set_state(PhoneNumber.number)
        return [gone, Say(problems.refusal(found.refusal))]
    if found.check is Check.RIGHT:
        following = await questions.begin(state, found.draft)
        told = [Say(screens.has_account())] if found.account else []
        return [gone, Say(screens.confirmed()), *told, Say(following)]
    return [gone, Say(codes.not_right(found.check, found.left))]


@router.callback_query(StateFilter(PhoneNumber.code), To("resend", "call", "call_agreed"))
async def another_code(
    query: CallbackQuery, ask_phone: AskPhone, agree_to_call: AgreeToCall, borrower_id: BorrowerId
) -> Answer:
    by_call = await calls.by_call(query, agree_to_call, borrower_id)
    return Say(screens.code_sent(await ask_phone(borrower_id=borrower_id, by_call=by_call)))


@router.callback_query(StateFilter(PhoneNumber.code), To("number"))
async def other_number(_: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(PhoneNumber.number)
    return Say(screens.ask(APPLICATION.steps))


@router.callback_query(StateFilter(questions.Questions.review), To("other_phone"))
async def changed_number(_: CallbackQuery, state: FSMContext) -> Answer:
    """Of who comes back: the number that was proven long ago is another by now."""
    await state.set_state(PhoneNumber.number)
    return Say(screens.ask(APPLICATION.steps))

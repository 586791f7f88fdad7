"""«Напомнить пароль»: phone, code, the birth date, a new password.

> [Напомнить пароль]
Bot: На какой номер прислать код?   [Отправить мой номер]
> contact
Bot: Если у этого номера есть кабинет, на него придёт код …
> 123456
Bot: Дата рождения?
> 31.12.1990
Bot: Придумайте новый пароль …
"""

from datetime import date

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from domain.model.codes import Check
from domain.refusals import CodesStopped, CodesUsedUp, CodeTooSoon, EntryOver
from domain.usecases.accounts.recovering import AskRecovery, ConfirmBirthDate, ConfirmRecovery
from domain.usecases.accounts.secrets import SetSecret
from domain.usecases.consents.consenting import AgreeToCall
from handlers import problems
from handlers.accounts import entering_screens as entering
from handlers.accounts import recovering_screens as screens
from handlers.accounts.secret import hidden, read
from handlers.codes import calls
from handlers.codes import screens as codes
from handlers.engine import parse
from handlers.engine.filters import Guest, IsCode, IsPhone, NoCommand, PrivateChat, To
from handlers.engine.screen import Answer, Delete, Say


class Recovery(StatesGroup):
    phone = State("phone", "Recovery")
    code = State("code", "Recovery")
    birth = State("birth", "Recovery")
    new = State("new", "Recovery")


router = Router(name="recovering")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.callback_query(To("recover"))
async def recover(
    _: CallbackQuery, state: FSMContext, actor: Actor, ask_recovery: AskRecovery
) -> Answer:
    """Who is signed in, or has named the number just now, gets the code at once."""
    await state.clear()
    if not await ask_recovery.knows_phone(actor):
        await state.set_state(Recovery.phone)
        return Say(screens.ask_phone())
    try:
        return await _send(state, actor, ask_recovery)
    except (CodesUsedUp, CodesStopped) as refused:
        if actor.signed_in:
            raise
        await state.set_state(Recovery.phone)  # what is asked for is one's own contact
        return Say(problems.refusal(refused))


async def _send(
    state: FSMContext,
    actor: Actor,
    ask_recovery: AskRecovery,
    phone: str | None = None,
    *,
    contact: bool = False,
) -> Say:
    """A code; one that was sent a moment ago is waited for."""
    await state.set_state(Recovery.code)
    try:
        sent = await ask_recovery(actor=actor, phone=phone, contact=contact)
    except CodeTooSoon as error:
        return Say(screens.code_waits(error.wait))
    return Say(screens.code_sent(sent, known=actor.signed_in))


@router.callback_query(To("recover_other"))
async def other_phone(_: CallbackQuery, state: FSMContext) -> Answer:
    await state.clear()
    await state.set_state(Recovery.phone)
    return Say(screens.ask_phone())


@router.message(StateFilter(Recovery.phone), NoCommand(), ~IsCode())
@router.message(StateFilter(Recovery.code), NoCommand(), IsPhone(), Guest())
async def phone(
    message: Message, state: FSMContext, actor: Actor, ask_recovery: AskRecovery
) -> Answer:
    """Also where the code is awaited: another number was meant. Who is signed in has one."""
    named, unread = read(message, parse.phone)
    if named is None:
        return unread
    contact = message.contact is not None
    said = await _send(state, actor, ask_recovery, named, contact=contact)
    return [Say(entering.phone_taken()), said]


@router.callback_query(StateFilter(Recovery.code), To("resend", "call", "call_agreed"))
async def another_code(
    query: CallbackQuery, actor: Actor, ask_recovery: AskRecovery, agree_to_call: AgreeToCall
) -> Answer:
    by_call = await calls.by_call(query, agree_to_call, actor.borrower_id)
    sent = await ask_recovery(actor=actor, by_call=by_call)
    return Say(screens.code_sent(sent, known=actor.signed_in))


@router.message(StateFilter(Recovery.phone, Recovery.code), NoCommand())
async def code(
    message: Message, state: FSMContext, actor: Actor, confirm_recovery: ConfirmRecovery
) -> Answer:
    """Also where a number is asked for: six digits are a code, and no number."""
    digits, unread = read(message, parse.code)
    if digits is None:
        return unread
    try:
        verdict = await confirm_recovery(actor=actor, digits=digits)
    except EntryOver:
        if await state.get_state() == Recovery.code.state:
            raise
        return read(message, parse.phone)[1]  # no number was given yet, and none is this
    gone = Delete(message.message_id)
    if verdict.check is not Check.RIGHT:
        other = () if actor.signed_in else (screens.OTHER,)
        told = codes.not_right(verdict.check, verdict.left, *other, screens.CHANGE_PHONE)
        return [gone, Say(told)]
    await state.set_state(Recovery.birth)
    return [gone, Say(screens.ask_birth())]


@router.message(StateFilter(Recovery.birth), NoCommand())
async def birth(
    message: Message, state: FSMContext, actor: Actor, confirm_birth_date: ConfirmBirthDate
) -> Answer:
    named, unread = read(message, parse.birth_date)
    if named is None:
        return unread
    gone = Delete(message.message_id)
    verdict = await confirm_birth_date(actor=actor, birth_date=date.fromisoformat(named))
    if not verdict.right:
        return [gone, Say(screens.wrong_birth(verdict.wait))]
    if verdict.blocked:
        await state.clear()
        return [gone, Say(screens.blocked())]
    await state.set_state(Recovery.new)
    return [gone, Say(screens.ask_new())]


@router.message(StateFilter(Recovery.new), NoCommand())
async def new(message: Message, actor: Actor, set_secret: SetSecret) -> Answer:
    return await hidden(message, lambda typed: set_secret(actor=actor, typed=typed))

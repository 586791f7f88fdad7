"""Another phone when the old one is lost: both numbers, a code to the new one, a photo.

/phone
Bot: Сменить номер, если старый утрачен …   [Не менять]
Bot: Какой номер теперь?     [Отправить мой номер]
> +7 903 111-22-33
Bot: Отправили СМС с кодом …
> 123456
Bot: ✓ Номер подтверждён. Дата выдачи вашего паспорта?
> 20.01.2011
Bot: ✓ Ответ записали … Код подразделения?
> 770-001
Bot: ✓ Ответ записали … Теперь фото …
> photo
Bot: ✓ Заявление у сотрудника …   [Отозвать заявление]
"""

from datetime import date

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.phone_change import Question
from domain.model.accounts.session import Actor
from domain.model.codes import Check
from domain.refusals import ChangeOver, Refusal, TriesPaused
from domain.usecases.consents.consenting import AgreeToCall
from domain.usecases.phone_change.answering_passport import AnswerAboutPassport
from domain.usecases.phone_change.changing_phone import (
    BeginPhoneChange,
    NameBirthDate,
    NameOldPhone,
)
from domain.usecases.phone_change.ending_phone_change import WithdrawPhoneChange
from domain.usecases.phone_change.phone_photo import SendPhoto
from domain.usecases.phone_change.proving_phone import NameNewPhone, ProveNewPhone
from handlers import problems
from handlers.accounts import entering_screens
from handlers.applications import phone_screens
from handlers.codes import calls
from handlers.codes import screens as codes
from handlers.engine import interrupted, parse
from handlers.engine.callbacks import OldPickChange, PickChange
from handlers.engine.filters import IsCode, IsPhone, NoCommand, PrivateChat, To
from handlers.engine.parse import InputError
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Delete, Say, Screen
from handlers.home import menu
from handlers.phone_change import screens


class ChangingPhone(StatesGroup):
    """In the data stands the step that was left for this one, and the last album's number."""

    old = State("old", "ChangingPhone")
    birth_date = State("birth_date", "ChangingPhone")
    new = State("new", "ChangingPhone")
    code = State("code", "ChangingPhone")
    issued = State("issued", "ChangingPhone")
    department = State("department", "ChangingPhone")
    photo = State("photo", "ChangingPhone")


router = Router(name="changing phone")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(Command("phone"))
@router.callback_query(To("change_phone"))
async def begin(
    _: Message | CallbackQuery,
    state: FSMContext,
    begin_phone_change: BeginPhoneChange,
    actor: Actor,
    lender: dict[str, str],
) -> Answer:
    step, data = await interrupted.left(state, "ChangingPhone")
    if (step or "").partition(":")[0] in menu.LEFT:
        step, data = None, {}
    change = await begin_phone_change(actor=actor, left_step=step, left_data=data)
    await state.set_data({interrupted.STEP: step, interrupted.DATA: data})
    explained = Say(screens.explained(lender["email"]))
    if change.old is None:
        await state.set_state(ChangingPhone.old)
        return [explained, Say(screens.ask_old())]
    await state.set_state(ChangingPhone.new)
    return [explained, Say(screens.ask_new())]


@router.callback_query(To("keep_phone"))
async def keep(_: CallbackQuery, state: FSMContext) -> Answer:
    if (await state.get_state() or "").startswith("ChangingPhone:"):
        await interrupted.go_back(state)
    return Say(screens.kept())


@router.message(StateFilter(ChangingPhone.old), NoCommand())
async def old(
    message: Message, state: FSMContext, name_old_phone: NameOldPhone, actor: Actor
) -> Answer:
    change = await name_old_phone(actor=actor, phone=parse.phone(message))
    if change.asks_birth_date:
        await state.set_state(ChangingPhone.birth_date)
        return Say(screens.ask_birth_date())
    await state.set_state(ChangingPhone.new)
    return Say(screens.ask_new())


@router.message(StateFilter(ChangingPhone.birth_date), NoCommand())
async def birth_date(
    message: Message, state: FSMContext, name_birth_date: NameBirthDate, actor: Actor
) -> Answer:
    """Whatever was named, the next question is the same."""
    named = date.fromisoformat(parse.birth_date(message))
    await name_birth_date(actor=actor, birth_date=named)
    await state.set_state(ChangingPhone.new)
    return Say(screens.ask_new())


@router.message(StateFilter(ChangingPhone.new), NoCommand(), ~IsCode())
@router.message(StateFilter(ChangingPhone.code), NoCommand(), IsPhone())
async def new(
    message: Message, state: FSMContext, name_new_phone: NameNewPhone, actor: Actor
) -> Answer:
    """Also where the code is awaited: another number was meant."""
    phone, contact = parse.phone(message), message.contact is not None
    sent = await name_new_phone(actor=actor, phone=phone, contact=contact)
    await state.set_state(ChangingPhone.code)
    return [Say(entering_screens.phone_taken()), Say(phone_screens.code_sent(sent))]


@router.callback_query(StateFilter(ChangingPhone.code), To("resend", "call", "call_agreed"))
async def again(
    query: CallbackQuery,
    name_new_phone: NameNewPhone,
    agree_to_call: AgreeToCall,
    actor: Actor,
) -> Answer:
    by_call = await calls.by_call(query, agree_to_call, actor.borrower_id)
    sent = await name_new_phone(actor=actor, by_call=by_call)
    return Say(phone_screens.code_sent(sent))


@router.callback_query(StateFilter(ChangingPhone.code), To("number"))
async def other_number(_: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(ChangingPhone.new)
    return Say(screens.ask_new())


@router.message(StateFilter(ChangingPhone.new, ChangingPhone.code), NoCommand())
async def code(
    message: Message, state: FSMContext, prove_new_phone: ProveNewPhone, actor: Actor
) -> Answer:
    """Also where the number is asked for: six digits are a code, and no number."""
    digits = parse.code(message)
    try:
        found = await prove_new_phone(actor=actor, digits=digits)
    except ChangeOver:
        if await state.get_state() == ChangingPhone.code.state:
            raise
        raise InputError("code_not_phone") from None  # no number was given yet
    gone = Delete(message.message_id)
    if found.refusal is not None:
        await state.set_state(ChangingPhone.new)
        return [gone, Say(problems.refusal(found.refusal))]
    if found.check is Check.RIGHT:
        await state.set_state(ChangingPhone.issued)
        return [gone, Say(screens.ask_issued())]
    return [gone, Say(codes.not_right(found.check, found.left, screens.OTHER_NUMBER))]


@router.message(StateFilter(ChangingPhone.issued), NoCommand())
async def issued(
    message: Message,
    state: FSMContext,
    answer_about_passport: AnswerAboutPassport,
    actor: Actor,
) -> Answer:
    """Whatever was answered, the next question is the same."""
    gone = Delete(message.message_id)
    try:
        answer = parse.past_date(message)
        await answer_about_passport(actor=actor, question=Question.ISSUED, answer=answer)
    except (InputError, Refusal) as error:
        return [gone, Say(_against(error))]
    await state.set_state(ChangingPhone.department)
    return [gone, Say(screens.ask_department())]


@router.message(StateFilter(ChangingPhone.department), NoCommand())
async def department(
    message: Message,
    state: FSMContext,
    answer_about_passport: AnswerAboutPassport,
    actor: Actor,
) -> Answer:
    gone = Delete(message.message_id)
    try:
        answer = parse.department_code(message)
        await answer_about_passport(actor=actor, question=Question.DEPARTMENT, answer=answer)
    except (InputError, Refusal) as error:
        return [gone, Say(_against(error))]
    await state.set_state(ChangingPhone.photo)
    return [gone, Say(screens.ask_photo())]


def _against(error: InputError | Refusal) -> Screen:
    """A date that can't be read is deleted as well: it may be one with a digit too few."""
    if isinstance(error, InputError):
        return problems.problem(error.problem)
    if isinstance(error, TriesPaused):
        return screens.answers_paused(error)
    return problems.refusal(error)


@router.message(StateFilter(ChangingPhone.photo), NoCommand())
async def photo(message: Message, state: FSMContext, send_photo: SendPhoto, actor: Actor) -> Answer:
    """One photo; anything else is answered, and nothing is lost."""
    if message.media_group_id is not None:
        data = await state.get_data()
        if data.get("album") == message.media_group_id:
            return None  # answered with the first of the same
        await state.set_data(data | {"album": message.media_group_id})
        return [Delete(message.message_id), Say(screens.one_photo())]
    if not message.photo:
        raise _no_photo(message)
    change = await send_photo(
        actor=actor, file_id=message.photo[-1].file_id, message_id=message.message_id
    )
    await state.set_state(change.left_step)
    await state.set_data(change.left_data)
    return Say(screens.loading())


def _no_photo(message: Message) -> InputError:
    if message.video or message.video_note or message.animation:
        return InputError("photo_video")
    if message.document:
        return InputError("photo_document")
    if message.sticker:
        return InputError("photo_sticker")
    if message.voice or message.audio:
        return InputError("photo_voice")
    if message.text:
        return InputError("photo_text")
    return InputError("photo_other")


@router.callback_query(PickChange.filter())
@router.callback_query(OldPickChange.filter())
async def withdraw(
    query: CallbackQuery,
    callback_data: PickChange,
    withdraw_phone_change: WithdrawPhoneChange,
    actor: Actor,
) -> Answer:
    """«Отозвать», or «Это не я» on another device."""
    not_me = callback_data.do == "not_me"
    await withdraw_phone_change(actor=actor, change_id=callback_data.id, not_me=not_me)
    return reply(query, screens.withdrawn(not_me=not_me))

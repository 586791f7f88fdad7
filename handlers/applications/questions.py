"""The questions of the application, one by one; review, change.

Bot: Шаг 2 из 23. Фамилия, имя и отчество?
> Петров Иван Сергеевич
Bot: Шаг 3 из 23. Дата рождения?                [← Назад]
…
Bot: Проверьте заявку …        [Всё верно, дальше] [Изменить ответ]
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.model.application import Draft
from domain.refusals import Refusal
from domain.usecases.applications.drafting import SaveAnswer
from domain.usecases.home.overview import LookAround
from handlers import problems
from handlers.applications.application_form import APPLICATION
from handlers.engine import form_screens as screens
from handlers.engine import forms
from handlers.engine.callbacks import Ask, EditField
from handlers.engine.filters import To
from handlers.engine.parse import InputError
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Delete, Said, Say, Screen, Toast
from handlers.home import common_screens as common
from handlers.home import where


class Questions(StatesGroup):
    answer = State("answer", "Questions")
    review = State("review", "Questions")
    sent = State("sent", "Questions")


class Finals(StatesGroup):
    """The consents that come after the review."""

    bureau = State("bureau", "Finals")
    conditions = State("conditions", "Finals")
    code = State("code", "Finals")


router = Router(name="questions")
router.message.filter(StateFilter(Questions))
router.callback_query.filter(StateFilter(Questions))


async def begin(state: FSMContext, draft: Draft) -> Screen:
    """The first question without an answer; the review, when there is none."""
    missing = APPLICATION.missing(draft.answers)
    if missing is None:
        return await _to_review(state, draft)
    return await _ask(state, missing)


async def _ask(
    state: FSMContext, field: forms.Field, *, editing: bool = False, saved: str | None = None
) -> Screen:
    await state.set_state(Questions.answer)
    await state.set_data({"field": field.name} | ({"editing": True} if editing else {}))
    return APPLICATION.question(field, editing=editing, saved=saved)


async def _to_review(state: FSMContext, draft: Draft, saved: str | None = None) -> Screen:
    await state.set_state(Questions.review)
    await state.set_data({})
    return screens.review(draft, APPLICATION.lines(draft), saved)


async def _next(state: FSMContext, field: forms.Field, draft: Draft) -> Screen:
    """After an answer: the next question, or the review again when one was being changed."""
    saved = forms.saved(field, draft.answers[field.name])
    if (await state.get_data()).get("editing"):
        missing = APPLICATION.missing(draft.answers)
        if missing is not None:
            return await _ask(state, missing, editing=True, saved=saved)
        return await _to_review(state, draft, saved)
    following = APPLICATION.following(field, draft.answers)
    if following is None:
        return await _to_review(state, draft, saved)
    return await _ask(state, following, saved=saved)


@router.message(StateFilter(Questions.answer))
async def answer(
    message: Message, state: FSMContext, save_answer: SaveAnswer, borrower_id: BorrowerId
) -> Answer:
    field = APPLICATION.field((await state.get_data())["field"])
    said: list[Said] = [Delete(message.message_id)] if field.hidden else []
    try:
        value = field.parse(message)
        draft = await save_answer(borrower_id=borrower_id, field=field.name, value=value)
    except InputError as error:  # a passport with a digit too few is to go as well
        return [*said, Say(problems.problem(error.problem))]
    except Refusal as refusal:
        return [*said, Say(problems.refusal(refusal))]
    return [*said, Say(await _next(state, field, draft))]


@router.callback_query(StateFilter(Questions.answer), Ask.filter())
async def button(
    query: CallbackQuery,
    callback_data: Ask,
    state: FSMContext,
    save_answer: SaveAnswer,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    data = await state.get_data()
    if callback_data.field != data["field"]:
        return Toast(common.STALE)
    field = APPLICATION.field(data["field"])
    draft = (await look_around(borrower_id=borrower_id)).draft
    if draft is None:
        return Toast(common.STALE)
    if callback_data.do == "back":
        earlier = APPLICATION.previous(field, draft.answers)
        return reply(query, await _ask(state, earlier)) if earlier else None
    if callback_data.do == "keep":
        return reply(query, await _to_review(state, draft))
    value = APPLICATION.value(field, callback_data.do, draft.answers)
    if value is None:
        return Toast(common.STALE)
    draft = await save_answer(borrower_id=borrower_id, field=field.name, value=value)
    return reply(query, await _next(state, field, draft))


@router.callback_query(StateFilter(Questions.review), To("edit"))
async def edit(query: CallbackQuery, look_around: LookAround, borrower_id: BorrowerId) -> Answer:
    draft = (await look_around(borrower_id=borrower_id)).draft
    if draft is None:
        return None
    return reply(query, screens.choose(APPLICATION.lines(draft), phone=draft.returning))


@router.callback_query(StateFilter(Questions.review), EditField.filter())
async def edit_field(query: CallbackQuery, callback_data: EditField, state: FSMContext) -> Answer:
    if callback_data.field not in APPLICATION:
        return Toast(common.STALE)
    field = APPLICATION.field(callback_data.field)
    return reply(query, await _ask(state, field, editing=True))


@router.callback_query(StateFilter(Questions.review), To("review"))
async def back_to_review(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    draft = (await look_around(borrower_id=borrower_id)).draft
    return reply(query, await _to_review(state, draft)) if draft else None


@router.message(StateFilter(Questions.review))
async def wrong_review(_: Message) -> Answer:
    raise InputError("button")


@router.message(StateFilter(Questions.sent))
async def waiting(_: Message, look_around: LookAround, borrower_id: BorrowerId) -> Answer:
    return Say(where.screen(await look_around(borrower_id=borrower_id)))

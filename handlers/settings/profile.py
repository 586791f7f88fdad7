"""«Мои данные»: looked at, changed field by field, and how they have changed.

> [Мои данные]
Bot edits: Доход в месяц: 60 000 ₽ …     [Изменить] [История изменений]
> [Доход в месяц]
Bot edits: Доход в месяц, сейчас: 60 000 ₽. Доход в месяц после налогов?
> 70 тыс
Bot: ✓ Доход в месяц: 70 000 ₽ …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from domain.model.profile import EDITABLE
from domain.usecases.settings import profile as domain
from domain.usecases.settings.profile import ChangeProfile, ReadProfile
from handlers.applications.application_form import APPLICATION
from handlers.engine.callbacks import Ask, ChangeField, ChangesPage, OldChangeField
from handlers.engine.filters import NoCommand, PrivateChat, To
from handlers.engine.forms import Field, shown
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Say, Screen, Toast
from handlers.engine.signed_in import signed_in
from handlers.home import common_screens as common
from handlers.home import menu
from handlers.settings import profile_screens as screens

A_PAGE = 5  # changes
FIELDS = tuple(APPLICATION.field(name) for name in EDITABLE)


class Profile(StatesGroup):
    """Only the field's name is remembered."""

    answer = State("answer", "Profile")


router = Router(name="profile")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.callback_query(To("profile"))
async def profile(
    query: CallbackQuery, state: FSMContext, read_profile: ReadProfile, actor: Actor
) -> Answer:
    await menu.leave_question(state)
    return reply(query, _screen(await read_profile(borrower_id=signed_in(actor))))


@router.callback_query(To("profile_edit"))
async def choose(query: CallbackQuery, read_profile: ReadProfile, actor: Actor) -> Answer:
    found = await read_profile(borrower_id=signed_in(actor))
    return reply(query, screens.choose(_lines(found)))


@router.callback_query(ChangeField.filter())
@router.callback_query(OldChangeField.filter())
async def change(
    query: CallbackQuery,
    callback_data: ChangeField,
    state: FSMContext,
    read_profile: ReadProfile,
    actor: Actor,
) -> Answer:
    found = await read_profile(borrower_id=signed_in(actor))
    field = next((one for one in FIELDS if one.name == callback_data.field), None)
    if field is None or not field.asked(found.answers):
        return Toast(common.STALE)
    return reply(query, await _ask(state, field, found))


@router.message(StateFilter(Profile.answer), NoCommand())
async def answer(
    message: Message, state: FSMContext, change_profile: ChangeProfile, actor: Actor
) -> Answer:
    field = APPLICATION.field((await state.get_data())["field"])
    found = await change_profile(
        borrower_id=signed_in(actor),
        chat_id=actor.chat_id,
        field=field.name,
        value=field.parse(message),
    )
    return Say(await _next(state, field, found))


@router.callback_query(StateFilter(Profile.answer), Ask.filter())
async def button(
    query: CallbackQuery,
    callback_data: Ask,
    state: FSMContext,
    read_profile: ReadProfile,
    change_profile: ChangeProfile,
    actor: Actor,
) -> Answer:
    borrower_id = signed_in(actor)
    field = APPLICATION.field((await state.get_data())["field"])
    found = await read_profile(borrower_id=borrower_id)
    value = APPLICATION.value(field, callback_data.do, found.answers)
    if callback_data.field != field.name or value is None:
        return Toast(common.STALE)
    found = await change_profile(
        borrower_id=borrower_id, chat_id=actor.chat_id, field=field.name, value=value
    )
    return reply(query, await _next(state, field, found))


@router.callback_query(ChangesPage.filter())
async def history(
    query: CallbackQuery,
    callback_data: ChangesPage,
    read_profile: ReadProfile,
    actor: Actor,
) -> Answer:
    changes = (await read_profile(borrower_id=signed_in(actor))).history[::-1]
    pages = max(1, -(-len(changes) // A_PAGE))
    page = min(max(callback_data.page, 0), pages - 1)
    told = []
    for one in changes[page * A_PAGE : (page + 1) * A_PAGE]:
        field = APPLICATION.field(one.field)
        before = None if one.before is None else shown(field, one.before)
        told.append((one.at, field.title, before, shown(field, one.after)))
    return reply(query, screens.history(told, page, pages))


async def _ask(state: FSMContext, field: Field, found: domain.Profile) -> Screen:
    await state.set_state(Profile.answer)
    await state.set_data({"field": field.name})
    return screens.question(
        name=field.name,
        title=field.title,
        now=shown(field, found.answers.get(field.name, "")),
        prompt=field.prompt,
        options=[option.text for option in field.options],
        same=field.same_as[1] if field.same_as else None,
        erasable=field.optional and bool(found.answers.get(field.name)),
    )


async def _next(state: FSMContext, field: Field, found: domain.Profile) -> Screen:
    """Of another contact person more is asked; then all of it is shown."""
    missing = next(
        (one for one in FIELDS if one.asked(found.answers) and one.name not in found.answers), None
    )
    if missing is not None:
        return await _ask(state, missing, found)
    await state.clear()
    value = found.answers.get(field.name, "")
    return _screen(found, f"{field.title}: {shown(field, value)}")


def _screen(found: domain.Profile, saved: str | None = None) -> Screen:
    return screens.profile(found.form, _lines(found), changed=bool(found.history), saved=saved)


def _lines(found: domain.Profile) -> list[tuple[str, str, str]]:
    return [
        (field.name, field.title, shown(field, found.answers.get(field.name, "")))
        for field in FIELDS
        if field.asked(found.answers)
    ]

"""The questions of the application, and sending it.

Bot: Шаг 1 из 5. Фамилия, имя и отчество?
> Петров Иван Сергеевич
Bot: Шаг 2 из 5. Дата рождения?
…
Bot: Проверьте заявку …            [Отправить заявку] [Заполнить заново]
> Отправить заявку
Bot edits: Заявка принята. Проверяем …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.usecases.drafting import Answer as SaveAnswer
from domain.usecases.drafting import Apply
from domain.usecases.overview import LookAround
from handlers import forms, where
from handlers.filters import To
from handlers.parse import InputError
from handlers.reply import chat_of, reply
from handlers.screens import form as screens
from handlers.screens.screen import Answer, Delete, Said, Say


class Questions(StatesGroup):
    answer = State()
    review = State()
    sent = State()


router = Router(name="questions")
router.message.filter(StateFilter(Questions))
router.callback_query.filter(StateFilter(Questions))


@router.message(StateFilter(Questions.answer))
async def answer(message: Message, state: FSMContext, save_answer: SaveAnswer) -> Answer:
    field = forms.field((await state.get_data())["field"])
    value = field.parse(message)
    draft = await save_answer(chat_id=chat_of(message), field=field.name, value=value)
    said: list[Said] = [Delete(message.message_id)] if field.hidden else []
    following = forms.after(field)
    if following is None:
        await state.set_state(Questions.review)
        await state.set_data({})
        return [*said, Say(screens.review(draft, forms.saved(field, draft)))]
    await state.set_data({"field": following.name})
    return [*said, Say(forms.question(following, forms.saved(field, draft)))]


@router.callback_query(StateFilter(Questions.review), To("send"))
async def send(query: CallbackQuery, state: FSMContext, apply: Apply) -> Answer:
    await apply(chat_id=chat_of(query))
    await state.set_state(Questions.sent)
    return reply(query, screens.sent())


@router.callback_query(StateFilter(Questions.review), To("again"))
async def again(_: CallbackQuery, state: FSMContext) -> Answer:
    first = forms.APPLICATION[0]
    await state.set_state(Questions.answer)
    await state.set_data({"field": first.name})
    return Say(forms.question(first))


@router.message(StateFilter(Questions.review))
async def wrong_review(_: Message) -> Answer:
    raise InputError("button")


@router.message(StateFilter(Questions.sent))
async def waiting(message: Message, look_around: LookAround) -> Answer:
    return Say(where.screen(await look_around(chat_id=chat_of(message))))

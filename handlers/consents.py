"""The consents, one by one, never given beforehand.

Bot: Согласие на обработку персональных данных (1 из 2)   [Согласен] [Не согласен]
> Согласен
Bot edits: Соглашение об электронной подписи (2 из 2)     [Согласен] [Не согласен]
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.usecases.drafting import GiveConsent
from handlers import phone
from handlers.filters import To
from handlers.parse import InputError
from handlers.reply import chat_of, reply
from handlers.screens import consents as screens
from handlers.screens import phone as phone_screens
from handlers.screens.screen import Answer, Say


class Consents(StatesGroup):
    personal_data = State()
    signature = State()


router = Router(name="consents")
router.message.filter(StateFilter(Consents))
router.callback_query.filter(StateFilter(Consents))


@router.callback_query(To("refuse"))
async def refuse(query: CallbackQuery, state: FSMContext) -> Answer:
    await state.set_state(None)
    return reply(query, screens.refused())


@router.callback_query(StateFilter(Consents.personal_data), To("personal_data"))
async def personal_data(
    query: CallbackQuery, state: FSMContext, give_consent: GiveConsent
) -> Answer:
    await _record(query, screens.PERSONAL_DATA, give_consent)
    await state.set_state(Consents.signature)
    return reply(query, screens.ask(screens.SIGNATURE, 2))


@router.callback_query(StateFilter(Consents.signature), To("signature"))
async def signature(query: CallbackQuery, state: FSMContext, give_consent: GiveConsent) -> Answer:
    await _record(query, screens.SIGNATURE, give_consent)
    await state.set_state(phone.PhoneNumber.number)
    return [reply(query, screens.given()), Say(phone_screens.ask())]


async def _record(
    query: CallbackQuery, wording: screens.Wording, give_consent: GiveConsent
) -> None:
    await give_consent(
        chat_id=chat_of(query), kind=wording.kind, version=wording.version, text=wording.text
    )


@router.message()
async def wrong_consent(_: Message) -> Answer:
    raise InputError("button")

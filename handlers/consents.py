"""The consents, one by one, never given beforehand: two before the first personal question,
two after the review. The last one sends the application.

    Bot: Согласие на обработку персональных данных (1 из 4)   [Согласен] [Не согласен]
    > Согласен
    Bot edits: Соглашение об электронной подписи (2 из 4)     [Согласен] [Не согласен]

Who comes back is asked only for those that don't stand any more.
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.usecases.drafting import Apply, GiveConsent
from domain.usecases.returning import Again, LookAgain
from handlers import phone, questions
from handlers.application_form import APPLICATION
from handlers.filters import To
from handlers.parse import InputError
from handlers.questions import Finals, Questions
from handlers.reply import reply
from handlers.screens import consents as screens
from handlers.screens import form as form_screens
from handlers.screens import phone as phone_screens
from handlers.screens.screen import Answer, Say, Screen


class Consents(StatesGroup):
    personal_data = State()
    signature = State()


router = Router(name="consents")
router.message.filter(StateFilter(Consents, Finals))
router.callback_query.filter(StateFilter(Consents, Finals, Questions.review))


@router.callback_query(StateFilter(Consents, Finals), To("refuse"))
async def refuse(query: CallbackQuery) -> Answer:
    """Nothing is lost: the question stays open."""
    return reply(query, screens.refused())


@router.callback_query(StateFilter(Consents, Finals), To("ask_again"))
async def ask_again(
    query: CallbackQuery, state: FSMContext, look_again: LookAgain, borrower_id: BorrowerId
) -> Answer:
    kind = (await state.get_state() or "").partition(":")[2]
    again = await look_again(borrower_id=borrower_id, versions=screens.VERSIONS)
    if again is not None:
        return reply(query, screens.ask_again(screens.ALL[kind], last=again.missing == (kind,)))
    return reply(query, screens.ask(screens.ALL[kind]))


@router.callback_query(StateFilter(Consents.personal_data), To("personal_data"))
async def personal_data(
    query: CallbackQuery,
    state: FSMContext,
    give_consent: GiveConsent,
    look_again: LookAgain,
    borrower_id: BorrowerId,
) -> Answer:
    await _record(screens.PERSONAL_DATA, give_consent, borrower_id)
    again = await look_again(borrower_id=borrower_id, versions=screens.VERSIONS)
    if again is not None:
        return reply(query, await begin_again(state, again))
    await state.set_state(Consents.signature)
    return reply(query, screens.ask(screens.SIGNATURE))


@router.callback_query(StateFilter(Consents.signature), To("signature"))
async def signature(
    query: CallbackQuery,
    state: FSMContext,
    give_consent: GiveConsent,
    look_again: LookAgain,
    borrower_id: BorrowerId,
) -> Answer:
    await _record(screens.SIGNATURE, give_consent, borrower_id)
    again = await look_again(borrower_id=borrower_id, versions=screens.VERSIONS)
    if again is not None:
        return reply(query, await begin_again(state, again))
    await state.set_state(phone.PhoneNumber.number)
    return [reply(query, screens.given()), Say(phone_screens.ask(APPLICATION.steps))]


async def begin_again(state: FSMContext, again: Again) -> Screen:
    """For who comes back: the early consents that are missing, then the old answers."""
    early = [kind for kind in again.missing if kind in screens.EARLY]
    if not early:
        return await questions.begin(state, again.draft)
    await state.set_state(getattr(Consents, early[0]))
    return screens.ask_again(screens.ALL[early[0]], last=False)


@router.callback_query(StateFilter(Questions.review), To("review_done"))
async def review_done(
    query: CallbackQuery,
    state: FSMContext,
    look_again: LookAgain,
    apply: Apply,
    borrower_id: BorrowerId,
) -> Answer:
    again = await look_again(borrower_id=borrower_id, versions=screens.VERSIONS)
    if again is not None:
        return await _send_again(query, state, again, apply, borrower_id)
    await state.set_state(Finals.bureau)
    return reply(query, screens.ask(screens.BUREAU))


async def _send_again(
    query: CallbackQuery, state: FSMContext, again: Again, apply: Apply, borrower_id: BorrowerId
) -> Answer:
    """The next consent that is missing; when all stand, the application is sent."""
    if not again.missing:
        return await _send(query, state, apply, borrower_id)
    kind = again.missing[0]
    await state.set_state(getattr(Consents if kind in screens.EARLY else Finals, kind))
    return reply(query, screens.ask_again(screens.ALL[kind], last=len(again.missing) == 1))


@router.callback_query(StateFilter(Finals.bureau), To("bureau"))
async def bureau(
    query: CallbackQuery,
    state: FSMContext,
    give_consent: GiveConsent,
    look_again: LookAgain,
    apply: Apply,
    borrower_id: BorrowerId,
) -> Answer:
    await _record(screens.BUREAU, give_consent, borrower_id)
    again = await look_again(borrower_id=borrower_id, versions=screens.VERSIONS)
    if again is not None:
        return await _send_again(query, state, again, apply, borrower_id)
    await state.set_state(Finals.conditions)
    return reply(query, screens.ask(screens.CONDITIONS))


@router.callback_query(StateFilter(Finals.conditions), To("conditions"))
async def conditions(
    query: CallbackQuery,
    state: FSMContext,
    give_consent: GiveConsent,
    apply: Apply,
    borrower_id: BorrowerId,
) -> Answer:
    await _record(screens.CONDITIONS, give_consent, borrower_id)
    return await _send(query, state, apply, borrower_id)


async def _send(
    query: CallbackQuery, state: FSMContext, apply: Apply, borrower_id: BorrowerId
) -> Answer:
    await apply(borrower_id=borrower_id)
    await state.set_state(Questions.sent)
    return reply(query, form_screens.sent())


async def _record(
    wording: screens.Wording, give_consent: GiveConsent, borrower_id: BorrowerId
) -> None:
    await give_consent(
        borrower_id=borrower_id, kind=wording.kind, version=wording.version, text=wording.text
    )


@router.message()
async def wrong_consent(_: Message) -> Answer:
    raise InputError("button")

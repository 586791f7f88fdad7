"""The consents, one by one, never given beforehand: two before the first personal question,
two after the review. One code signs those two and sends the application; nobody is asked before.

    Bot: Согласие на обработку персональных данных (1 из 4)   [Согласен] [Не согласен]
    > Согласен
    Bot edits: Соглашение об электронной подписи (2 из 4)     [Согласен] [Не согласен]

    > Согласен, получить код
    Bot: Отправили код …          [Отправить код ещё раз]
    > 123456
    Bot: Заявка отправлена.

Who comes back is asked only for those that don't stand any more.
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.model.codes import Check
from domain.refusals import NothingToDo
from domain.usecases.applications.consent_signing import (
    AskConsentCode,
    Last,
    LastConsents,
    SignConsents,
)
from domain.usecases.applications.drafting import Apply, GiveConsent
from domain.usecases.applications.returning import Again, LookAgain
from domain.usecases.consents.consenting import AgreeToCall
from handlers.applications import phone, phone_screens, questions
from handlers.applications.application_form import APPLICATION
from handlers.applications.questions import Finals, Questions
from handlers.codes import calls
from handlers.codes import screens as codes
from handlers.consents import screens
from handlers.engine import form_screens, parse
from handlers.engine.filters import To
from handlers.engine.parse import InputError
from handlers.engine.reply import chat_of, reply
from handlers.engine.screen import Answer, Delete, Said, Say, Screen


class Consents(StatesGroup):
    personal_data = State("personal_data", "Consents")
    signature = State("signature", "Consents")


router = Router(name="consents")
router.message.filter(StateFilter(Consents, Finals))
router.callback_query.filter(StateFilter(Consents, Finals, Questions.review))


@router.callback_query(StateFilter(Consents, Finals), To("refuse"))
async def refuse(query: CallbackQuery) -> Answer:
    """Nothing is lost: the question stays open."""
    return reply(query, screens.refused())


@router.callback_query(StateFilter(Consents, Finals), To("ask_again"))
async def ask_again(
    query: CallbackQuery,
    state: FSMContext,
    look_again: LookAgain,
    last_consents: LastConsents,
    borrower_id: BorrowerId,
) -> Answer:
    kind = (await state.get_state() or "").partition(":")[2]
    if kind not in screens.EARLY:
        last = await last_consents(borrower_id=borrower_id, versions=screens.LAST_VERSIONS)
        waits = screens.code_waits(last.phone) if kind == "code" else _final(kind, last)
        return reply(query, waits)
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
    last_consents: LastConsents,
    apply: Apply,
    borrower_id: BorrowerId,
) -> Answer:
    again = await look_again(borrower_id=borrower_id, versions=screens.VERSIONS)
    early = [kind for kind in again.missing if kind in screens.EARLY] if again else []
    if again is not None and early:
        await state.set_state(getattr(Consents, early[0]))
        return reply(query, screens.ask_again(screens.ALL[early[0]], last=len(again.missing) == 1))
    last = await last_consents(borrower_id=borrower_id, versions=screens.LAST_VERSIONS)
    if not last.kinds:
        return await _send(query, state, apply, borrower_id)
    await state.set_state(getattr(Finals, last.kinds[0]))
    return reply(query, _final(last.kinds[0], last))


def _final(kind: str, last: Last) -> Screen:
    """One of the consents at the end; with that of the bureaus among them a code follows."""
    wording = screens.ALL[kind]
    if last.returning:
        return screens.ask_again(wording, last=kind == last.kinds[-1], code=last.by_code)
    return screens.ask(wording, code=last.by_code)


@router.callback_query(StateFilter(Finals.bureau), To("bureau"))
async def bureau(
    query: CallbackQuery,
    state: FSMContext,
    last_consents: LastConsents,
    ask_consent_code: AskConsentCode,
    borrower_id: BorrowerId,
) -> Answer:
    last = await last_consents(borrower_id=borrower_id, versions=screens.LAST_VERSIONS)
    if screens.CONDITIONS.kind not in last.kinds:
        return await _send_code(state, last, ask_consent_code, borrower_id)
    await state.set_state(Finals.conditions)
    return reply(query, _final(screens.CONDITIONS.kind, last))


@router.callback_query(StateFilter(Finals.conditions), To("conditions"))
async def conditions(
    query: CallbackQuery,
    state: FSMContext,
    last_consents: LastConsents,
    ask_consent_code: AskConsentCode,
    give_consent: GiveConsent,
    apply: Apply,
    borrower_id: BorrowerId,
) -> Answer:
    last = await last_consents(borrower_id=borrower_id, versions=screens.LAST_VERSIONS)
    if last.by_code:
        return await _send_code(state, last, ask_consent_code, borrower_id)
    await _record(screens.CONDITIONS, give_consent, borrower_id)
    return await _send(query, state, apply, borrower_id)


async def _send_code(
    state: FSMContext,
    last: Last,
    ask_consent_code: AskConsentCode,
    borrower_id: BorrowerId,
) -> Answer:
    sent = await ask_consent_code(borrower_id=borrower_id, texts=screens.texts(last.kinds))
    assert sent is not None
    await state.set_state(Finals.code)
    return Say(screens.code_sent(sent, last.kinds))


@router.callback_query(StateFilter(Finals.code), To("resend", "call", "call_agreed"))
async def another_code(
    query: CallbackQuery,
    state: FSMContext,
    last_consents: LastConsents,
    ask_consent_code: AskConsentCode,
    agree_to_call: AgreeToCall,
    borrower_id: BorrowerId,
) -> Answer:
    last = await last_consents(borrower_id=borrower_id, versions=screens.LAST_VERSIONS)
    by_call = await calls.by_call(query, agree_to_call, borrower_id)
    sent = await ask_consent_code(
        borrower_id=borrower_id, texts=screens.texts(last.kinds), again=True, by_call=by_call
    )
    if sent is None:
        return await _read_anew(state, last)
    return Say(screens.code_sent(sent, last.kinds))


@router.message(StateFilter(Finals.code))
async def code(
    message: Message,
    state: FSMContext,
    last_consents: LastConsents,
    sign_consents: SignConsents,
    borrower_id: BorrowerId,
) -> Answer:
    last = await last_consents(borrower_id=borrower_id, versions=screens.LAST_VERSIONS)
    tried = await sign_consents(
        borrower_id=borrower_id,
        chat_id=chat_of(message),
        digits=parse.code(message),
        texts=screens.texts(last.kinds),
    )
    gone = Delete(message.message_id)  # a code doesn't stay in the chat
    if tried is None:
        return [gone, *(await _read_anew(state, last))]
    verdict, left = tried
    if verdict is not Check.RIGHT:
        return [gone, Say(codes.not_right(verdict, left))]
    await state.set_state(Questions.sent)
    return [gone, Say(form_screens.sent())]


async def _read_anew(state: FSMContext, last: Last) -> list[Said]:
    """The wording is another than the code was sent for: it is read before it is signed."""
    if not last.kinds:
        raise NothingToDo
    await state.set_state(getattr(Finals, last.kinds[0]))
    return [Say(screens.changed()), Say(_final(last.kinds[0], last))]


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

"""Reading the individual terms and signing them by code 2.

Bot: Договор готов … (file)        [Подписать] [Отказаться]
> Подписать
Bot: Отправили код …
> 123456
Bot: Договор подписан. Отправляем деньги на карту.
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.model.application import ApplicationStatus
from domain.model.codes import Check
from domain.usecases.applications.withdrawing import Withdraw
from domain.usecases.consents.consenting import AgreeToCall
from domain.usecases.home.overview import LookAround
from domain.usecases.signing.signing import AskSignature, NoCode, Sign
from handlers.codes import calls
from handlers.codes import screens as codes
from handlers.engine import parse
from handlers.engine.filters import To
from handlers.engine.parse import InputError
from handlers.engine.reply import chat_of, reply
from handlers.engine.screen import Answer, Delete, Say
from handlers.home import where
from handlers.signing import refusing_screens as refusing
from handlers.signing import screens


class Signing(StatesGroup):
    terms = State("terms", "Signing")
    code = State("code", "Signing")


class Cooling(StatesGroup):
    off = State("off", "Cooling")


class Paying(StatesGroup):
    out = State("out", "Paying")


router = Router(name="signing")
router.message.filter(StateFilter(Signing, Cooling, Paying))
router.callback_query.filter(StateFilter(Signing, Cooling, Paying))


@router.callback_query(StateFilter(Signing.terms), To("sign"))
@router.callback_query(StateFilter(Signing.code), To("sign", "resend"))
async def terms(
    _: CallbackQuery, state: FSMContext, ask_signature: AskSignature, borrower_id: BorrowerId
) -> Answer:
    sent = await ask_signature(borrower_id=borrower_id)
    if isinstance(sent, NoCode):
        return without_code(sent)
    await state.set_state(Signing.code)
    return Say(screens.code_sent(sent))


@router.callback_query(StateFilter(Signing.code), To("call", "call_agreed"))
async def call(
    query: CallbackQuery,
    ask_signature: AskSignature,
    agree_to_call: AgreeToCall,
    borrower_id: BorrowerId,
) -> Answer:
    by_call = await calls.by_call(query, agree_to_call, borrower_id)
    sent = await ask_signature(borrower_id=borrower_id, by_call=by_call)
    return without_code(sent) if isinstance(sent, NoCode) else Say(screens.code_sent(sent))


def without_code(why: NoCode) -> Answer:
    """What can't be signed today is told by a notice."""
    return Say(screens.asking_again()) if why is NoCode.ASKING else None


@router.message(StateFilter(Signing.terms))
async def wrong_terms(_: Message) -> Answer:
    raise InputError("button")


@router.callback_query(StateFilter(Signing), To("decline"))
async def sure(query: CallbackQuery) -> Answer:
    """The file with the terms stays: the question comes below it, elsewhere in place."""
    with_file = isinstance(query.message, Message) and query.message.document is not None
    return Say(screens.sure()) if with_file else reply(query, screens.sure())


@router.callback_query(StateFilter(Signing), To("undecided"))
async def undecided(query: CallbackQuery) -> Answer:
    return reply(query, screens.ready())


@router.callback_query(StateFilter(Signing), To("decline_sure"))
async def decline(
    _: CallbackQuery, state: FSMContext, withdraw: Withdraw, borrower_id: BorrowerId
) -> Answer:
    await withdraw(borrower_id=borrower_id)
    await state.set_state(None)
    return Say(screens.declined())


@router.message(StateFilter(Signing.code))
async def code(
    message: Message,
    state: FSMContext,
    sign: Sign,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    verdict, left = await sign(
        borrower_id=borrower_id, chat_id=chat_of(message), digits=parse.code(message)
    )
    gone = Delete(message.message_id)
    if verdict is Check.RIGHT:
        overview = await look_around(borrower_id=borrower_id)
        signed = overview.application
        if signed is not None and signed.status is ApplicationStatus.COOLING:  # its notice says all
            await state.set_state(Cooling.off)
            return gone
        if signed is None or signed.status is not ApplicationStatus.SIGNED:  # a notice says why not
            return gone
        await state.set_state(Paying.out)
        return [gone, Say(screens.signed(first=not overview.returning))]
    return [gone, Say(codes.not_right(verdict, left))]


@router.message(StateFilter(Paying.out))
async def waiting(_: Message, look_around: LookAround, borrower_id: BorrowerId) -> Answer:
    return Say(where.screen(await look_around(borrower_id=borrower_id)))


@router.callback_query(StateFilter(Cooling.off), To("cool"))
async def refuse(
    query: CallbackQuery, state: FSMContext, withdraw: Withdraw, borrower_id: BorrowerId
) -> Answer:
    """The law's right to refuse before the money is passed."""
    if not await withdraw(borrower_id=borrower_id):
        return Say(refusing.too_late())
    await state.set_state(None)
    return reply(query, screens.declined())


@router.message(StateFilter(Cooling.off))
async def cooling(_: Message, look_around: LookAround, borrower_id: BorrowerId) -> Answer:
    return Say(where.screen(await look_around(borrower_id=borrower_id)))

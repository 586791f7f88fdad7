"""Prolonging a loan: the days, the price, the paper, the signature by code.

> [Продлить]
Bot: На сколько дней продлить?   [7 дней] [14 дней] …
> 14
Bot: Продлить на 14 дней, до 21 декабря 2026 …   [Продлить с карты •4444] …
> [Продлить с карты •4444]
Bot: Соглашение о продлении готово … (file)   [Подписать] [Отказаться]
> [Подписать]
Bot: Отправили код …
> 123456
Bot: ✓ Соглашение подписано. Списываем 880 ₽ …
Bot: ✓ Займ продлён до 21 декабря 2026.
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import AgreementId, BorrowerId
from domain.model.codes import Check
from domain.usecases.consents.consenting import AgreeToCall
from domain.usecases.prolongation.agreeing import AskAgreement
from domain.usecases.prolongation.agreement_signing import (
    AskProlongationCode,
    DeclineAgreement,
    SignAgreement,
)
from domain.usecases.prolongation.prolongation_terms import ProlongationChoice
from domain.usecases.prolongation.prolonging import LookAtProlongation
from handlers.codes import calls
from handlers.codes import screens as codes
from handlers.engine import parse
from handlers.engine.callbacks import ON_PAGE, Agree, Extend, ExtendBy, Go
from handlers.engine.filters import PrivateChat, To
from handlers.engine.parse import InputError
from handlers.engine.reply import chat_of, reply, under
from handlers.engine.screen import Answer, Delete, Say, Screen
from handlers.loan_view.loan_buttons import TO_LOAN
from handlers.prolongation import screens


class Prolonging(StatesGroup):
    days = State("days", "Prolonging")
    offer = State("offer", "Prolonging")
    paper = State("paper", "Prolonging")
    terms = State("terms", "Prolonging")
    code = State("code", "Prolonging")


router = Router(name="prolonging")
router.message.filter(PrivateChat(), StateFilter(Prolonging))
router.callback_query.filter(PrivateChat())


@router.callback_query(To("prolong", "prolong_below", "prolong_anew", "prolong_retry"))
async def begin(
    query: CallbackQuery,
    state: FSMContext,
    look_at_prolongation: LookAtProlongation,
    borrower_id: BorrowerId,
) -> Answer:
    anew = query.data == Go(to="prolong_anew").pack()
    found = await look_at_prolongation(borrower_id=borrower_id, anew=anew)
    if not isinstance(found, ProlongationChoice):
        await state.clear()
        screen = screens.unpaid(found)
    else:
        await state.set_state(Prolonging.days)
        screen = screens.ask_days(found, again=under(query, "prolong_retry"))
    below = under(query, "prolong_below") or under(query, "prolong_retry")
    return Say(screen) if below else reply(query, screen)


@router.callback_query(Extend.filter())
async def pick_days(
    query: CallbackQuery,
    callback_data: Extend,
    state: FSMContext,
    look_at_prolongation: LookAtProlongation,
    borrower_id: BorrowerId,
) -> Answer:
    screen = await offer(borrower_id, callback_data.days, state, look_at_prolongation)
    return reply(query, screen)


@router.message(StateFilter(Prolonging.days, Prolonging.offer))
async def typed_days(
    message: Message,
    state: FSMContext,
    look_at_prolongation: LookAtProlongation,
    borrower_id: BorrowerId,
) -> Answer:
    days = parse.term(message)
    if days == parse.UNTIL_PAYDAY:
        raise InputError("term")
    return Say(await offer(borrower_id, days, state, look_at_prolongation))


async def offer(
    borrower_id: BorrowerId, days: int, state: FSMContext, look_at_prolongation: LookAtProlongation
) -> Screen:
    conditions, cards = await look_at_prolongation.conditions(borrower_id=borrower_id, days=days)
    await state.set_state(Prolonging.offer)
    return screens.offer(conditions, cards)


@router.callback_query(ExtendBy.filter())
async def ask(
    query: CallbackQuery,
    callback_data: ExtendBy,
    state: FSMContext,
    ask_agreement: AskAgreement,
    borrower_id: BorrowerId,
) -> Answer:
    number = None if callback_data.card == ON_PAGE else callback_data.card
    await ask_agreement(borrower_id=borrower_id, days=callback_data.days, number=number)
    await state.set_state(Prolonging.paper)
    return reply(query, screens.preparing())


@router.message(StateFilter(Prolonging.paper))
async def preparing(_: Message) -> Answer:
    return Say(screens.preparing())


@router.message(StateFilter(Prolonging.terms))
async def wrong_terms(_: Message) -> Answer:
    raise InputError("button")


@router.callback_query(Agree.filter())
async def agree(
    _: CallbackQuery,
    callback_data: Agree,
    state: FSMContext,
    ask_prolongation_code: AskProlongationCode,
    decline_agreement: DeclineAgreement,
    borrower_id: BorrowerId,
) -> Answer:
    ident = AgreementId(callback_data.id)
    if not callback_data.yes:
        await decline_agreement(borrower_id=borrower_id, agreement_id=ident)
        await state.clear()
        return Say(screens.declined())
    asked = await ask_prolongation_code(borrower_id=borrower_id, agreement_id=ident)
    await state.set_state(Prolonging.code)
    await state.set_data({"agreement": ident})
    return Say(screens.code_sent(asked))


@router.callback_query(StateFilter(Prolonging.code), To("resend", "call", "call_agreed"))
async def another_code(
    query: CallbackQuery,
    state: FSMContext,
    ask_prolongation_code: AskProlongationCode,
    agree_to_call: AgreeToCall,
    borrower_id: BorrowerId,
) -> Answer:
    asked = await ask_prolongation_code(
        borrower_id=borrower_id,
        agreement_id=AgreementId((await state.get_data())["agreement"]),
        by_call=await calls.by_call(query, agree_to_call, borrower_id),
    )
    return Say(screens.code_sent(asked))


@router.message(StateFilter(Prolonging.code))
async def code(
    message: Message, state: FSMContext, sign_agreement: SignAgreement, borrower_id: BorrowerId
) -> Answer:
    verdict, left, agreement = await sign_agreement(
        borrower_id=borrower_id,
        chat_id=chat_of(message),
        agreement_id=AgreementId((await state.get_data())["agreement"]),
        digits=parse.code(message),
    )
    gone = Delete(message.message_id)
    if verdict is Check.RIGHT:
        await state.clear()
        # Without a price it is in force by now, and the notice of that says it all.
        return [gone, Say(screens.signed(agreement))] if agreement.price else [gone]
    return [gone, Say(codes.not_right(verdict, left, TO_LOAN))]

"""Repaying: the sum, the way, the code.

> [Погасить займ]
Bot: Сколько заплатить?   [Весь долг — 10 880 ₽] …
> 3000
Bot: Платёж 3 000 ₽ …     [Оплатить картой •4444] [Другой картой или по СБП]
> [Оплатить картой •4444]
Bot: Отправили код …
> 123456
Bot: ✓ Получили 3 000 ₽. Из них проценты 880 ₽, основной долг 2 120 ₽. …
"""

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId, RepaymentId
from domain.ledger.loan_events import PaymentPurpose
from domain.model.codes import Check
from domain.usecases.consents.consenting import AgreeToCall
from domain.usecases.loan_view.looking import LookAtLoan
from domain.usecases.repayment.repaying import ConfirmRepayment, OpenRepayment
from domain.usecases.repayment.repayment_sum import Asked, AskRepayment
from handlers.codes import calls
from handlers.codes import screens as codes
from handlers.engine import parse
from handlers.engine.callbacks import ON_PAGE, PayBy, PaySum
from handlers.engine.filters import PrivateChat, To
from handlers.engine.parse import InputError
from handlers.engine.reply import reply, under
from handlers.engine.screen import Answer, Delete, Said, Say
from handlers.loan_view.loan_buttons import TO_LOAN
from handlers.repayment import screens


class Repaying(StatesGroup):
    amount = State("amount", "Repaying")
    way = State("way", "Repaying")
    code = State("code", "Repaying")


router = Router(name="repaying")
router.message.filter(PrivateChat(), StateFilter(Repaying))
router.callback_query.filter(PrivateChat())


@router.callback_query(To("repay", "pay"))
async def begin(
    query: CallbackQuery, state: FSMContext, look_at_loan: LookAtLoan, borrower_id: BorrowerId
) -> Answer:
    view = await look_at_loan(borrower_id=borrower_id)
    await state.set_state(Repaying.amount)
    screen = screens.ask_sum(view)
    return Say(screen) if under(query, "pay") else reply(query, screen)


@router.callback_query(PaySum.filter())
async def pick_sum(
    query: CallbackQuery,
    callback_data: PaySum,
    state: FSMContext,
    ask_repayment: AskRepayment,
    borrower_id: BorrowerId,
) -> Answer:
    asked = await ask_repayment(borrower_id=borrower_id, purpose=callback_data.purpose)
    return await ask_way(query, state, asked)


@router.message(StateFilter(Repaying.amount))
async def typed_sum(
    message: Message, state: FSMContext, ask_repayment: AskRepayment, borrower_id: BorrowerId
) -> Answer:
    amount = parse.payment(message)
    asked = await ask_repayment(borrower_id=borrower_id, purpose=PaymentPurpose.PART, amount=amount)
    return await ask_way(message, state, asked)


async def ask_way(event: Message | CallbackQuery, state: FSMContext, asked: Asked) -> Said:
    await state.set_state(Repaying.way)
    return reply(event, screens.ask_way(asked))


@router.message(StateFilter(Repaying.way))
async def wrong_way(_: Message) -> Answer:
    raise InputError("button")


@router.callback_query(PayBy.filter())
async def pay(
    query: CallbackQuery,
    callback_data: PayBy,
    state: FSMContext,
    open_repayment: OpenRepayment,
    borrower_id: BorrowerId,
) -> Answer:
    """By a bound card after a code, or on the bank's page, which asks for its own."""
    ident = RepaymentId(callback_data.id)
    if callback_data.card == ON_PAGE:
        await open_repayment.by_page(borrower_id=borrower_id, repayment_id=ident)
        await state.clear()
        return reply(query, screens.opening_page())
    opened = await open_repayment.by_card(
        borrower_id=borrower_id, repayment_id=ident, number=callback_data.card
    )
    await state.set_state(Repaying.code)
    await state.set_data({"repayment": ident})
    return reply(query, screens.code_sent(opened))


@router.callback_query(StateFilter(Repaying.code), To("resend", "call", "call_agreed"))
async def another_code(
    query: CallbackQuery,
    state: FSMContext,
    open_repayment: OpenRepayment,
    agree_to_call: AgreeToCall,
    borrower_id: BorrowerId,
) -> Answer:
    opened = await open_repayment.by_card(
        borrower_id=borrower_id,
        repayment_id=RepaymentId((await state.get_data())["repayment"]),
        by_call=await calls.by_call(query, agree_to_call, borrower_id),
    )
    return Say(screens.code_sent(opened))


@router.message(StateFilter(Repaying.code))
async def code(
    message: Message,
    state: FSMContext,
    confirm_repayment: ConfirmRepayment,
    borrower_id: BorrowerId,
) -> Answer:
    verdict, left, repayment = await confirm_repayment(
        borrower_id=borrower_id,
        repayment_id=RepaymentId((await state.get_data())["repayment"]),
        digits=parse.code(message),
    )
    gone = Delete(message.message_id)
    if verdict is Check.RIGHT:
        await state.clear()
        return [gone, Say(screens.moving(repayment))]
    return [gone, Say(codes.not_right(verdict, left, TO_LOAN))]

"""The loan: its screen, from any message and long after.

/loan
Bot: Ваш займ № …   [Погасить займ] [Продлить] …
"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId, RepaymentId
from domain.refusals import AccountNeeded
from domain.usecases.documents.payment_documents import AskDocument
from domain.usecases.home.overview import LookAround
from domain.usecases.payments.reconciling import ReportMissing
from handlers.engine.callbacks import AskForPaper
from handlers.engine.filters import PrivateChat, To
from handlers.engine.reply import reply, under
from handlers.engine.screen import Answer, Say, Toast
from handlers.home import where
from handlers.loan_view import loan_help_screens as loan_help
from handlers.loan_view import loan_screens as screens
from handlers.loan_view import missing_screens

router = Router(name="loan")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(Command("loan"))
@router.callback_query(To("loan", "my_loan"))
async def loan(
    event: Message | CallbackQuery,
    state: FSMContext,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    """Whatever was being asked for is left; nothing of it has happened yet."""
    overview = await look_around(borrower_id=borrower_id)
    if overview.loan is None and not overview.account and not overview.applying:
        raise AccountNeeded
    if overview.loan is None:
        under_way = overview.application is not None and overview.application.live
        return reply(
            event, where.screen(overview) if under_way else loan_help.none(overview.given_up)
        )
    await state.clear()
    card = screens.card(overview.loan, overview.card_waits)
    return Say(card) if under(event, "my_loan") else reply(event, card)


@router.callback_query(AskForPaper.filter())
async def paper(
    _: CallbackQuery, callback_data: AskForPaper, ask_document: AskDocument, borrower_id: BorrowerId
) -> Answer:
    await ask_document(borrower_id=borrower_id, repayment_id=RepaymentId(callback_data.id))
    return Toast("Готовим файл, это несколько секунд.")


@router.callback_query(To("missing"))
async def missing(
    _: CallbackQuery, report_missing: ReportMissing, borrower_id: BorrowerId
) -> Answer:
    """«Я оплатил, а его нет»"""
    return Say(missing_screens.missing(await report_missing(borrower_id=borrower_id)))


@router.callback_query(To("missing_staff"))
async def staff_please(
    query: CallbackQuery, report_missing: ReportMissing, borrower_id: BorrowerId
) -> Answer:
    found = await report_missing(borrower_id=borrower_id, anyway=True)
    return reply(query, missing_screens.missing(found))

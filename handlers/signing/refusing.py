"""The law's right to refuse a signed loan before its money is on the way (353-FZ art. 11 p. 1).

Bot: Перевод 10 000 ₽ задерживается …   [Отказаться от займа]
> Отказаться от займа
Bot: Точно отказаться от займа? …       [Не отказываться] [Да, отказаться]
> Да, отказаться
Bot: ✓ Вы отказались от займа. …
"""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from domain.ids import BorrowerId
from domain.model.application import ApplicationStatus
from domain.usecases.applications.withdrawing import Withdraw
from domain.usecases.home.overview import LookAround, Overview
from handlers.engine.filters import PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Say, Screen
from handlers.loan_view import loan_help_screens as loan_help
from handlers.signing import refusing_screens as screens

router = Router(name="refusing")
router.callback_query.filter(PrivateChat())


def question(overview: Overview) -> Screen:
    """What is said to who would refuse; it may be too late, or there may be nothing."""
    if overview.refusable:
        return screens.sure()
    if overview.loan is not None:
        return loan_help.no_cancelling(overview.loan.returns_until)
    application = overview.application
    signed = application is not None and application.status is ApplicationStatus.SIGNED
    return screens.too_late() if signed else screens.nothing()


@router.callback_query(To("refuse_loan"))
async def sure(_: CallbackQuery, look_around: LookAround, borrower_id: BorrowerId) -> Answer:
    return Say(question(await look_around(borrower_id=borrower_id)))


@router.callback_query(To("refuse_loan_sure"))
async def refuse(
    query: CallbackQuery,
    state: FSMContext,
    look_around: LookAround,
    withdraw: Withdraw,
    borrower_id: BorrowerId,
) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    if not overview.refusable or not await withdraw(borrower_id=borrower_id):
        return Say(question(overview))
    await state.clear()
    return reply(query, screens.refused())

"""Home: what is owed, what may be borrowed, and the way to everything else.

/start
Bot: Личный кабинет …   [Погасить займ] [Мой займ] [Заявки] [Карты] [Настройки]
"""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from domain.ids import BorrowerId
from domain.model.accounts.session import Actor
from domain.usecases.applications.history import CancelApplication, ListApplications
from domain.usecases.home.overview import LookAround
from handlers.applications import history_screens as applications
from handlers.engine.callbacks import ApplicationsPage
from handlers.engine.filters import PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer
from handlers.engine.signed_in import signed_in
from handlers.home import menu

router = Router(name="home")
router.callback_query.filter(PrivateChat())


@router.callback_query(To("home"))
async def home(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    """Whatever was being asked for is left; nothing of it has happened yet."""
    return await menu.go_home(query, state, await look_around(borrower_id=borrower_id))


@router.callback_query(To("applications"))
async def history(
    query: CallbackQuery, list_applications: ListApplications, actor: Actor
) -> Answer:
    return reply(
        query, applications.history(await list_applications(borrower_id=signed_in(actor)), 0)
    )


@router.callback_query(ApplicationsPage.filter())
async def page(
    query: CallbackQuery,
    callback_data: ApplicationsPage,
    list_applications: ListApplications,
    actor: Actor,
) -> Answer:
    found = await list_applications(borrower_id=signed_in(actor))
    return reply(query, applications.history(found, callback_data.page))


@router.callback_query(To("cancel_application"))
async def cancel(
    query: CallbackQuery,
    state: FSMContext,
    cancel_application: CancelApplication,
    list_applications: ListApplications,
    actor: Actor,
) -> Answer:
    """In one tap: before the signature nothing is owed. NothingToDo when it is too late."""
    await cancel_application(borrower_id=signed_in(actor))
    await state.clear()
    found = await list_applications(borrower_id=signed_in(actor))
    return reply(query, applications.history(found, 0, cancelled=True))

"""Commands that work at any step.

/start   begin, or go on where one stopped
/status  what is with the loan or the application
/cancel  give up an application, or a loan before its money is on the way
/help
"""

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.ids import BorrowerId
from domain.model.application import ApplicationStatus
from domain.refusals import LoanOpen
from domain.usecases.applications.withdrawing import Withdraw
from domain.usecases.home.overview import LookAround, Overview
from domain.usecases.progress.progress import ShowStatus
from handlers.applications import offer
from handlers.engine import interrupted
from handlers.engine.filters import AnyCommand, PrivateChat, To
from handlers.engine.reply import reply, under
from handlers.engine.screen import Answer, Say, Screen
from handlers.home import common_screens as common
from handlers.home import screens as home
from handlers.home import where
from handlers.loan_view import loan_help_screens as loan_help
from handlers.signing import refusing, refusing_screens
from handlers.signing import screens as signing

# Questions about a loan: a command leaves them, nothing of them has happened yet. A form, a card
# and the signature of a contract go on.
LEFT = frozenset(
    {"Repaying", "Calendar", "Prolonging", "Promising", "Resting", "Cards"}
    | {"Login", "Recovery", "NewPassword", "NewPin", "Proof", "Profile", "Disputing"}
)

router = Router(name="menu")
router.message.filter(PrivateChat(), AnyCommand())
router.callback_query.filter(PrivateChat())


def under_way(overview: Overview) -> bool:
    """A loan, or an application that isn't decided to its end?"""
    application = overview.application
    return overview.loan is not None or (application is not None and application.live)


@router.message(CommandStart())
async def start(
    message: Message, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    return await go_on(message, state, await look_around(borrower_id=borrower_id))


async def go_on(event: Message | CallbackQuery, state: FSMContext, overview: Overview) -> Answer:
    """Home for who has an account; else where one stands, where one stopped, or the beginning."""
    await leave_question(state)
    if overview.account and await _left_at(state, overview) is None:
        return await go_home(event, state, overview)
    if under_way(overview):
        return Say(where.screen(overview))
    if (rejected := where.still_rejected(overview)) is not None:
        return Say(rejected)
    if await _left_at(state, overview) is not None:
        return Say(common.resume())
    return await offer.begin(event, state, overview)


async def go_home(event: Message | CallbackQuery, state: FSMContext, overview: Overview) -> Answer:
    """Home; for who has no account yet, where they stand."""
    await leave_question(state)
    if not overview.account:
        return await go_on(event, state, overview)
    return reply(event, home.home(overview))


async def leave_question(state: FSMContext) -> None:
    group = (await state.get_state() or "").partition(":")[0]
    if group == "ChangingPhone":  # it may have interrupted a form, or a signature
        await interrupted.go_back(state)
    elif group in LEFT:
        await state.clear()


async def _left_at(state: FSMContext, overview: Overview) -> Screen | None:
    """The question at which an application was left."""
    step = await state.get_state()
    if not step or overview.draft is None:
        return None
    return where.draft_step(step, await state.get_data(), overview.draft)


@router.callback_query(To("resume"))
async def resume(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    question = None if under_way(overview) else await _left_at(state, overview)
    if question is None:
        await where.take_up(state, overview)
        return Say(where.screen(overview))
    return reply(query, question)


@router.callback_query(To("afresh"))
async def afresh(
    query: CallbackQuery,
    state: FSMContext,
    withdraw: Withdraw,
    look_around: LookAround,
    borrower_id: BorrowerId,
) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    if under_way(overview):
        return Say(where.screen(overview))
    await withdraw(borrower_id=borrower_id)
    await state.clear()
    return await offer.begin(query, state, overview)


@router.message(Command("status"))
async def status(
    message: Message,
    state: FSMContext,
    look_around: LookAround,
    show_status: ShowStatus,
    borrower_id: BorrowerId,
) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    if overview.loan is None and overview.application and overview.application.live:
        await show_status(borrower_id=borrower_id)
        return Say(where.screen(overview)) if where.asks(overview) else None
    return await go_on(message, state, overview)


@router.callback_query(To("application"))
async def application(
    _: CallbackQuery,
    state: FSMContext,
    look_around: LookAround,
    show_status: ShowStatus,
    borrower_id: BorrowerId,
) -> Answer:
    """«Что с заявкой», under home: the status moves to the end of the chat."""
    overview = await look_around(borrower_id=borrower_id)
    await where.take_up(state, overview)
    await show_status(borrower_id=borrower_id)
    return Say(where.screen(overview)) if overview.applying and where.asks(overview) else None


@router.message(Command("help"))
@router.callback_query(To("help"))
async def help_(
    event: Message | CallbackQuery,
    look_around: LookAround,
    lender: dict[str, str],
    borrower_id: BorrowerId,
) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    if overview.account:
        return reply(event, loan_help.help_(lender["phone"], lender["email"]))
    return reply(event, common.help_(lender["phone"], lender["email"]))


@router.message(Command("cancel"))
async def cancel(
    _: Message,
    state: FSMContext,
    look_around: LookAround,
    withdraw: Withdraw,
    borrower_id: BorrowerId,
) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    application = overview.application
    if not (overview.draft or overview.loan or (application and application.live)):
        return Say(signing.nothing_to_cancel())
    if overview.loan is not None:
        return Say(loan_help.no_cancelling(overview.loan.returns_until))
    if application is not None and application.status is ApplicationStatus.SIGNED:
        return Say(refusing.question(overview))
    if not await withdraw(borrower_id=borrower_id):
        return Say(refusing_screens.too_late())
    await state.clear()
    return Say(signing.declined())


@router.callback_query(To("where"))
async def current(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    return await go_on(query, state, await look_around(borrower_id=borrower_id))


@router.callback_query(To("start", "again"))
async def new(
    query: CallbackQuery, state: FSMContext, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    overview = await look_around(borrower_id=borrower_id)
    if overview.loan is not None:
        raise LoanOpen
    if under_way(overview):
        return Say(where.screen(overview))
    return await offer.begin(query, state, overview, anew=under(query, "again"))

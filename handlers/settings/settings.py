"""«Настройки»: the menu, notices, the copy of all data.

/settings
Bot: Настройки …        [Мои данные] [Согласия] [Уведомления] …
> [Уведомления]
Bot edits: Подсказки … включены   [Выключить подсказки]
"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from domain.model.profile import Wanted
from domain.usecases.applications.drafting import GiveConsent
from domain.usecases.privacy.exporting import AskExport
from domain.usecases.settings.notifying import LookAtNotices, SwitchNotices
from handlers.consents.screens import ADS
from handlers.engine.callbacks import Notify
from handlers.engine.filters import PrivateChat, To
from handlers.engine.reply import reply, under
from handlers.engine.screen import Answer, Say
from handlers.engine.signed_in import signed_in
from handlers.home import menu
from handlers.settings import settings_screens as screens

router = Router(name="settings")
router.message.filter(PrivateChat())
router.callback_query.filter(PrivateChat())


@router.message(Command("settings"))
@router.callback_query(To("settings", "my_settings"))
async def settings(event: Message | CallbackQuery, state: FSMContext, actor: Actor) -> Answer:
    signed_in(actor)
    await menu.leave_question(state)
    return Say(screens.menu()) if under(event, "my_settings") else reply(event, screens.menu())


@router.callback_query(To("notifications"))
async def notifications(
    query: CallbackQuery, look_at_notices: LookAtNotices, actor: Actor
) -> Answer:
    wanted = await look_at_notices(borrower_id=signed_in(actor))
    return reply(query, screens.notifications(wanted))


@router.callback_query(Notify.filter())
async def switch(
    query: CallbackQuery,
    callback_data: Notify,
    switch_notices: SwitchNotices,
    look_at_notices: LookAtNotices,
    actor: Actor,
) -> Answer:
    borrower_id, kind = signed_in(actor), callback_data.kind
    if kind is Wanted.ADS and callback_data.on:
        return reply(query, screens.ads())
    await switch_notices(borrower_id=borrower_id, kind=kind, wanted=callback_data.on)
    return reply(query, screens.notifications(await look_at_notices(borrower_id=borrower_id)))


@router.callback_query(To("ads_on"))
async def ads_on(
    query: CallbackQuery,
    give_consent: GiveConsent,
    switch_notices: SwitchNotices,
    look_at_notices: LookAtNotices,
    actor: Actor,
) -> Answer:
    borrower_id = signed_in(actor)
    if not (await look_at_notices(borrower_id=borrower_id))[Wanted.ADS]:  # tapped once
        await give_consent(
            borrower_id=borrower_id, kind=ADS.kind, version=ADS.version, text=ADS.text
        )
        await switch_notices(borrower_id=borrower_id, kind=Wanted.ADS, wanted=True)
    return reply(query, screens.notifications(await look_at_notices(borrower_id=borrower_id)))


@router.callback_query(To("export"))
async def export(query: CallbackQuery, ask_export: AskExport, actor: Actor) -> Answer:
    await ask_export(borrower_id=signed_in(actor))
    return reply(query, screens.export_asked())

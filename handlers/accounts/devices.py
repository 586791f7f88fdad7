"""Where somebody is signed in, and ending that.

> [Вход и устройства]
Bot: Где вы вошли …                 [Выйти: Мария] [Выйти везде] [‹ Настройки]
"""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from domain.ids import ChatId
from domain.model.accounts.session import Actor
from domain.refusals import AccountNeeded
from domain.usecases.accounts.sessions import LookAtDevices, SignOut, SignOutDevice
from handlers.accounts import devices_screens as screens
from handlers.accounts import entering_screens as entering
from handlers.engine.callbacks import PickDevice
from handlers.engine.filters import PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer, Say

router = Router(name="devices")
router.callback_query.filter(PrivateChat())


@router.callback_query(To("devices"))
async def devices(query: CallbackQuery, actor: Actor, look_at_devices: LookAtDevices) -> Answer:
    if not actor.signed_in:
        raise AccountNeeded
    found = await look_at_devices(borrower_id=actor.borrower_id)
    return reply(query, screens.devices(found, actor.chat_id))


@router.callback_query(PickDevice.filter())
async def out(
    query: CallbackQuery,
    callback_data: PickDevice,
    actor: Actor,
    look_at_devices: LookAtDevices,
    sign_out_device: SignOutDevice,
) -> Answer:
    """«Выйти: …», or «Это не я» under the word of a new entry."""
    if not actor.signed_in:
        raise AccountNeeded
    await sign_out_device(
        borrower_id=actor.borrower_id,
        chat_id=ChatId(callback_data.chat),
        stranger=callback_data.stranger,
    )
    if callback_data.stranger:
        return Say(screens.stranger_out())
    found = await look_at_devices(borrower_id=actor.borrower_id)
    return reply(query, screens.devices(found, actor.chat_id))


@router.callback_query(To("logout_everywhere"))
async def everywhere(
    query: CallbackQuery, state: FSMContext, actor: Actor, sign_out: SignOut
) -> Answer:
    if not actor.signed_in:
        return reply(query, entering.is_out())
    await sign_out(borrower_id=actor.borrower_id, chat_id=actor.chat_id, everywhere=True)
    await state.clear()
    return reply(query, entering.out(elsewhere=False, everywhere=True))

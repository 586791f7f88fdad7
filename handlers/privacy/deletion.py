"""«Удалить мои данные»: what may go goes at once, the rest is told with its day.

> [Удалить мои данные]
Bot edits: Удалим сразу: … По закону храним до …   [Удалить] [‹ Настройки]
> [Удалить]
Bot edits: ✓ Удалили всё, что не обязаны хранить. Номер обращения: 3F2A1B …
"""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from domain.model.accounts.session import Actor
from domain.usecases.privacy.forgetting import AskDeletion, LookAtDeletion
from handlers.engine.filters import PrivateChat, To
from handlers.engine.reply import reply
from handlers.engine.screen import Answer
from handlers.engine.signed_in import signed_in
from handlers.privacy import deletion_screens as screens

router = Router(name="deletion")
router.callback_query.filter(PrivateChat())


@router.callback_query(To("delete_data"))
async def look(query: CallbackQuery, look_at_deletion: LookAtDeletion, actor: Actor) -> Answer:
    return reply(query, screens.ask(await look_at_deletion(borrower_id=signed_in(actor))))


@router.callback_query(To("delete_sure"))
async def delete(
    query: CallbackQuery, state: FSMContext, ask_deletion: AskDeletion, actor: Actor
) -> Answer:
    """What was being asked for is gone with its draft."""
    done = await ask_deletion(borrower_id=signed_in(actor), chat_id=actor.chat_id)
    await state.clear()
    return reply(query, screens.done(done))

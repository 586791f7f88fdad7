"""What must not stand in a chat is deleted from it with a warning, at any step.

> 2200 0000 0000 0004
Bot deletes: его сообщение
Bot: Похоже на номер карты …
"""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.leaks import Leak, leak_in
from handlers.filters import PrivateChat
from handlers.screens import leaks as screens
from handlers.screens.screen import Answer, Delete, Say

ASKS_DIGITS = frozenset({"passport", "home_phone", "contact_phone"})


class Leaks(Filter):
    """Hands what was found to the handler."""

    async def __call__(
        self, message: Message, raw_state: str | None, state: FSMContext
    ) -> bool | dict[str, Leak]:
        typed = message.text or message.caption
        if not typed:
            return False
        step = raw_state or ""
        asked = (await state.get_data()).get("field") if step == "Questions:answer" else None
        found = leak_in(
            typed,
            cvc_likely=step in ("Card:page", "Card:checking"),
            passport_asked=asked in ASKS_DIGITS or step.startswith("PhoneNumber"),
        )
        return {"leak": found} if found else False


router = Router(name="leaks")
router.message.filter(PrivateChat())
router.edited_message.filter(PrivateChat())


@router.message(Leaks())
@router.edited_message(Leaks())
async def hide(message: Message, leak: Leak) -> Answer:
    return [Delete(message.message_id), Say(screens.hidden(leak))]

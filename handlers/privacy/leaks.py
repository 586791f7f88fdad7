"""What must not stand in a chat is deleted from it with a warning, at any step.

> 2200 0000 0000 0004
Bot deletes: его сообщение
Bot: Похоже на номер карты …
"""

import re

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from domain.ids import BorrowerId
from domain.model.application import ApplicationStatus
from domain.model.codes import CodePurpose
from domain.rules.leaks import Leak, leak_in
from domain.usecases.codes.codes import FindLiveCode
from domain.usecases.home.overview import LookAround
from handlers.engine.filters import PrivateChat
from handlers.engine.screen import Answer, Delete, Say
from handlers.privacy import leaks_screens as screens

ASKS_DIGITS = frozenset({"passport", "home_phone", "contact_phone"})


ASKS_NUMBERS = frozenset(
    {"Offer", "PhoneNumber", "Questions", "Card", "Login", "Recovery", "NewPassword"}
    | {"NewPin", "Proof", "ChangingPhone"}
)
ASKS_PHONE = ("PhoneNumber", "Login:phone", "Recovery:phone", "Recovery:code")

SIX = re.compile(r"[0-9]{3}[ -]?[0-9]{3}")


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
            passport_asked=asked in ASKS_DIGITS or step.startswith(ASKS_PHONE),
        )
        return {"leak": found} if found else False


class StrayCode(Filter):
    """Six digits where neither a code nor such an answer is awaited."""

    async def __call__(self, message: Message, raw_state: str | None) -> bool:
        step = raw_state or ""
        if step.partition(":")[0] in ASKS_NUMBERS or step.endswith(":code"):
            return False
        return SIX.fullmatch((message.text or "").strip()) is not None


router = Router(name="leaks")
router.message.filter(PrivateChat())
router.edited_message.filter(PrivateChat())


@router.message(Leaks())
@router.edited_message(Leaks())
async def hide(message: Message, leak: Leak) -> Answer:
    return [Delete(message.message_id), Say(screens.hidden(leak))]


@router.message(StrayCode())
async def stray_code(
    message: Message, find_live_code: FindLiveCode, look_around: LookAround, borrower_id: BorrowerId
) -> Answer:
    """A code that was typed after its screen had been left."""
    purpose = await find_live_code(borrower_id=borrower_id)
    if purpose is None:
        raise SkipHandler
    overview = await look_around(borrower_id=borrower_id)
    offered = overview.application and overview.application.status is ApplicationStatus.OFFERED
    goes_on = overview.loan is not None
    if purpose is CodePurpose.SIGN:
        goes_on = bool(offered)
    elif purpose is CodePurpose.CONSENT:
        goes_on = overview.draft is not None
    return [Delete(message.message_id), Say(screens.stray_code(purpose if goes_on else None))]

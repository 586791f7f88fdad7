"""A robot's call in the place of an SMS: the first one is agreed to.

> [СМС не пришла — позвоните]
Bot: По закону робот звонит только с вашего согласия: …   [Согласен, позвоните]
> [Согласен, позвоните]
Bot: Сейчас позвоним на …
"""

from aiogram.types import CallbackQuery

from domain.ids import BorrowerId
from domain.usecases.consents.consenting import AgreeToCall
from handlers.consents.screens import ROBOT_CALL, texts
from handlers.engine.callbacks import Go

AGREED = Go(to="call_agreed").pack()
CALL = Go(to="call").pack()


async def by_call(
    query: CallbackQuery, agree_to_call: AgreeToCall, borrower_id: BorrowerId
) -> bool:
    """Is a call asked for? The button of agreement is kept as a consent first."""
    if query.data == AGREED:
        (text,) = texts([ROBOT_CALL.kind])
        await agree_to_call(borrower_id=borrower_id, text=text)
    return query.data in (CALL, AGREED)

"""Cases in the staff group: a message with buttons, edited when somebody has decided.

Bot: Заявка на ручную проверку …   [Одобрить] [Отказать]
> Одобрить
Bot edits: … ✓ Одобрить: Ольга
"""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from domain.cases import Action
from domain.ids import CaseId
from domain.usecases.staffwork import DecideCase
from handlers.screens import staff as screens
from handlers.screens.callbacks import PickCase
from handlers.screens.screen import Answer, Edit


class InStaffGroup(Filter):
    """Membership of the group is the right to decide."""

    async def __call__(self, query: CallbackQuery, staff_chat: int) -> bool:
        return query.message is not None and query.message.chat.id == staff_chat


router = Router(name="staff cases")
router.callback_query.filter(InStaffGroup())


@router.callback_query(PickCase.filter())
async def decide(query: CallbackQuery, callback_data: PickCase, decide_case: DecideCase) -> Answer:
    case = await decide_case(
        case_id=CaseId(callback_data.id),
        action=Action(callback_data.action),
        by=query.from_user.full_name,
    )
    assert query.message is not None
    return Edit(query.message.message_id, screens.closed(case))

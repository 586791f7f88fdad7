"""Cases in the staff group: a message with buttons, edited when somebody has decided.

Bot: Заявка на ручную проверку …   [Одобрить] [Отказать]
> Одобрить
Bot edits: … ✓ Одобрить: Ольга
"""

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message

from domain.ids import CaseId
from domain.usecases.cases.case_photos import ShowPhoto
from domain.usecases.cases.deciding import DecideCase
from domain.usecases.cases.opening import ListAlarms, ListCases
from domain.usecases.codes.texting import LookAtTexts
from handlers.engine.callbacks import PickCase, ShowCasePhoto
from handlers.engine.screen import Answer, Edit, Say
from handlers.staff import screens
from handlers.staff.members import MembersOnly


class InStaffGroup(Filter):
    """Membership of the group is the right to decide, unless a case asks for more."""

    async def __call__(self, event: Message | CallbackQuery, staff_chat: int) -> bool:
        message = event.message if isinstance(event, CallbackQuery) else event
        if message is None or message.chat.id != staff_chat:
            return False
        return isinstance(event, CallbackQuery) or is_own_word(event)


def is_own_word(message: Message) -> bool:
    """Was it written by whoever sends it? A forwarded command was somebody else's, one that came
    via another bot was that bot's, and who writes as a channel or as the group hides who it is."""
    return (
        message.from_user is not None
        and not message.from_user.is_bot
        and message.sender_chat is None
        and message.forward_origin is None
        and message.via_bot is None
        and not message.is_automatic_forward
    )


router = Router(name="staff cases")
router.message.filter(InStaffGroup())
router.callback_query.filter(InStaffGroup())
router.message.middleware(MembersOnly())
router.callback_query.middleware(MembersOnly())


@router.message(Command("cases"))
async def cases(_: Message, list_cases: ListCases, list_alarms: ListAlarms) -> Answer:
    """What is open, the oldest first; our own alarms after what people wait for."""
    found, alarms = await list_cases(), await list_alarms()
    if not found and not alarms:
        return Say(screens.none_open())
    shown = [
        Say(screens.opened(one.id, one.number, one.kind, one.facts))
        for one in found
        if not one.photo  # those are shown by notices
    ]
    return [*shown, *(Say(screens.alarm(one)) for one in alarms)]


@router.message(Command("sms"))
async def sms(_: Message, look_at_texts: LookAtTexts) -> Answer:
    return Say(screens.texts(await look_at_texts()))


@router.callback_query(PickCase.filter())
async def decide(query: CallbackQuery, callback_data: PickCase, decide_case: DecideCase) -> Answer:
    case = await decide_case(
        case_id=CaseId(callback_data.id),
        action=callback_data.action,
        by=query.from_user.full_name,
        by_id=query.from_user.id,
    )
    if case.photo:
        return None  # a notice takes the place of the photo
    assert query.message is not None
    return Edit(query.message.message_id, screens.closed(case))


@router.callback_query(ShowCasePhoto.filter())
async def show(query: CallbackQuery, callback_data: ShowCasePhoto, show_photo: ShowPhoto) -> Answer:
    await show_photo(case_id=CaseId(callback_data.id), by_id=query.from_user.id)
    return None  # a notice shows it

"""The automatic charge: agreed to, declined for a day, switched off.

> [Автоплатёж]
Bot: Автоплатёж с карты •1002 …   [Согласен] [Не надо]
> [Согласен]
Bot edits: ✓ Автоплатёж включён. …
"""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.ids import BorrowerId, CardId
from domain.usecases.autopay.autopay_charge import SkipCharge
from domain.usecases.autopay.autopay_consent import LookAtAutopay, TurnOffAutopay, TurnOnAutopay
from handlers.autopay import screens
from handlers.engine.callbacks import AgreeAutopay, AutopayWith, SkipDay
from handlers.engine.filters import PrivateChat, To
from handlers.engine.parse_day import button_day
from handlers.engine.reply import reply
from handlers.engine.screen import Answer

router = Router(name="autopay")
router.callback_query.filter(PrivateChat())


@router.callback_query(To("autopay"))
async def offer(
    query: CallbackQuery, look_at_autopay: LookAtAutopay, borrower_id: BorrowerId
) -> Answer:
    return reply(query, screens.screen(await look_at_autopay(borrower_id=borrower_id)))


@router.callback_query(AutopayWith.filter())
async def other_card(
    query: CallbackQuery,
    callback_data: AutopayWith,
    look_at_autopay: LookAtAutopay,
    borrower_id: BorrowerId,
) -> Answer:
    view = await look_at_autopay(borrower_id=borrower_id, card_id=CardId(callback_data.id))
    return reply(query, screens.screen(view))


@router.callback_query(AgreeAutopay.filter())
async def agree(
    query: CallbackQuery,
    callback_data: AgreeAutopay,
    look_at_autopay: LookAtAutopay,
    turn_on_autopay: TurnOnAutopay,
    borrower_id: BorrowerId,
) -> Answer:
    """To the very text that was shown: when the schedule has changed, it is shown anew."""
    card_id = CardId(callback_data.id)
    view = await look_at_autopay(borrower_id=borrower_id, card_id=card_id)
    if view.on or view.card is None or not view.lines:
        return reply(query, screens.screen(view))
    text = screens.wording(view, view.card)
    if screens.seal(text) != callback_data.seal:
        return reply(query, screens.screen(view))
    turned = await turn_on_autopay(borrower_id=borrower_id, card_id=card_id, text=text)
    return reply(query, screens.on(turned))


@router.callback_query(To("autopay_off"))
async def off(
    query: CallbackQuery, turn_off_autopay: TurnOffAutopay, borrower_id: BorrowerId
) -> Answer:
    await turn_off_autopay(borrower_id=borrower_id)
    return reply(query, screens.off())


@router.callback_query(SkipDay.filter())
async def skip(
    query: CallbackQuery, callback_data: SkipDay, skip_charge: SkipCharge, borrower_id: BorrowerId
) -> Answer:
    day = button_day(callback_data.day)
    return reply(query, screens.skipped(day, await skip_charge(borrower_id=borrower_id, day=day)))

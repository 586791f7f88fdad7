"""Reporting a payout that nobody wanted, by a command in the staff group.

> /fraud 261123-00001
Bot: ✓ Сообщаем в ФинЦЕРТ о выплате без согласия …
"""

import re

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from domain.usecases.checks.fraud import ReportPayout
from handlers.engine.parse import InputError
from handlers.engine.screen import Answer, Say
from handlers.staff import fraud_screens as screens
from handlers.staff.cases import InStaffGroup
from handlers.staff.members import MembersOnly

CONTRACT = re.compile(r"№?\s*(\d{6}-\d{5,})", re.ASCII)

router = Router(name="staff fraud")
router.message.filter(InStaffGroup())
router.message.middleware(MembersOnly())


@router.message(Command("fraud"))
async def report(message: Message, report_payout: ReportPayout) -> Answer:
    _, _, rest = (message.text or "").partition(" ")
    found = CONTRACT.fullmatch(rest.strip())
    if found is None:
        raise InputError("fraud_form")
    assert message.from_user is not None
    made = await report_payout(contract=found[1], by_id=message.from_user.id)
    return Say(screens.reported(found[1], made))

"""Closing an account and opening it again, by commands in the staff group.

> /block +79161234567 чужой паспорт
Bot: ✓ Доступ закрыт: +7 916 •••-••-67. Заёмщику сообщили.
> /blocked
> /unblock +79161234567
"""

import re

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from domain.rules import identity
from domain.usecases.staff.account_blocking import BlockAccount, ListBlocked, UnblockAccount
from handlers.engine.parse import InputError
from handlers.engine.screen import Answer, Say
from handlers.staff import blocking_screens as screens
from handlers.staff.cases import InStaffGroup
from handlers.staff.members import MembersOnly

WHOM = re.compile(r"(\+?[78][\d ()-]{9,16}\d)(?: +(.+))?")
LONGEST = 200  # signs of a reason

router = Router(name="staff blocking")
router.message.filter(InStaffGroup())
router.message.middleware(MembersOnly())


@router.message(Command("block"))
async def block(message: Message, block_account: BlockAccount) -> Answer:
    phone, reason = _whom(message)
    if phone is None or len(reason) < 3:
        raise InputError("block_form")
    if len(reason) > LONGEST:
        raise InputError("too_long")
    assert message.from_user is not None
    cancelled = await block_account(
        phone=phone, reason=reason, by=message.from_user.full_name, by_id=message.from_user.id
    )
    return Say(screens.blocked(phone, cancelled=cancelled))


@router.message(Command("unblock"))
async def unblock(message: Message, unblock_account: UnblockAccount) -> Answer:
    phone, _ = _whom(message)
    if phone is None:
        raise InputError("unblock_form")
    assert message.from_user is not None
    await unblock_account(phone=phone, by=message.from_user.full_name, by_id=message.from_user.id)
    return Say(screens.unblocked(phone))


@router.message(Command("blocked"))
async def blocked(_: Message, list_blocked: ListBlocked) -> Answer:
    """Everybody in the group may look."""
    return Say(screens.standing(await list_blocked()))


def _whom(message: Message) -> tuple[str | None, str]:
    """The number and the reason that follow the command; no number: it can't be read."""
    _, _, rest = " ".join((message.text or "").split()).partition(" ")
    found = WHOM.fullmatch(rest)
    if found is None:
        return None, ""
    try:
        return identity.russian_mobile(found[1]), (found[2] or "").strip()
    except ValueError:
        return None, ""

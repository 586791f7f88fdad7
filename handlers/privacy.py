"""/privacy: what becomes of one's data; for anybody.

/privacy
Bot: Ваши данные …   [Настройки]
"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from domain.session import Speaker
from handlers.filters import PrivateChat
from handlers.screens import privacy as screens
from handlers.screens.screen import Answer, Say

router = Router(name="privacy")
router.message.filter(PrivateChat())


@router.message(Command("privacy"))
async def privacy(_: Message, lender: dict[str, str], speaker: Speaker) -> Answer:
    screen = screens.privacy(lender["phone"], lender["email"], signed_in=speaker.signed_in)
    return Say(screen)

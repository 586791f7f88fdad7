"""/privacy: what becomes of one's data; for anybody.

/privacy
Bot: Ваши данные …   [Настройки]
"""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from domain.model.accounts.session import Actor
from handlers.engine.filters import PrivateChat
from handlers.engine.screen import Answer, Say
from handlers.privacy import privacy_screens as screens

router = Router(name="privacy")
router.message.filter(PrivateChat())


@router.message(Command("privacy"))
async def privacy(_: Message, lender: dict[str, str], actor: Actor) -> Answer:
    screen = screens.privacy(lender["phone"], lender["email"], signed_in=actor.signed_in)
    return Say(screen)

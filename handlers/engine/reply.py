"""Answering in place: a tapped screen is edited, a typed answer gets a new message."""

from aiogram.types import CallbackQuery, Message

from domain.ids import ChatId
from handlers.engine.callbacks import Go
from handlers.engine.screen import Edit, Said, Say, Screen


def reply(event: Message | CallbackQuery, screen: Screen) -> Said:
    """Edit the screen whose button was tapped; else say a new one. A screen with a reply
    keyboard or a file is always new."""
    if (
        isinstance(event, CallbackQuery)
        and event.message is not None
        and not (screen.ask_contact or screen.clear or screen.document)
    ):
        return Edit(event.message.message_id, screen)
    return Say(screen)


def chat_of(event: Message | CallbackQuery) -> ChatId:
    """The private chat: it has the person's own id."""
    assert event.from_user is not None
    return ChatId(event.from_user.id)


def under(event: Message | CallbackQuery, to: str) -> bool:
    """Was the button of something that should stay, so that the answer comes below it?"""
    return isinstance(event, CallbackQuery) and event.data == Go(to=to).pack()

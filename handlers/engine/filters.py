"""Filters as async classes: aiogram runs anything synchronous through a thread."""

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from handlers.engine import parse
from handlers.engine.callbacks import Go


class PrivateChat(Filter):
    async def __call__(self, event: Message | CallbackQuery) -> bool:
        message = event.message if isinstance(event, CallbackQuery) else event
        return message is not None and message.chat.type == ChatType.PRIVATE


class To(Filter):
    """A tapped button that leads to one of these steps."""

    def __init__(self, *steps: str) -> None:
        self._data = frozenset(Go(to=step).pack() for step in steps)

    async def __call__(self, query: CallbackQuery) -> bool:
        return query.data in self._data


class NoCommand(Filter):
    """An answer: a command leaves the question, and is never taken for a password."""

    async def __call__(self, message: Message) -> bool:
        return not (message.text or "").startswith("/")


class AnyCommand(Filter):
    """What is no command needn't be held against each of them."""

    async def __call__(self, message: Message) -> bool:
        return (message.text or message.caption or "").startswith("/")


class IsCode(Filter):
    """Six digits: written where a number is asked for, they are a code all the same."""

    async def __call__(self, message: Message) -> bool:
        return parse.is_code(message)


class Guest(Filter):
    """Nobody is signed in."""

    async def __call__(self, _: Message | CallbackQuery, actor: Actor) -> bool:
        return not actor.signed_in


class IsPhone(Filter):
    """Written or shared where a code is awaited: another number is meant."""

    async def __call__(self, message: Message) -> bool:
        return parse.is_phone(message)

"""A password or PIN that was typed: it goes from the chat at once, whatever becomes of it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.types import Message

from domain.refusals import Refusal
from handlers import problems
from handlers.engine import parse
from handlers.engine.parse import InputError
from handlers.engine.screen import Answer, Delete, Said, Say

T = TypeVar("T")


def read(message: Message, parse_: Callable[[Message], T]) -> tuple[T | None, list[Said]]:
    """At the door of an account: what can't be read may be a password typed too early, so it is
    deleted with the word that it can't be read."""
    try:
        return parse_(message), []
    except InputError as error:
        return None, [Delete(message.message_id), Say(problems.problem(error.problem))]


async def hidden(message: Message, hand_on: Callable[[str], Awaitable[None]]) -> Answer:
    """Delete the message and hand the secret on. Refused, it is deleted all the same; what comes
    of it is told after Argon2."""
    gone = Delete(message.message_id)
    try:
        await hand_on(parse.secret(message))
    except InputError as error:
        return [gone, Say(problems.problem(error.problem))]
    except Refusal as refusal:
        return [gone, Say(problems.refusal(refusal))]
    return gone

"""A password or PIN that was typed: it goes from the chat at once, whatever becomes of it."""

from collections.abc import Awaitable, Callable

from aiogram.types import Message

from domain.errors import Refusal
from handlers import parse
from handlers.parse import InputError
from handlers.screens import problems
from handlers.screens.screen import Answer, Delete, Say


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

"""What may be done while a session is locked: what stands here, and nothing else.

After IDLE_MINUTES without a word somebody else may hold the phone. Until the password or the PIN
is given they read what is public, call for help, sign out, recover the password, and repay the
loan by a card that is bound already, with the code from the SMS.
"""

from aiogram import Bot
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message

from domain.model.accounts.session import Actor
from handlers.engine.callbacks import ON_PAGE, Go, PayBy, PaySum

COMMANDS = Command("help", "privacy", "logout")
BUTTONS = frozenset(
    Go(to=step).pack() for step in ("help", "repay", "pay", "recover", "logout", "logout_sure")
)
# What may be written, and at which steps another code may be asked for.
REPAYING = frozenset({"Repaying:amount", "Repaying:way", "Repaying:code"})
WRITING = REPAYING | {"Proof:secret", "Recovery:code", "Recovery:birth", "Recovery:new"}
CODES = frozenset({"Repaying:code", "Recovery:code"})
ANOTHER_CODE = frozenset(Go(to=step).pack() for step in ("resend", "call"))
# The code was right, and nobody spoke since for so long: whose words are these?
OVER_WHEN_IDLE = frozenset({"Recovery:birth", "Recovery:new"})


class Locked(Filter):
    """Something that has to wait for the password or the PIN."""

    async def __call__(
        self, event: Message | CallbackQuery, bot: Bot, actor: Actor, raw_state: str | None
    ) -> bool:
        if not actor.locked:
            return False
        if isinstance(event, CallbackQuery):
            return not may_tap(event.data or "", raw_state)
        if (event.text or event.caption or "").startswith("/"):
            return not await COMMANDS(event, bot)
        return not may_write(raw_state, event.text or "", idle=actor.idle)


def may_tap(data: str, step: str | None) -> bool:
    if data in ANOTHER_CODE:
        return step in CODES
    return data in BUTTONS or data.startswith(f"{PaySum.__prefix__}:") or by_bound_card(data)


def by_bound_card(data: str) -> bool:
    if not data.startswith(f"{PayBy.__prefix__}:"):
        return False
    try:
        return PayBy.unpack(data).card != ON_PAGE
    except (TypeError, ValueError):
        return False


def may_write(step: str | None, text: str, *, idle: bool) -> bool:
    """`idle`: these are the first words after idle time. A sum and a code begin with a digit; what
    doesn't is likely the password, which must not stay in the chat."""
    if step in REPAYING and not text[:1].isdigit():
        return False
    return step in WRITING and not (idle and step in OVER_WHEN_IDLE)

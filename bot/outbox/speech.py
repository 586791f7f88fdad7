"""What queueing has to know of the words: their length, and what a notice leads to in a chat."""

from collections.abc import Callable
from dataclasses import dataclass

from aiogram.fsm.state import State

from domain.model.messaging.texting import Channel
from domain.notifications import Notice
from domain.rules.sms_parts import parts
from handlers.live_messages import live_name
from handlers.next_steps import step_after
from handlers.sms import by_call, sms_of


def measured(notice: Notice) -> tuple[Channel, int]:
    """How it goes to a phone, and in how many parts of an SMS."""
    return (Channel.CALL, 1) if by_call(notice) else (Channel.SMS, parts(sms_of(notice)))


@dataclass(frozen=True, kw_only=True)
class Speech:
    """Of the handlers' layer, which the writer of the outbox is given: storage and jobs are wired
    without it."""

    measured: Callable[[Notice], tuple[Channel, int]] = measured
    live_name: Callable[[Notice], str | None] = live_name
    step_after: Callable[[Notice], State | None] = step_after

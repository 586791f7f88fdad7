"""Listening to what the bot does in the chats, as somebody at the screen would tell it."""

import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from sandbox.stories.journal import gone, plain, seen
from tests.support.playing.core_session import CoreSession

# A plain space after a number: its word, or the rest of it, may stand on the next line.
LOOSE = re.compile(r"\d (?:\d|[₽%]|дн|день|дня|минут|секунд|лет|год|месяц|недел|из \d)")


@dataclass(frozen=True)
class Deed:
    """`what` is says, edits, deletes, toast or alert. `text` is what is seen, with a line each
    for a file or a photo, for a row of buttons and for a keyboard in place of the phone's own."""

    chat_id: int | None  # None: whoever tapped
    what: str
    text: str


class Overheard(CoreSession):
    """Keeps what the bot has done, in order."""

    deeds: list[Deed]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.deeds = []
        self.loose: list[str] = []  # texts in which a line may end at a number's word

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        result = await super().make_request(bot, method, timeout)
        name = str(method.__api_method__)
        if name == "answerCallbackQuery":
            if text := getattr(method, "text", None):
                shown = "alert" if getattr(method, "show_alert", False) else "toast"
                self.deeds.append(Deed(None, shown, plain(text)))
        elif name in ("deleteMessage", "deleteMessages"):
            for ident in getattr(method, "message_ids", [getattr(method, "message_id", 0)]):
                self._note("deletes", method, ident)
        elif name.startswith(("sendMessage", "sendDocument", "sendPhoto", "editMessage")):
            what = "edits" if name.startswith("edit") else "says"
            self._note(what, method, getattr(result, "message_id", 0))
        return result

    def _note(self, what: str, method: TelegramMethod[Any], ident: int) -> None:
        chat_id = int(getattr(method, "chat_id", 0))
        message = self.core.state.chats.get(chat_id).messages.get(ident)
        if message is None:
            return  # one of several to delete that was never there
        if what != "deletes" and LOOSE.search(message.text):
            self.loose.append(message.text)
        text = gone(message) if what == "deletes" else seen(message)
        self.deeds.append(Deed(chat_id, what, text))


@contextmanager
def own_errors() -> Iterator[list[str]]:
    """What is logged as an error meanwhile, with its traceback."""
    found: list[str] = []

    def collect(_: Any, level: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if level in ("error", "exception", "critical"):
            trace = traceback.format_exc() if sys.exc_info()[0] else ""
            facts = " ".join(f"{key}={value}" for key, value in event.items() if key != "exc_info")
            found.append(f"{facts}\n{trace}".strip())
        raise structlog.DropEvent

    before = structlog.get_config()
    structlog.configure(processors=[collect])
    try:
        yield found
    finally:
        structlog.configure(**before)

"""aiogram's way to the Bot API, with less work a call (docs/performance.md)."""

from typing import TYPE_CHECKING, Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import (
    EditMessageCaption,
    EditMessageText,
    GetUpdates,
    Response,
    SendDocument,
    SendMessage,
    SendPhoto,
    SetMyCommands,
    TelegramMethod,
)
from aiohttp import FormData, JsonPayload
from pydantic import BaseModel


class Sent(BaseModel):
    """All that is read of the message with which Telegram answers."""

    message_id: int


if TYPE_CHECKING:  # aiogram's own tell mypy which arguments they take
    Say = SendMessage
    SayWithFile = SendDocument
    SayWithPhoto = SendPhoto
    ChangeCaption = EditMessageCaption
    Change = EditMessageText
else:

    class Say(SendMessage):
        __returning__ = Sent

    class SayWithFile(SendDocument):
        __returning__ = Sent

    class SayWithPhoto(SendPhoto):
        __returning__ = Sent

    class Change(EditMessageText):
        __returning__ = Sent

    class ChangeCaption(EditMessageCaption):
        __returning__ = Sent


# aiogram looks these types up at each call, and pydantic makes them anew, in 7 ms, whenever the
# garbage collector has taken them: nobody else holds them.
KEPT = tuple(
    Response[method.__returning__]  # type: ignore[name-defined]
    for method in (Say, SayWithFile, Change, SetMyCommands, GetUpdates)
)


class Session(AiohttpSession):
    """Sends calls as JSON: in a form, every letter of Cyrillic would be quoted."""

    def build_form_data(  # type: ignore[override] # aiohttp posts either
        self, bot: Bot, method: TelegramMethod[Any]
    ) -> FormData | JsonPayload:
        files: dict[str, Any] = {}
        given = method.model_dump(warnings=False)
        given = self.prepare_value(given, bot=bot, files=files, _dumps_json=False)
        return super().build_form_data(bot, method) if files else JsonPayload(given)

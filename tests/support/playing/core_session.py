"""An aiogram session that calls the sandbox's Telegram in process."""

import json
from collections.abc import AsyncGenerator
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile

from sandbox.telegram.content.files import guess_mime
from sandbox.telegram.core import Refusal, Telegram, Upload


class CoreSession(BaseSession):
    """Serialises a call as aiogram's HTTP session does, and maps refusals in the same way."""

    def __init__(self, core: Telegram) -> None:
        super().__init__()
        self.core = core

    async def close(self) -> None:
        return None

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ARG002 (aiogram's signature)
    ) -> TelegramType:
        params, files = await self._serialise(bot, method)
        status, answer = 200, dict[str, Any]()
        try:
            answer = {"ok": True, "result": await self.core.call(_name(method), params, files)}
        except Refusal as refusal:
            status = refusal.code
            answer = {"ok": False, "error_code": status, "description": refusal.description}
            if refusal.parameters:
                answer["parameters"] = refusal.parameters
        response = self.check_response(
            bot=bot, method=method, status_code=status, content=json.dumps(answer)
        )
        return cast(TelegramType, response.result)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,  # noqa: ARG002
        timeout: int = 30,  # noqa: ARG002
        chunk_size: int = 65536,
        raise_for_status: bool = True,  # noqa: ARG002
    ) -> AsyncGenerator[bytes, None]:
        found = self.core.file(url.partition(f"/bot{self.core.token}/")[2])
        if found is None:
            raise FileNotFoundError(url)
        for start in range(0, len(found.content), chunk_size):
            yield found.content[start : start + chunk_size]

    async def _serialise(
        self, bot: Bot, method: TelegramMethod[Any]
    ) -> tuple[dict[str, Any], dict[str, Upload]]:
        attached: dict[str, InputFile] = {}
        params: dict[str, Any] = {}
        for name, value in method.model_dump(warnings=False).items():
            prepared = self.prepare_value(value, bot=bot, files=attached)
            if prepared:
                params[name] = prepared
        files = {}
        for name, file in attached.items():
            content = b"".join([chunk async for chunk in file.read(bot)])
            filename = file.filename or name
            files[name] = Upload(filename, content, guess_mime(filename))
        return params, files


def _name(method: TelegramMethod[Any]) -> str:
    return str(method.__api_method__)

"""Photos that people send, fetched from Telegram: `getFile`, then the file itself."""

from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiohttp import ClientError

from domain.gateways import GatewayRefused, GatewayUnclear


class TelegramPhotos:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, file_id: str, *, most: int) -> bytes:
        """GatewayRefused has the code «large» or «gone»."""
        try:
            file = await self._bot.get_file(file_id)
            if file.file_path is None:
                raise GatewayRefused("gone")
            if (file.file_size or 0) > most:
                raise GatewayRefused("large")
            content = BytesIO()
            await self._bot.download_file(file.file_path, content)
        except (TelegramBadRequest, TelegramNotFound) as error:
            code = "large" if "too big" in error.message else "gone"
            raise GatewayRefused(code) from error
        except TelegramRetryAfter as error:
            raise GatewayUnclear("telegram", error.retry_after) from error
        except (AiogramError, ClientError, OSError) as error:  # a timeout is an OSError too
            raise GatewayUnclear(f"telegram: {type(error).__name__}") from error
        if content.tell() > most:
            raise GatewayRefused("large")
        return content.getvalue()

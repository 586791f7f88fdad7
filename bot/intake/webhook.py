"""Tells Telegram where to bring the updates, for as long as it takes."""

import asyncio
from dataclasses import dataclass
from functools import partial

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.intake.feeder import ALLOWED
from bot.process.patience import until_done
from domain.model.cases import CaseKind
from domain.usecases.cases.opening import OpenCase, SolveCase
from storage.engine.database import Database

ALARM_AFTER = 6  # tries: about half a minute
LONGEST_PAUSE = 60.0  # seconds between tries
SUBJECT = "telegram"
log = structlog.get_logger()


@dataclass
class Webhook:
    """Until it is set, updates wait at Telegram; all else goes on."""

    bot: Bot
    url: str
    secret: str
    db: Database
    open_case: OpenCase
    solve_case: SolveCase

    async def set(self) -> None:
        """Returns once it is set; TelegramUnauthorizedError for a bad token."""
        tries, pause = 0, 1.0
        while (trouble := await self._try()) is not None:
            tries += 1
            wait = pause
            if isinstance(trouble, TelegramRetryAfter):
                wait = max(pause, trouble.retry_after)
            log.warning("the webhook is not set", why=type(trouble).__name__, again_in=wait)
            refused = isinstance(trouble, TelegramBadRequest)
            if refused or tries == ALARM_AFTER or wait > LONGEST_PAUSE:
                await until_done("alarm", partial(self._alarm, _words(trouble)))
            await asyncio.sleep(wait)
            pause = min(pause * 2, LONGEST_PAUSE)
        await until_done("call the alarm off", self._settled)

    async def _try(self) -> Exception | None:
        try:
            await self.bot.set_webhook(
                self.url, secret_token=self.secret, allowed_updates=list(ALLOWED)
            )
        except TelegramUnauthorizedError:
            raise
        except (AiogramError, OSError) as error:
            return error
        return None

    async def _alarm(self, why: str) -> None:
        async with self.db.transaction():
            await self.open_case(kind=CaseKind.WEBHOOK, subject=SUBJECT, facts={"error": why})

    async def _settled(self) -> None:
        async with self.db.transaction():
            await self.solve_case(kind=CaseKind.WEBHOOK, subject=SUBJECT)


def _words(error: Exception) -> str:
    """Telegram's own, if it was Telegram: a page of something between us may say anything."""
    if isinstance(error, TelegramAPIError) and not isinstance(error, ClientDecodeError):
        return error.message[:200]
    return type(error).__name__

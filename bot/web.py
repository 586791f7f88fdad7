"""What the bot serves: Telegram's webhook, the bank's notifications, health, and the tick."""

import hmac
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot
from aiogram.types import Update
from aiohttp import web
from pydantic import ValidationError

from bot.addresses import Senders
from bot.intake import Feeder
from domain.ports import Jobs
from storage.database import Database
from storage.money import BindingRows, MoveRows

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
log = structlog.get_logger()
Tick = Callable[[], Awaitable[tuple[datetime | None, bool]]]


@dataclass(kw_only=True)
class Web:
    """`tick` runs what is due and tells (next due, busy); only a simulated world has it."""

    bot: Bot
    feeder: Feeder
    db: Database
    bindings: BindingRows
    moves: MoveRows
    jobs: Jobs
    webhook_secret: str
    bank_senders: Senders
    tick: Tick | None
    ready: bool = False

    def app(self) -> web.Application:
        app = web.Application(client_max_size=2**20)
        app.router.add_get("/health", self.health)
        app.router.add_post("/yookassa", self.bank_notification)
        if self.webhook_secret:
            app.router.add_post("/telegram", self.telegram_update)
        if self.tick is not None:
            app.router.add_post("/tick", self.run_tick)
        return app

    async def health(self, _: web.Request) -> web.Response:
        return web.json_response({"ready": self.ready}, status=200 if self.ready else 503)

    async def telegram_update(self, request: web.Request) -> web.Response:
        """200 only after the commit; anything else makes Telegram come again."""
        secret = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(secret.encode(), self.webhook_secret.encode()):
            return web.json_response({}, status=401)
        raw = await request.json()
        try:
            update = Update.model_validate(raw, context={"bot": self.bot})
        except ValidationError:
            await self.feeder.set_aside(int(raw["update_id"]), None, "unreadable")
            return web.json_response({})
        await self.feeder.feed(update)
        return web.json_response({})

    async def bank_notification(self, request: web.Request) -> web.Response:
        """Only a hint, and from the bank's addresses: the bank itself is asked about the object."""
        forwarded = request.headers.getall("X-Forwarded-For", [])
        if not self.bank_senders.admits(request.remote, forwarded):
            log.warning("notification refused, not from BANK_ADDRESSES")
            return web.json_response({}, status=403)
        try:
            known = _object_id(await request.json())
        except (json.JSONDecodeError, UnicodeDecodeError):
            known = None
        if known is None:
            return web.json_response({}, status=400)
        async with self.db.transaction():
            if move := await self.moves.id_of_bank_object(known):
                await self.jobs.plan("move", move)
            elif binding := await self.bindings.id_of_method(known):
                await self.jobs.plan("binding", binding)
        return web.json_response({})

    async def run_tick(self, _: web.Request) -> web.Response:
        assert self.tick is not None
        next_due, busy = await self.tick()
        due = next_due.isoformat() if next_due else None
        return web.json_response({"next_due": due, "busy": busy})


def _object_id(notification: Any) -> str | None:
    thing = notification.get("object") if isinstance(notification, dict) else None
    ident = thing.get("id") if isinstance(thing, dict) else None
    return ident if isinstance(ident, str) else None

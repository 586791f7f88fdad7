"""What the bot serves: Telegram's webhook, the bank's notifications, health, and the tick.

Anybody can send anything here: what can't be read is answered 400, what never ends 408.
"""

import asyncio
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

from bot.intake.addresses import Senders
from bot.intake.feeder import Feeder, chat_of
from bot.process.readiness import Readiness
from domain.model.jobs import JobKind
from domain.ports import Jobs
from storage.engine.database import Database
from storage.engine.trouble import passes
from storage.rows.payments import BankOperationRows, BindingRows

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 2**20  # bytes of a body
BODY_WITHIN = 10.0  # seconds
IDLE = 75.0  # seconds for which a connection may say nothing; proxies keep theirs for 60
LONGEST_ID = 100  # the bank's have some 36 characters
log = structlog.get_logger()
Tick = Callable[[], Awaitable[tuple[datetime | None, bool]]]


@dataclass(kw_only=True)
class Web:
    """`tick` runs what is due and tells (next due, busy); only a simulated world has it."""

    bot: Bot
    feeder: Feeder
    db: Database
    bindings: BindingRows
    operations: BankOperationRows
    jobs: Jobs
    webhook_secret: str
    bank_senders: Senders
    tick: Tick | None
    readiness: Readiness
    body_within: float = BODY_WITHIN

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST, middlewares=[_when_the_database_can])
        app.router.add_get("/healthz", self.alive)
        app.router.add_get("/readyz", self.ready)
        app.router.add_post("/yookassa", self.bank_notification)
        if self.webhook_secret:
            app.router.add_post("/telegram", self.telegram_update)
        if self.tick is not None:
            app.router.add_post("/tick", self.run_tick)
        return app

    async def alive(self, _: web.Request) -> web.Response:
        """200 as long as the process does anything at all: else it is to be started again."""
        return web.json_response({"alive": True})

    async def ready(self, _: web.Request) -> web.Response:
        """503 while something stands in the way that a new start wouldn't mend."""
        told = await self.readiness.told()
        return web.json_response(told, status=200 if told["ready"] else 503)

    async def telegram_update(self, request: web.Request) -> web.Response:
        """200 only after the commit; anything else makes Telegram come again."""
        secret = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(secret.encode(), self.webhook_secret.encode()):
            return web.json_response({}, status=401)
        raw = await self._json(request)
        number = raw.get("update_id") if isinstance(raw, dict) else None
        if type(number) is not int or not 0 <= number < 2**63:
            raise web.HTTPBadRequest
        try:
            update = Update.model_validate(raw, context={"bot": self.bot})
        except (ValidationError, RecursionError):
            await self.feeder.unreadable(number, chat_of(raw), "its schema")
            return web.json_response({})
        await self.feeder.feed(update)
        return web.json_response({})

    async def bank_notification(self, request: web.Request) -> web.Response:
        """Only a hint, and from the bank's addresses: the bank itself is asked about the object."""
        forwarded = request.headers.getall("X-Forwarded-For", [])
        if not self.bank_senders.admits(request.remote, forwarded):
            log.warning("notification refused, not from BANK_ADDRESSES")
            return web.json_response({}, status=403)
        notification = await self._json(request)
        known = _object_id(notification, "id")
        if known is None:
            raise web.HTTPBadRequest
        paid = _object_id(notification, "payment_id")  # of a refund
        async with self.db.transaction():
            if operation := await self.operations.id_of_bank_object(known):
                await self.jobs.plan(JobKind.BANK_OPERATION, operation)
            elif binding := await self.bindings.id_of_method(known):
                await self.jobs.plan(JobKind.BINDING, binding)
            elif paid and await self.operations.id_of_bank_object(paid):
                await self.jobs.plan(JobKind.BANK_REFUNDS, "all")
        return web.json_response({})

    async def _json(self, request: web.Request) -> Any:
        """The body; 400 when it is none, 408 when it doesn't come, 413 when it is too large."""
        try:
            async with asyncio.timeout(self.body_within):
                return json.loads(await request.read())
        except TimeoutError:
            raise web.HTTPRequestTimeout(headers={"Connection": "close"}) from None
        except (ValueError, RecursionError, web.RequestPayloadError, ConnectionError):
            raise web.HTTPBadRequest from None

    async def run_tick(self, _: web.Request) -> web.Response:
        assert self.tick is not None
        next_due, busy = await self.tick()
        due = next_due.isoformat() if next_due else None
        return web.json_response({"next_due": due, "busy": busy})


@web.middleware
async def _when_the_database_can(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """503 while it can't: Telegram and the bank come again."""
    try:
        return await handler(request)
    except Exception as error:
        if not passes(error):
            raise
        log.warning("the database can't", what=request.path, why=str(error))
        return web.json_response({}, status=503)


def _object_id(notification: Any, name: str) -> str | None:
    thing = notification.get("object") if isinstance(notification, dict) else None
    ident = thing.get(name) if isinstance(thing, dict) else None
    if not isinstance(ident, str) or not ident.isascii() or len(ident) > LONGEST_ID:
        return None
    return ident

"""The control API: people, clock, bank, faults, the bot and the log, as JSON over HTTP."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from sandbox.bank.money import kopecks_of
from sandbox.clock.advance import MOSCOW, Advance, duration, moment
from sandbox.clock.idle import Bot, Idle
from sandbox.control.control_http import (
    Handler,
    MissingError,
    answering,
    body,
    seconds,
    string,
    whole,
)
from sandbox.people.people import KINDS, STAFF_GROUP, People, Person, add_first
from sandbox.world import World


def described(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "phone": person.phone,
        "phones": person.phones,
        "kind": person.kind,
    }


class Control:
    """What a person, a script or the page may do to the world."""

    def __init__(self, world: World, bot: Bot) -> None:
        self._world = world
        self._bot = bot
        self._idle = Idle(telegram=world.telegram, bank=world.bank, clock=world.clock, bot=bot)
        self._advance = Advance(clock=world.clock, bot=bot, idle=self._idle)
        self._moving = asyncio.Lock()  # one move of the clock at a time, and no reset meanwhile

    def routes(self) -> list[web.RouteDef]:
        table: list[tuple[str, str, Handler]] = [
            ("GET", "people", self.people),
            ("POST", "people", self.add_person),
            ("POST", "people/{person}/phone", self.add_phone),
            ("POST", "people/{person}/listed", self.listed),
            ("GET", "sms", self.sms),
            ("GET", "bank", self.bank),
            ("POST", "bank/confirm", self.confirm),
            ("POST", "bank/refund", self.give_back),
            ("GET", "bank/notifications", self.notifications),
            ("POST", "bank/notifications", self.order_notifications),
            ("GET", "clock", self.clock),
            ("POST", "clock", self.move_clock),
            ("GET", "faults", self.waiting_faults),
            ("POST", "faults", self.faults),
            ("GET", "bot", self.bot),
            ("POST", "bot", self.order_bot),
            ("GET", "idle", self.idle),
            ("POST", "idle", self.idle),
            ("GET", "bureaus", self.bureaus),
            ("POST", "bureaus", self.order_refusal),
            ("GET", "calls", self.calls),
            ("POST", "reset", self.reset),
        ]
        table.append(("*", "{rest:.*}", self.unknown))  # added last, so it gets what is left
        return [web.route(m, f"/sandbox/{path}", answering(do)) for m, path, do in table]

    async def unknown(self, request: web.Request) -> None:
        raise MissingError(f"there is no {request.method} {request.path}, see docs/sandbox.md")

    async def people(self, _request: web.Request) -> dict[str, Any]:
        people = self._world.people
        return {
            "borrowers": [described(p) for p in people.borrowers()],
            "staff": [described(p) for p in people.staff() if p.role == "staff"],
            "admins": [described(p) for p in people.staff() if p.role == "admin"],
            "staff_group": STAFF_GROUP,
            "kinds": KINDS,
            "bot": self._bot.state(),
        }

    async def add_person(self, request: web.Request) -> dict[str, Any]:
        fields = await body(request)
        person = self._world.people.add(
            name=string(fields, "name"),
            phone=string(fields, "phone"),
            kind=str(fields.get("kind") or "good"),
        )
        return {"person": person.id}

    async def add_phone(self, request: web.Request) -> dict[str, Any]:
        ident = request.match_info["person"]
        if not ident.isdecimal() or self._world.people.get(int(ident)) is None:
            raise MissingError(f"there is no person {ident}")
        phone = string(await body(request), "phone")
        return {"phones": self._world.new_number(int(ident), phone)}

    async def listed(self, request: web.Request) -> dict[str, Any]:
        ident = request.match_info["person"]
        if not ident.isdecimal() or self._world.people.get(int(ident)) is None:
            raise MissingError(f"there is no person {ident}")
        name = (await body(request)).get("list")
        self._world.listed(int(ident), None if name is None else str(name))
        return {"list": name}

    async def sms(self, request: web.Request) -> dict[str, Any]:
        # a plus that was not escaped in the address arrives as a space
        phone = request.query.get("phone", "").strip()
        return {"messages": self._world.sms.messages(phone or None)}

    async def bank(self, _request: web.Request) -> dict[str, Any]:
        return self._world.bank.state()

    async def confirm(self, request: web.Request) -> dict[str, Any]:
        fields = await body(request)
        code = fields.get("code")
        return await self._world.bank.confirm(
            string(fields, "url"), string(fields, "card"), None if code is None else str(code)
        )

    async def give_back(self, request: web.Request) -> dict[str, Any]:
        """An employee gives money back in the bank's cabinet."""
        return self._world.bank.give_back(kopecks_of(string(await body(request), "amount")))

    async def notifications(self, _request: web.Request) -> dict[str, Any]:
        return {"how": self._world.bank.notifications}

    async def order_notifications(self, request: web.Request) -> dict[str, Any]:
        self._world.bank.notifications = string(await body(request), "how")
        return await self.notifications(request)

    async def clock(self, _request: web.Request) -> dict[str, Any]:
        return {"now": self._world.clock.now().astimezone(MOSCOW).isoformat(timespec="seconds")}

    async def move_clock(self, request: web.Request) -> dict[str, Any]:
        fields = await body(request)
        if "advance" in fields:
            await self.move_to(self._world.clock.now() + duration(string(fields, "advance")))
        elif "to" in fields:
            await self.move_to(moment(string(fields, "to")))
        else:
            raise ValueError('give "advance" or "to"')
        return await self.clock(request)

    async def move_to(self, target: datetime) -> None:
        async with self._moving:
            await self._advance.to(target)

    async def rest(self, timeout: float = 60.0) -> None:
        """Until nothing is left to do; NotIdleError when that takes too long."""
        await self._idle.wait(timeout)

    async def waiting_faults(self, _request: web.Request) -> dict[str, Any]:
        return {"waiting": self._world.faults.waiting()}

    async def faults(self, request: web.Request) -> dict[str, Any]:
        fields = await body(request)
        method = fields.get("method")
        ordered = self._world.faults.order(
            of=string(fields, "of"),
            fault=str(fields.get("fault") or ""),
            method=None if method is None else str(method),
            times=whole(fields.get("times", 1), "times"),
            lasting=duration(string(fields, "for")) if "for" in fields else None,
        )
        return {"ordered": ordered.told()}

    async def bot(self, _request: web.Request) -> dict[str, Any]:
        return self._bot.state()

    async def order_bot(self, request: web.Request) -> dict[str, Any]:
        orders = {"kill": self._bot.kill, "stop": self._bot.stop, "start": self._bot.start}
        order = orders.get(string(await body(request), "do"))
        if order is None:
            raise ValueError(f'"do" must be one of: {", ".join(orders)}')
        await order()
        return self._bot.state()

    async def idle(self, request: web.Request) -> dict[str, Any]:
        timeout = request.query.get("timeout", (await body(request)).get("timeout", 60))
        await self.rest(seconds(timeout, "timeout", 600))
        return {"idle": True} | await self.clock(request)

    async def bureaus(self, _request: web.Request) -> dict[str, Any]:
        return {"told": self._world.bureaus.told()}

    async def order_refusal(self, request: web.Request) -> dict[str, Any]:
        asked = await body(request)
        times = whole(asked.get("times", 1), "times")
        bureau, reason = string(asked, "bureau"), string(asked, "reject")
        self._world.bureaus.refuse_next(bureau, reason, times)
        return {"ordered": {"bureau": bureau, "reject": reason, "times": times}}

    async def calls(self, request: web.Request) -> dict[str, Any]:
        query = request.query
        found = self._world.calls.list(
            since=whole(query.get("since", 0), "since"),
            of=query.get("of"),
            limit=max(whole(query.get("limit", 500), "limit"), 1),
        )
        return {"calls": found}

    async def reset(self, _request: web.Request) -> dict[str, Any]:
        await self.start_over(add_first)
        return self._bot.state()

    async def start_over(self, populate: Callable[[People], None]) -> None:
        """A new world with new people and an empty bot database; the bot is started again."""
        async with self._moving:
            await self._bot.put_down()
            for file in self._world.directory.glob("bot.sqlite3*"):
                file.unlink()
            self._world.reset()
            populate(self._world.people)
            await self._bot.start()

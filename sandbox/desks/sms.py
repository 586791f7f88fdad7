"""The SMS operator: SMSC.ru's HTTP API, and the phones that its messages arrive at."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from hashlib import md5
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.sms_parts import sms_parts
from sandbox.faults import Fault, Faults, suffer
from sandbox.people.people import People

ERRORS = {
    1: "parameters error",
    2: "authorise error",
    3: "no money",
    5: "invalid date format",
    6: "message is denied",
    7: "invalid number",
    8: "message can not be delivered",
    9: "duplicate request, wait a minute",
}
MOSCOW = timezone(timedelta(hours=3))
SAME_AGAIN = timedelta(minutes=1)
PRICE = 3.5  # roubles for one part of a message
NOT_FOUND, DELIVERED, IMPOSSIBLE = -3, 1, 20


class SmsError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(ERRORS[code])
        self.code = code


@dataclass(frozen=True)
class Message:
    at: datetime
    phone: str  # +79161234567
    text: str
    sender: str
    id: str = ""  # empty: not sent through the API
    call: bool = False  # a robot reads it aloud

    @property
    def status(self) -> int:
        """Delivered at once; the operator reaches Russian numbers only."""
        russian = self.phone.startswith("+7") and self.phone[2:3] not in ("6", "7")
        return DELIVERED if russian else IMPOSSIBLE


class SmsOperator:
    """Speaks SMSC.ru under /sms/sys. Errors are HTTP 200 with an error code, as there. The text
    is read in windows-1251 unless `charset` says otherwise."""

    def __init__(
        self,
        *,
        clock: WorldClock,
        people: People,
        faults: Faults,
        calls: CallLog,
        login: str,
        password: str,
    ) -> None:
        self._clock = clock
        self._people = people
        self._faults = faults
        self._calls = calls
        self._login = login
        # SMSC takes the MD5 of the password too, in small letters.
        self._passwords = {password, md5(password.encode()).hexdigest()}
        self.balance = "10000.00"  # roubles
        self._messages: list[Message] = []
        self._ids = itertools.count(1)

    def deliver(self, phone: str, text: str, sender: str) -> None:
        """Put a message on a phone, however its number is written."""
        number = _international(phone) or phone
        self._messages.append(Message(self._clock.now(), number, text, sender))

    def messages(self, phone: str | None = None) -> list[dict[str, Any]]:
        """What has arrived, oldest first: {"at": ISO instant, "text", "phone", "from"}."""
        number = None if phone is None else (_international(phone) or phone)
        return [
            {"at": m.at.isoformat(), "text": m.text, "phone": m.phone, "from": m.sender}
            | ({"call": True} if m.call else {})
            for m in self._messages
            if number in (None, m.phone) and m.status == DELIVERED
        ]

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route(method, f"/sms/sys/{name}.php", self._serve)
            for name in ("send", "status", "balance")
            for method in ("GET", "POST")
        ]

    def reset(self) -> None:
        self._messages.clear()
        self._ids = itertools.count(1)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        name = request.path.rsplit("/", 1)[-1].removesuffix(".php")
        asked = await _parameters(request)
        told = {k: v for k, v in asked.items() if k != "psw"}
        fault = self._faults.take("sms", name)

        def log(status: int, answer: Any) -> None:
            self._calls.add(
                at=self._clock.now(),
                of="sms",
                method=name,
                request=told,
                status=status,
                answer=answer,
            )

        async def serve() -> web.StreamResponse:
            answer = self._answer(name, asked)
            lost = fault is not None and fault.kind == "lost"
            log(*((0, {"fault": "lost", "done": answer}) if lost else (200, answer)))
            return _written(answer, asked.get("fmt", "0"))

        def refuse(status: int, seconds: float) -> web.StreamResponse:
            log(status, {"fault": str(status)})
            headers = {"Retry-After": str(round(seconds))} if status == 429 else {}
            return web.Response(status=status, headers=headers, text="ERROR")

        if _hangs(fault):
            log(0, {"fault": "timeout, nothing was done"})
        return await suffer(fault, request, serve, refuse)

    def _answer(self, name: str, asked: Mapping[str, str]) -> dict[str, Any]:
        try:
            if asked.get("login") != self._login or asked.get("psw") not in self._passwords:
                raise SmsError(2)
            if name == "balance":
                return {"balance": self.balance}
            return self._send(asked) if name == "send" else self._status(asked)
        except SmsError as error:
            return {"error": str(error), "error_code": error.code}

    def _send(self, asked: Mapping[str, str]) -> dict[str, Any]:
        text, ident = asked.get("mes", ""), asked.get("id", "")
        written = [p.strip() for p in asked.get("phones", "").replace(";", ",").split(",")]
        cost = asked.get("cost", "0")
        if not text or len(text) > 1000 or not any(written) or cost not in ("0", "1", "2", "3"):
            raise SmsError(1)
        phones = [number for p in written if p and (number := _international(p))]
        if not phones:
            raise SmsError(7)
        parts = len(phones) * sms_parts(text)
        price = {"cost": f"{parts * PRICE:.2f}"}
        if cost == "1":
            return {**price, "cnt": parts}
        if self._repeats(ident, phones, text):
            raise SmsError(9)
        ident = ident or str(next(self._ids))
        now, sender = self._clock.now(), asked.get("sender", "") or "SMSC.RU"
        call = asked.get("call") == "1"
        sender = "Звонок" if call else sender
        self._messages += [Message(now, p, text, sender, ident, call) for p in phones]
        answer: dict[str, Any] = {"id": int(ident) if ident.isdecimal() else ident, "cnt": parts}
        if cost != "0":
            answer |= price
        return answer | ({"balance": self.balance} if cost == "3" else {})

    def _repeats(self, ident: str, phones: list[str], text: str) -> bool:
        since = self._clock.now() - SAME_AGAIN
        recent = [m for m in self._messages if m.id and m.at > since]
        return any(
            (ident and m.id == ident) or (m.phone in phones and m.text == text) for m in recent
        )

    def _status(self, asked: Mapping[str, str]) -> dict[str, Any]:
        number, ident = _international(asked.get("phone", "")), asked.get("id", "")
        if not number or not ident:
            raise SmsError(1)
        for message in reversed(self._messages):
            if (message.phone, message.id) == (number, ident):
                at = message.at.astimezone(MOSCOW)
                return {
                    "status": message.status,
                    "last_date": f"{at:%d.%m.%Y %H:%M:%S}",
                    "last_timestamp": int(at.timestamp()),
                }
        return {"status": NOT_FOUND}


def _hangs(fault: Fault | None) -> bool:
    return fault is not None and fault.kind == "timeout"


async def _parameters(request: web.Request) -> dict[str, str]:
    """Of the address and of a posted form, in the charset that they name."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        posted = {name: held for name, held in form.items() if isinstance(held, str)}
        return dict(request.query) | posted
    raw = (await request.read()).decode("latin-1")
    query = request.rel_url.raw_query_string
    plain = dict(parse_qsl(f"{query}&{raw}", encoding="latin-1"))
    charset = plain.get("charset", "windows-1251")
    if charset not in ("utf-8", "koi8-r"):
        charset = "windows-1251"
    found: dict[str, str] = {}
    for part in (query, raw):
        found |= dict(parse_qsl(part, keep_blank_values=True, encoding=charset, errors="replace"))
    return found


def _written(answer: Mapping[str, Any], fmt: str) -> web.Response:
    """`answer` as fmt asks: 3 is JSON, 1 is values with commas, otherwise a line of text."""
    if fmt == "3":
        return web.json_response(answer)
    if "error" in answer:
        code = answer["error_code"]
        return web.Response(
            text=f"0,-{code}" if fmt == "1" else f"ERROR = {code} ({answer['error']})"
        )
    if fmt == "1":
        values = [v for k, v in answer.items() if k != "last_date"]
        return web.Response(text=",".join(map(str, values)))
    if "status" in answer:
        at = answer.get("last_date", "")
        return web.Response(text=f"Status = {answer['status']}, check_time = {at}")
    if "id" in answer:
        return web.Response(text=f"OK - {answer['cnt']} SMS, ID - {answer['id']}")
    return web.Response(text=f"{answer['cost']} ({answer['cnt']} SMS)")


def _international(phone: str) -> str | None:
    """«8 (916) 123-45-67» -> +79161234567; None when it is no phone number."""
    digits = "".join(c for c in phone if c.isdecimal())
    if len(digits) == 10 and digits.startswith("9"):
        digits = "7" + digits
    elif len(digits) == 11 and digits.startswith("8"):
        digits = "7" + digits[1:]
    return f"+{digits}" if 10 <= len(digits) <= 15 else None

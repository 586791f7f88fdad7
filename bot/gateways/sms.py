"""SMSC.ru over HTTP: `/sys/send.php` with JSON answers (smsc.ru/api/http)."""

from decimal import Decimal

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, JsonApi
from domain.gateways import GatewayRefused, GatewayUnclear

# Wrong parameters; wrong date; forbidden text or sender; wrong number; can't be delivered.
# 2 and 3 (login, no money) are the lender's trouble: the message waits until it is mended.
REFUSALS = frozenset({1, 5, 6, 7, 8})
REPEATED = 9  # the same message within a minute, or too many calls at once


class Smsc:
    """The SMS operator."""

    def __init__(
        self,
        session: ClientSession,
        base: str,
        *,
        login: str,
        password: str,
        sender: str,
        timeout: float = TIMEOUT,
    ) -> None:
        self._api = JsonApi(session, base, what="smsc", timeout=timeout)
        self._login = login
        self._password = password
        self._sender = sender

    async def send(self, *, message_id: str, phone: str, text: str, by_call: bool = False) -> None:
        """GatewayRefused has SMSC's error number as its code, such as «7» for a wrong number."""
        form = {
            "login": self._login,
            "psw": self._password,
            "phones": phone,
            "mes": text,
            "id": message_id,
            "sender": self._sender,
            "charset": "utf-8",
            "fmt": "3",
        }
        if by_call:
            form["call"] = "1"
        answer = await self._api.call("POST", "/sys/send.php", data=form)
        if not answer.ok:
            raise GatewayUnclear(f"smsc: HTTP {answer.status}")
        with self._api.reading():
            if "error_code" not in answer.body:
                answer.body["id"]  # what a success always has
                return
            error = int(answer.body["error_code"])
        if error in REFUSALS:
            raise GatewayRefused(str(error))
        # One number for two things: a repetition was sent before, a crowded-out call was not.
        crowded = "concurrent" in str(answer.body.get("error")).lower()
        if error != REPEATED or crowded:
            raise GatewayUnclear(f"smsc: error {error}")

    async def has_money(self) -> bool:
        """Whether anything can be sent, by `/sys/balance.php`, which costs nothing and is sent to
        nobody. GatewayRefused has SMSC's error number: 2 for a wrong login or password."""
        form = {"login": self._login, "psw": self._password, "fmt": "3"}
        answer = await self._api.call("POST", "/sys/balance.php", data=form)
        if not answer.ok:
            raise GatewayUnclear(f"smsc: HTTP {answer.status}")
        with self._api.reading():
            if "error_code" in answer.body:
                raise GatewayRefused(str(int(answer.body["error_code"])))
            credit = Decimal(str(answer.body.get("credit", 0)))
            return Decimal(str(answer.body["balance"])) + credit > 0

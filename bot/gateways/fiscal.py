"""An online cash register behind the JSON protocol of docs/sandbox.md: `POST /receipts`."""

from datetime import datetime

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, JsonApi
from domain.gateways import FiscalReceipt, GatewayRefused
from domain.money import Money


class OnlineRegister:
    def __init__(
        self, session: ClientSession, base: str, *, key: str, timeout: float = TIMEOUT
    ) -> None:
        self._api = JsonApi(session, base, what="fiscal register", timeout=timeout)
        self._headers = {"Authorization": f"Bearer {key}"}

    async def register(
        self, *, request_id: str, at: datetime, amount: Money, item: str, email: str
    ) -> FiscalReceipt | None:
        """GatewayRefused has the HTTP status as its code."""
        sale = {
            "request_id": request_id,
            "at": at.isoformat(),
            "amount": str(amount),
            "item": item,
            "email": email,
        }
        answer = await self._api.call("POST", "/receipts", headers=self._headers, json=sale)
        if not answer.ok:
            raise GatewayRefused(str(answer.status))
        with self._api.reading():
            if answer.body["request_id"] != request_id:
                raise ValueError("an answer to something else")
            if answer.body["status"] == "pending":
                return None
            number, url = answer.body["number"], answer.body["url"]
            if answer.body["status"] != "registered" or not (
                isinstance(number, str) and number and url.startswith("http")
            ):
                raise ValueError("not registered")
            return FiscalReceipt(number=number, url=url)

"""The owner check behind the JSON protocol of docs/sandbox.md: `POST /check`."""

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, JsonApi
from domain.gateways import CardFacts, GatewayRefused, Ownership


class CardOwnerCheck:
    """Asks whether a card belongs to a person."""

    def __init__(
        self, session: ClientSession, base: str, *, key: str, timeout: float = TIMEOUT
    ) -> None:
        self._api = JsonApi(session, base, what="owner check", timeout=timeout)
        self._headers = {"Authorization": f"Bearer {key}"}

    async def ask(self, *, request_id: str, name: str, phone: str, card: CardFacts) -> Ownership:
        """GatewayRefused has the HTTP status as its code."""
        question = {
            "request_id": request_id,
            "name": name,
            "phone": phone,
            "card": {"first6": card.first6, "last4": card.last4},
        }
        answer = await self._api.call("POST", "/check", headers=self._headers, json=question)
        if not answer.ok:
            raise GatewayRefused(str(answer.status))
        with self._api.reading():
            if answer.body["request_id"] != request_id:
                raise ValueError("an answer to something else")
            return Ownership(answer.body["answer"])

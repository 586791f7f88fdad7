"""FinCERT behind the JSON protocol of docs/sandbox.md: `POST /lookup` and `POST /reports`."""

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, Answer, JsonApi
from domain.gateways import GatewayRefused, Listing, Operation, Receiver
from domain.money import Money


class FincertBase:
    """Asks about receivers, and reports operations."""

    def __init__(
        self, session: ClientSession, base: str, *, key: str, timeout: float = TIMEOUT
    ) -> None:
        self._api = JsonApi(session, base, what="FinCERT", timeout=timeout)
        self._headers = {"Authorization": f"Bearer {key}"}

    async def look_up(self, *, request_id: str, receiver: Receiver, amount: Money) -> Listing:
        """GatewayRefused has the HTTP status as its code."""
        question = {
            "request_id": request_id,
            "receiver": _receiver(receiver),
            "amount": str(amount),
        }
        answer = await self._post("/lookup", question)
        with self._api.reading():
            if answer.body["request_id"] != request_id:
                raise ValueError("an answer to something else")
            return Listing(answer.body["answer"])

    async def report(self, *, report_id: str, operation: Operation) -> str:
        told = {
            "report_id": report_id,
            "operation": {
                "reference": operation.reference,
                "kind": operation.kind,
                "at": operation.at.isoformat(),
                "amount": str(operation.amount),
                "receiver": _receiver(operation.receiver),
            },
        }
        answer = await self._post("/reports", told)
        with self._api.reading():
            if answer.body["report_id"] != report_id:
                raise ValueError("an answer to something else")
            number = answer.body["number"]
            if not isinstance(number, str) or not number:
                raise ValueError("a report without a number")
            return number

    async def _post(self, path: str, body: object) -> Answer:
        answer = await self._api.call("POST", path, headers=self._headers, json=body)
        if not answer.ok:
            raise GatewayRefused(str(answer.status))
        return answer


def _receiver(one: Receiver) -> dict[str, object]:
    return {
        "phone": one.phone,
        "passport": one.passport,
        "inn": one.inn,
    } | ({"card": {"first6": one.card.first6, "last4": one.card.last4}} if one.card.told else {})

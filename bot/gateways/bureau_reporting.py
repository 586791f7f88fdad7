"""Telling a credit bureau by the JSON protocol of docs/sandbox.md: `POST /rows`."""

from typing import Any

from aiohttp import ClientSession

from bot.gateways.bureau import person_of
from bot.gateways.json_api import TIMEOUT, JsonApi
from domain.gateways import GatewayRefused, RowAnswer, TellRow
from domain.rules.schedule import Payment


class BureauRows:
    """One bureau's desk for rows. `name` names it in errors."""

    def __init__(
        self,
        session: ClientSession,
        base: str,
        *,
        name: str,
        key: str,
        timeout: float = TIMEOUT,
    ) -> None:
        self._api = JsonApi(session, base, what=f"rows of bureau {name}", timeout=timeout)
        self._headers = {"Authorization": f"Bearer {key}"}

    async def tell(self, told: TellRow) -> RowAnswer | None:
        """GatewayRefused has the HTTP status as its code: the bureau could not read the call."""
        answer = await self._api.call("POST", "/rows", headers=self._headers, json=_body(told))
        if not answer.ok:
            raise GatewayRefused(str(answer.status))
        with self._api.reading():
            if answer.body["status"] == "pending":
                return None
            if answer.body["row_id"] != told.id:
                raise ValueError("an answer to something else")
            if answer.body["status"] == "accepted":
                return RowAnswer(receipt=_text(answer.body["receipt"]))
            if answer.body["status"] == "rejected":
                return RowAnswer(reason=_text(answer.body["reason"]))
            raise ValueError("neither accepted nor rejected")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("nothing is said")
    return value[:200]


def _body(told: TellRow) -> dict[str, Any]:
    row, fact = told.row, told.row.fact
    return {
        "row_id": told.id,
        "number": row.number,
        "after": told.after,
        "corrects": row.corrects,
        "withdrawn": row.withdrawn,
        "person": person_of(told.person),
        "contract": {
            "number": told.contract,
            "issued_on": told.issued_on.isoformat(),
            "principal": str(told.lent),
            "psk": f"{told.psk:.3f}",
        },
        "event": {
            "kind": fact.event.value,
            "day": fact.day.isoformat(),
            "at": fact.at.isoformat(),
            "amount": str(fact.amount),
            "principal": str(fact.principal),
            "interest": str(fact.interest),
            "penalty": str(fact.penalty),
            "overdue": str(fact.overdue),
            "days_overdue": fact.days_overdue,
            "due": fact.due.isoformat(),
            "payments": [_payment(one) for one in fact.payments],
        },
    }


def _payment(one: Payment) -> dict[str, str]:
    return {"day": one.day.isoformat(), "amount": str(one.amount)}

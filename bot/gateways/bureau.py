"""A credit bureau behind the JSON protocol of docs/sandbox.md: `POST /report`."""

from decimal import Decimal
from typing import Any

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, JsonApi
from domain.gateways import Applicant, BureauReport, GatewayRefused, OpenLoan
from domain.money import Money


class CreditBureau:
    """One of the bureaus that the lender asks. `name` names it in errors."""

    def __init__(
        self,
        session: ClientSession,
        base: str,
        *,
        name: str,
        key: str,
        timeout: float = TIMEOUT,
    ) -> None:
        self._api = JsonApi(session, base, what=f"bureau {name}", timeout=timeout)
        self._headers = {"Authorization": f"Bearer {key}"}

    async def report(self, *, request_id: str, applicant: Applicant) -> BureauReport | None:
        """GatewayRefused has the HTTP status as its code."""
        question = {
            "request_id": request_id,
            "person": {
                "name": applicant.name,
                "birth_date": applicant.birth_date.isoformat(),
                "passport": applicant.passport,
                "inn": applicant.inn,
                "phone": applicant.phone,
            },
        }
        answer = await self._api.call("POST", "/report", headers=self._headers, json=question)
        if not answer.ok:
            raise GatewayRefused(str(answer.status))
        with self._api.reading():
            if answer.body["status"] == "pending":
                return None
            if answer.body["status"] != "ready" or answer.body["request_id"] != request_id:
                raise ValueError("an answer to something else")
            return _report(answer.body)


def _report(body: dict[str, Any]) -> BureauReport:
    ban, score = body["self_ban"], body["score"]
    if type(ban) is not bool or type(score) is not int or not 0 <= score <= 999:
        raise ValueError("a ban or score that says nothing")
    loans = tuple(
        OpenLoan(
            psk=Decimal(loan["psk"]),
            balance=Money.rubles(str(loan["balance"])),
            monthly_payment=Money.rubles(str(loan["monthly_payment"])),
        )
        for loan in body["open_loans"]
    )
    return BureauReport(self_ban=ban, open_loans=loans, score=score)

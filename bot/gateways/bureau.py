"""A credit bureau behind the JSON protocol of docs/sandbox.md: `POST /report`."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from aiohttp import ClientSession

from bot.gateways.json_api import TIMEOUT, JsonApi
from domain.gateways import Applicant, BureauReport, ClosedLoan, GatewayRefused, OpenLoan
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
            "person": person_of(applicant),
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


def person_of(applicant: Applicant) -> dict[str, str]:
    """Somebody as the bureaus' protocol names them, in questions and in rows."""
    return {
        "name": applicant.name,
        "birth_date": applicant.birth_date.isoformat(),
        "passport": applicant.passport,
        "inn": applicant.inn,
        "phone": applicant.phone,
    }


def _report(body: dict[str, Any]) -> BureauReport:
    """ValueError and the like for whatever a decision can't stand on."""
    ban, score = body["self_ban"], body["score"]
    if type(ban) is not bool or type(score) is not int or not 0 <= score <= 999:
        raise ValueError("a ban or score that says nothing")
    # A day more: bureaus keep their days in zones of their own.
    latest = datetime.fromisoformat(body["made_at"]).date() + timedelta(days=1)
    opened = tuple(
        OpenLoan(
            id=_id(loan["id"]),
            lender=_id(loan["lender"]),
            psk=_number(loan["psk"]),
            balance=Money.rubles(_number(loan["balance"])),
            monthly_payment=Money.rubles(_number(loan["monthly_payment"])),
        )
        for loan in body["open_loans"]
    )
    closed = tuple(
        ClosedLoan(
            id=_id(loan["id"]),
            lender=_id(loan["lender"]),
            psk=_number(loan["psk"]),
            closed_on=date.fromisoformat(loan["closed_on"]),
        )
        for loan in body["closed_loans"]
    )
    if any(loan.closed_on > latest for loan in closed):
        raise ValueError("closed after the report was made")
    return BureauReport(self_ban=ban, open_loans=opened, score=score, closed_loans=closed)


def _id(given: Any) -> str:
    if not isinstance(given, str) or not 1 <= len(given.strip()) <= 100:
        raise ValueError("an id that names nothing")
    return given.strip()


def _number(given: Any) -> Decimal:
    """As text, since a float is not exact; NaN compares with nothing."""
    if not isinstance(given, str):
        raise TypeError("a number that isn't a text")
    number = Decimal(given)
    if not number.is_finite() or number < 0:
        raise ValueError("a number that can't be")
    return number

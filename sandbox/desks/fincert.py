"""FinCERT: is this receiver known from transfers without consent? And reports of such. A small
JSON protocol of our own."""

from typing import Any

from aiohttp import web

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.bureau import JsonDesk, RequestError, fields
from sandbox.faults import Faults
from sandbox.people.people import People

RECEIVER = {"phone": r"\+\d{10,15}", "passport": r"\d{10}", "inn": r"\d{12}", "card": None}
CARD = {"first6": r"\d{6}", "last4": r"\d{4}"}
AMOUNT = r"\d+\.\d\d"
LOOKUP = {"request_id": r"\S{1,100}", "receiver": None, "amount": AMOUNT}
REPORT = {"report_id": r"\S{1,100}", "operation": None}
OPERATION = {
    "reference": r"\S{1,100}",
    "kind": r"attempt|transfer",
    "at": r"\d{4}-\d\d-\d\dT\S+",
    "amount": AMOUNT,
    "receiver": None,
}
ANSWERS = {"fincert": "hit", "fincert_silent": "unclear"}


class FincertBase:
    """The kind of the person with that phone decides; a stranger is clean. The same request_id is
    the same question and gets the same answer, the same report_id the same number."""

    def __init__(
        self, clock: WorldClock, people: People, faults: Faults, calls: CallLog, key: str
    ) -> None:
        self._people = people
        self._key = key
        self._desk = JsonDesk(clock, faults, calls)
        self._answered: dict[str, tuple[dict[str, Any], str]] = {}
        self.reports: dict[str, dict[str, Any]] = {}  # operations by the id of their report

    def routes(self) -> list[web.RouteDef]:
        return [
            self._desk.post(
                "/fincert/lookup",
                ("fincert", "lookup"),
                fault="fincert",
                key=self._key,
                answer=self._look,
            ),
            self._desk.post(
                "/fincert/reports",
                ("fincert", "report"),
                fault="fincert_report",
                key=self._key,
                answer=self._keep,
            ),
            self._desk.access("/fincert", "fincert", self._key),
        ]

    def reset(self) -> None:
        self._answered.clear()
        self.reports.clear()

    def _look(self, asked: Any) -> tuple[int, dict[str, Any]]:
        asked = fields(asked, LOOKUP, "the request")
        receiver = _receiver(asked["receiver"])
        known = self._people.by_phone(receiver["phone"])
        fresh = ANSWERS.get(known.kind, "clean") if known is not None else "clean"
        before, answer = self._answered.setdefault(asked["request_id"], (asked, fresh))
        if before != asked:
            raise RequestError("this request_id was used for another question")
        return 200, {"request_id": asked["request_id"], "answer": answer}

    def _keep(self, told: Any) -> tuple[int, dict[str, Any]]:
        told = fields(told, REPORT, "the report")
        operation = fields(told["operation"], OPERATION, "operation")
        _receiver(operation["receiver"])
        ident = told["report_id"]
        if self.reports.setdefault(ident, operation) != operation:
            raise RequestError("this report_id was used for another operation")
        number = f"FC-{list(self.reports).index(ident) + 1:06}"
        return 200, {"report_id": ident, "number": number}


def _receiver(given: Any) -> dict[str, Any]:
    """The card may be left out: a bank doesn't always tell its digits."""
    told = isinstance(given, dict) and "card" in given
    shape = RECEIVER if told else {name: RECEIVER[name] for name in RECEIVER if name != "card"}
    receiver = fields(given, shape, "receiver")
    if told:
        fields(receiver["card"], CARD, "card")
    return receiver

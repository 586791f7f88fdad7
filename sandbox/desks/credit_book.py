"""What one credit bureau was told of loans, row by row (docs/sandbox.md)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

KINDS = ("issued", "paid", "delay", "changed", "closed", "written_off")
SUMS = ("amount", "principal", "interest", "penalty", "overdue")
ROW = {
    "row_id",
    "number",
    "after",
    "corrects",
    "withdrawn",
    "person",
    "contract",
    "event",
}
EVENT = {"kind", "day", "at", *SUMS, "days_overdue", "due", "payments"}
CONTRACT = {"number", "issued_on", "principal", "psk"}


class Rejection(Exception):  # noqa: N818 — a bureau's answer
    """Why a row is not taken: a word and a sentence."""

    def __init__(self, reason: str, what: str) -> None:
        super().__init__(what)
        self.reason = reason


@dataclass
class Contract:
    """`events` are those that count, by the number of the row that told them first."""

    person: dict[str, Any]
    contract: dict[str, Any]
    rows: dict[str, str] = field(default_factory=dict)  # receipts by row id
    numbers: list[int] = field(default_factory=list)
    events: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def current(self) -> dict[str, Any] | None:
        """The event after which nothing has happened, as far as was told."""

        def place(item: tuple[int, dict[str, Any]]) -> tuple[str, datetime, int]:
            number, event = item
            return event["day"], datetime.fromisoformat(event["at"]), number

        return max(self.events.items(), key=place)[1] if self.events else None

    def told(self) -> dict[str, Any]:
        now = self.current or {}
        kinds = {event["kind"]: event["day"] for event in self.events.values()}
        return {
            "contract": self.contract["number"],
            "issued_on": self.contract["issued_on"],
            "psk": self.contract["psk"],
            "inn": self.person["inn"],
            "rows": len(self.numbers),
            "events": [f"{one['day']} {one['kind']}" for one in self.events.values()],
            "as_of": now.get("day"),
            "principal": now.get("principal"),
            "balance": str(balance(now)) if now else None,
            "days_overdue": now.get("days_overdue"),
            "closed_on": kinds.get("closed"),
            "written_off_on": kinds.get("written_off"),
        }


def balance(event: dict[str, Any]) -> Decimal:
    return sum((Decimal(event[name]) for name in SUMS[1:4]), Decimal())


class CreditBook:
    """Contracts by their number."""

    def __init__(self) -> None:
        self.contracts: dict[str, Contract] = {}
        self._refusals: list[str] = []

    def of_person(self, inn: str) -> list[Contract]:
        return [one for one in self.contracts.values() if one.person["inn"] == inn]

    def refuse_next(self, reason: str, times: int) -> None:
        self._refusals += [reason] * times

    def take(self, asked: Any, today: date) -> str:
        """The receipt; Rejection. The same row again has the same receipt."""
        check(asked, today)
        number = asked["contract"]["number"]
        known = self.contracts.get(number)
        if known is not None and asked["row_id"] in known.rows:
            return known.rows[asked["row_id"]]
        if self._refusals:
            raise Rejection(self._refusals.pop(0), "refused by order")
        if known is None:
            known = Contract(asked["person"], asked["contract"])
            if asked["event"]["kind"] != "issued":
                raise Rejection("out_of_order", "the issue of this contract isn't known")
        self._in_order(known, asked)
        if known.person["inn"] != asked["person"]["inn"]:
            raise Rejection("person_unknown", "this contract is somebody else's")
        self.contracts[number] = known
        known.person = asked["person"]
        known.numbers.append(asked["number"])
        subject = asked["corrects"] or asked["number"]
        if asked["withdrawn"]:
            known.events.pop(subject, None)
        else:
            known.events[subject] = asked["event"]
        known.rows[asked["row_id"]] = f"R-{number}-{asked['number']}"
        return known.rows[asked["row_id"]]

    def _in_order(self, known: Contract, asked: dict[str, Any]) -> None:
        last = known.numbers[-1] if known.numbers else None
        if asked["after"] != last or (last is not None and asked["number"] <= last):
            raise Rejection("out_of_order", f"the last row of this contract is {last}")
        corrects = asked["corrects"]
        if corrects is not None and not 0 < corrects < asked["number"]:
            raise Rejection("malformed", "«corrects» is no earlier row")


def check(asked: Any, today: date) -> None:
    """Rejection for a row that makes no sense by itself."""
    _names(asked, ROW, "row")
    _names(asked["contract"], CONTRACT, "contract")
    event = asked["event"]
    _names(event, EVENT, "event")
    if event["kind"] not in KINDS:
        raise Rejection("malformed", "«kind» is none of ours")
    for name in SUMS:
        if _sum(event[name]) < 0:
            raise Rejection("malformed", f"«{name}» is below zero")
    day, issued = _day(event["day"]), _day(asked["contract"]["issued_on"])
    if not issued <= day <= today:
        raise Rejection("wrong_day", "before the issue, or still to come")
    _day(event["due"])
    if event["kind"] in ("closed", "written_off") and balance(event):
        raise Rejection("malformed", "something is still owed")
    if type(asked["number"]) is not int or type(event["days_overdue"]) is not int:
        raise Rejection("malformed", "a number isn't whole")


def _names(given: Any, names: set[str], where: str) -> None:
    if not isinstance(given, dict) or given.keys() != names:
        raise Rejection("malformed", f"{where}: its fields are {', '.join(sorted(names))}")


def _sum(text: Any) -> Decimal:
    try:
        return Decimal(text)
    except (InvalidOperation, TypeError):
        raise Rejection("malformed", "a sum can't be read") from None


def _day(text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        raise Rejection("malformed", "a day can't be read") from None

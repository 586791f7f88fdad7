"""Credit bureaus behind a small JSON protocol of our own (docs/sandbox.md)."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from aiohttp import web

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.credit_book import CreditBook, Rejection
from sandbox.faults import Faults, suffer
from sandbox.people.people import People

TITLES = {  # as many as are qualified in Russia
    "one": "Первое бюро",
    "two": "Второе бюро",
    "three": "Третье бюро",
    "four": "Четвёртое бюро",
}
NAMES = tuple(TITLES)
SLOW = timedelta(seconds=90)
ASK_AGAIN = 5  # seconds
MOSCOW = timezone(timedelta(hours=3))
OTHER_LENDER = "7799999999"  # its ИНН
OUR_LENDER = "7700000009"  # that of the bot's own lender, who tells the bureaus by rows
# Open loans elsewhere: full cost, and the bureaus that know of it.
OPEN: dict[str, list[tuple[str, tuple[str, ...]]]] = {
    "less": [("150.000", ("one", "three"))],
    "two_loans": [("292.000", ("one",)), ("292.000", ("one",))],
    "loans_apart": [("292.000", ("one",)), ("292.000", ("four",))],
}
SCORES = {"less": 480, "review": 380, "low_score": 250}
PERSON = {
    "name": r"\S.*",
    "birth_date": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "passport": r"\d{10}",
    "inn": r"\d{12}",
    "phone": r"\+\d{10,15}",
}


class RequestError(Exception):
    """The request can't be understood: HTTP status and a sentence."""

    def __init__(self, what: str, status: int = 400) -> None:
        super().__init__(what)
        self.status = status


def fields(given: Any, shape: Mapping[str, str | None], where: str) -> dict[str, Any]:
    """Check that an object has exactly these fields; a shape is the pattern of a string, None
    takes any object."""
    if not isinstance(given, dict):
        raise RequestError(f"{where} must be an object")
    for name in given:
        if name not in shape:
            raise RequestError(f"{where}: unknown field «{name}»")
    for name, pattern in shape.items():
        if name not in given:
            raise RequestError(f"{where}: «{name}» is missing")
        if pattern is None:
            continue
        if not isinstance(given[name], str) or not re.fullmatch(pattern, given[name]):
            raise RequestError(f"{where}: «{name}» must look like {pattern}")
    return given


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class JsonDesk:
    """POST with a Bearer key, JSON in and out, faults and log as everywhere."""

    def __init__(self, clock: WorldClock, faults: Faults, calls: CallLog) -> None:
        self._clock = clock
        self._faults = faults
        self._calls = calls

    async def serve(
        self,
        request: web.Request,
        *,
        log_as: tuple[str, str],
        fault_name: str,
        key: str,
        answer: Callable[[Any], tuple[int, dict[str, Any]]],
    ) -> web.StreamResponse:
        try:
            asked = await request.json()
        except ValueError:
            asked = None
        fault = self._faults.take("bureau", fault_name)

        def respond(status: int, body: dict[str, Any]) -> web.Response:
            lost = fault is not None and fault.kind == "lost" and status == 200
            self._log(
                log_as, asked, *((0, {"fault": "lost", "done": body}) if lost else (status, body))
            )
            return web.json_response(body, status=status)

        async def work() -> web.StreamResponse:
            if request.headers.get("Authorization") != f"Bearer {key}":
                return respond(401, {"error": "wrong key"})
            try:
                return respond(*answer(asked))
            except RequestError as wrong:
                return respond(wrong.status, {"error": str(wrong)})

        def refuse(status: int, seconds: float) -> web.StreamResponse:
            if status == 429:
                return respond(429, {"error": "too many requests", "retry_after": seconds})
            return respond(status, {"error": "internal error"})

        if fault is not None and fault.kind == "timeout":
            self._log(log_as, asked, 0, {"fault": "timeout, nothing was done"})
        return await suffer(fault, request, work, refuse)

    def post(self, path: str, log_as: tuple[str, str], *, fault: str, **desk: Any) -> web.RouteDef:
        """`desk`: key and answer, as of `serve`."""
        return web.post(path, self._handler(log_as, fault, **desk))

    def access(self, path: str, of: str, key: str) -> web.RouteDef:
        """`GET …/access`: whether a key is the right one; nobody is asked about."""
        granted = (200, {"access": "granted"})
        handle = self._handler((of, "access"), f"{of}.access", key=key, answer=lambda _: granted)
        return web.get(f"{path}/access", handle)

    def _handler(self, log_as: tuple[str, str], fault: str, **desk: Any) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            return await self.serve(request, log_as=log_as, fault_name=fault, **desk)

        return handle

    def _log(self, log_as: tuple[str, str], asked: Any, status: int, answer: Any) -> None:
        of, method = log_as
        self._calls.add(
            at=self._clock.now(), of=of, method=method, request=asked, status=status, answer=answer
        )


@dataclass
class Question:
    person: dict[str, Any]
    first_at: datetime
    report: dict[str, Any] | None = None


class Bureaus:
    """Reports follow the kind of the person with that phone; a stranger is good. The same
    request_id is the same question and gets the same report."""

    def __init__(
        self,
        clock: WorldClock,
        people: People,
        faults: Faults,
        calls: CallLog,
        keys: Mapping[str, str],
    ) -> None:
        self._clock = clock
        self._people = people
        self._keys = keys
        self._desk = JsonDesk(clock, faults, calls)
        self._questions: dict[tuple[str, str], Question] = {}
        self._repaid: dict[str, str] = {}  # by phone: the day
        self.books = {which: CreditBook() for which in keys}
        self._doubted: set[str] = set()  # phones

    def routes(self) -> list[web.RouteDef]:
        return [route for which, key in self._keys.items() for route in self._doors(which, key)]

    def _doors(self, which: str, key: str) -> list[web.RouteDef]:
        path = f"/bureau/{which}"
        return [
            self._desk.post(
                f"{path}/report",
                ("bureau", which),
                fault=which,
                key=key,
                answer=lambda asked: self._answer(which, asked),
            ),
            self._desk.post(
                f"{path}/rows",
                ("bureau", f"{which}.rows"),
                fault=f"{which}.rows",
                key=key,
                answer=lambda told: self._take(which, told),
            ),
            self._desk.access(path, "bureau", key),
        ]

    def reset(self) -> None:
        self._questions.clear()
        self._repaid.clear()
        self.books = {which: CreditBook() for which in self._keys}
        self._doubted.clear()

    def told(self) -> dict[str, list[dict[str, Any]]]:
        """What each bureau knows of loans, by contract."""
        return {
            which: [one.told() for one in book.contracts.values()]
            for which, book in self.books.items()
        }

    def refuse_next(self, which: str, reason: str, times: int = 1) -> None:
        """The next new rows of a bureau are rejected so. ValueError for an unknown bureau."""
        if which not in self.books:
            raise ValueError(f"there is no bureau «{which}», use {', '.join(self.books)}")
        self.books[which].refuse_next(reason, times)

    def _take(self, which: str, asked: Any) -> tuple[int, dict[str, Any]]:
        if not isinstance(asked, dict) or not isinstance(asked.get("row_id"), str):
            raise RequestError("a row is an object with a «row_id»")
        head, now = {"row_id": asked["row_id"]}, self._clock.now()
        try:
            fields(asked.get("person"), PERSON, "person")
            self._doubt(which, asked)
            receipt = self.books[which].take(asked, now.astimezone(MOSCOW).date())
        except RequestError as wrong:
            return 200, head | {"status": "rejected", "reason": "malformed", "what": str(wrong)}
        except Rejection as wrong:
            return 200, head | {"status": "rejected", "reason": wrong.reason, "what": str(wrong)}
        return 200, head | {
            "status": "accepted",
            "receipt": receipt,
            "accepted_at": now.isoformat(),
        }

    def _doubt(self, which: str, asked: dict[str, Any]) -> None:
        """The second bureau takes the first row about somebody only when it is told again."""
        phone = asked["person"]["phone"]
        known = self._people.by_phone(phone)
        doubts = which == "two" and known is not None and known.kind == "row_refused"
        if doubts and phone not in self._doubted:
            self._doubted.add(phone)
            raise Rejection("person_unknown", "nobody of this name has this passport")

    def _answer(self, which: str, asked: Any) -> tuple[int, dict[str, Any]]:
        asked = fields(asked, {"request_id": r"\S{1,100}", "person": None}, "the request")
        person = fields(asked["person"], PERSON, "person")
        now, ident = self._clock.now(), asked["request_id"]
        question = self._questions.setdefault((which, ident), Question(person, now))
        if question.person != person:
            raise RequestError("this request_id was used for another person")
        known = self._people.by_phone(person["phone"])
        kind = known.kind if known is not None else "good"
        if which == "two" and kind == "error":
            return 500, {"error": "internal error"}
        late = kind == "slow" and now - question.first_at < SLOW
        if which == "two" and (kind == "silent" or late):
            return 200, {"status": "pending", "retry_after": ASK_AGAIN}
        if question.report is None:
            question.report = {
                "status": "ready",
                "request_id": ident,
                "bureau": which,
                "made_at": now.isoformat(),
                "self_ban": kind == "self_ban",
                "score": SCORES.get(kind, 720),
                "open_loans": _loans(which, person, kind) + self._ours(which, person, "open"),
                "closed_loans": self._closed(which, person, kind)
                + self._ours(which, person, "closed"),
            }
        return 200, question.report

    def _ours(self, which: str, person: Mapping[str, Any], state: str) -> list[dict[str, str]]:
        """Loans of the bot's own lender, as far as its rows have told this bureau."""
        found = []
        for contract in self.books[which].of_person(person["inn"]):
            told = contract.told()
            ended = told["closed_on"] or told["written_off_on"]
            if (ended is not None) == (state == "closed"):
                head = {"id": told["contract"], "lender": OUR_LENDER, "psk": told["psk"]}
                sums = {"balance": told["balance"], "monthly_payment": told["balance"]}
                found.append(head | ({"closed_on": ended} if ended else sums))
        return found

    def _closed(self, which: str, person: Mapping[str, Any], kind: str) -> list[dict[str, str]]:
        """The day stays the same, whenever somebody asks."""
        if which != "three" or kind != "just_repaid":
            return []
        yesterday = self._clock.now().astimezone(MOSCOW).date() - timedelta(days=1)
        day = self._repaid.setdefault(person["phone"], yesterday.isoformat())
        return [{**_contract(person, 1), "psk": "292.000", "closed_on": day}]


def _loans(which: str, person: Mapping[str, Any], kind: str) -> list[dict[str, str]]:
    """No bureau knows all: some loans are reported to one only, some to several."""
    figures = {"balance": "12000.00", "monthly_payment": "3000.00"}
    return [
        {**_contract(person, number), "psk": psk, **figures}
        for number, (psk, known_to) in enumerate(OPEN.get(kind, ()), start=1)
        if which in known_to
    ]


def _contract(person: Mapping[str, Any], number: int) -> dict[str, str]:
    return {"id": f"{person['inn']}-{number}", "lender": OTHER_LENDER}

"""The owner check: does this card belong to this person? A small JSON protocol of our own."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.bureau import JsonDesk, RequestError, fields
from sandbox.faults import Faults
from sandbox.people.people import People, Person

REQUEST = {"request_id": r"\S{1,100}", "name": r"\S.*", "phone": r"\+\d{10,15}", "card": None}
CARD = {"first6": r"\d{6}", "last4": r"\d{4}"}
ANSWERS = {"owner_mismatch": "mismatch", "owner_unknown": "unknown"}


class OwnerCheck:
    """The kind of the person with that phone decides; a stranger's card matches. The same
    request_id is the same question and gets the same answer."""

    def __init__(
        self,
        clock: WorldClock,
        people: People,
        faults: Faults,
        calls: CallLog,
        key: str,
        when_asked: Callable[[Person], None] = lambda _: None,
    ) -> None:
        self._people = people
        self._when_asked = when_asked
        self._key = key
        self._desk = JsonDesk(clock, faults, calls)
        self._answered: dict[str, tuple[dict[str, Any], str]] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            self._desk.post(
                "/owner/check",
                ("owner", "check"),
                fault="owner",
                key=self._key,
                answer=self._answer,
            ),
            self._desk.access("/owner", "owner", self._key),
        ]

    def reset(self) -> None:
        self._answered.clear()

    def _answer(self, asked: Any) -> tuple[int, dict[str, Any]]:
        asked = fields(asked, REQUEST, "the request")
        fields(asked["card"], CARD, "card")
        known = self._people.by_phone(asked["phone"])
        fresh = ANSWERS.get(known.kind, "match") if known is not None else "match"
        if known is not None:
            self._when_asked(known)
        before, answer = self._answered.setdefault(asked["request_id"], (asked, fresh))
        if before != asked:
            raise RequestError("this request_id was used for another question")
        return 200, {"request_id": asked["request_id"], "answer": answer}

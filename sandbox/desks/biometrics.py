"""The biometric system: a page on which somebody is recognised, or says «не я». A small JSON
protocol of our own."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from typing import Any

from aiohttp import web

from sandbox.bank.page_style import CHECK, CLOCK, CROSS, LOCK, STYLE
from sandbox.calls import CallLog
from sandbox.clock.clock import WorldClock
from sandbox.desks.bureau import JsonDesk, RequestError, fields
from sandbox.faults import Faults
from sandbox.people.people import People

PAGE_LIVES = timedelta(minutes=10)
OPEN = {"request_id": r"\S{1,100}", "person": None, "return_url": r"\S+"}
PERSON = {
    "name": r"\S.*",
    "birth_date": r"\d{4}-\d\d-\d\d",
    "passport": r"\d{10}",
    "phone": r"\+\d{10,15}",
}
MARKS = {"confirmed": (CHECK, "yes"), "refused": (CROSS, "no"), "expired": (CLOCK, "wait")}
WORDS = {
    "confirmed": ("Личность подтверждена", "Можно вернуться в чат и подписать договор."),
    "refused": ("Не подтверждено", "Мы сообщили, что это не вы."),
    "expired": ("Время вышло", "Запросите новую ссылку в чате."),
}


@dataclass
class Visit:
    asked: dict[str, Any]
    session: str
    opened_at: datetime
    outcome: str = "pending"


class BiometricSystem:
    """The same request_id gets the same page, which lives ten minutes. `told` hears of what
    somebody did there: the person's phone, and «yes» or «no»."""

    def __init__(
        self,
        clock: WorldClock,
        people: People,
        faults: Faults,
        calls: CallLog,
        key: str,
        base_url: Callable[[], str] = str,
    ) -> None:
        self._clock = clock
        self._people = people
        self._key = key
        self._base_url = base_url
        self._desk = JsonDesk(clock, faults, calls)
        self._visits: dict[str, Visit] = {}  # by request_id
        self.told: Callable[[str, str], None] = lambda _phone, _word: None

    def routes(self) -> list[web.RouteDef]:
        return [
            self._desk.post(
                "/biometrics/open",
                ("biometrics", "open"),
                fault="biometrics",
                key=self._key,
                answer=self._opened,
            ),
            self._desk.post(
                "/biometrics/outcome",
                ("biometrics", "outcome"),
                fault="biometrics_outcome",
                key=self._key,
                answer=self._ended,
            ),
            web.get("/biometrics/page/{session}", self._page),
            web.post("/biometrics/page/{session}", self._answer),
            self._desk.access("/biometrics", "biometrics", self._key),
        ]

    def reset(self) -> None:
        self._visits.clear()

    def answer(self, url: str, word: str) -> None:
        """What a person does on the page. ValueError when there is no such page, or it is over."""
        visit = self._visit(url.rpartition("/")[2])
        if visit is None or self._state(visit) != "pending":
            raise ValueError("there is no such page, or it is over")
        visit.outcome = "confirmed" if word == "yes" else "refused"
        self.told(visit.asked["person"]["phone"], word)

    def _visit(self, session: str) -> Visit | None:
        return next((one for one in self._visits.values() if one.session == session), None)

    def _state(self, visit: Visit) -> str:
        if visit.outcome == "pending" and self._clock.now() >= visit.opened_at + PAGE_LIVES:
            visit.outcome = "expired"
        return visit.outcome

    def _opened(self, asked: Any) -> tuple[int, dict[str, Any]]:
        asked = fields(asked, OPEN, "the request")
        fields(asked["person"], PERSON, "person")
        ident = asked["request_id"]
        fresh = Visit(asked, secrets.token_urlsafe(12), self._clock.now())
        visit = self._visits.setdefault(ident, fresh)
        if visit.asked != asked:
            raise RequestError("this request_id was used for another person")
        page = f"{self._base_url()}/biometrics/page/{visit.session}"
        return 200, {"request_id": ident, "session": visit.session, "page": page}

    def _ended(self, asked: Any) -> tuple[int, dict[str, Any]]:
        asked = fields(asked, {"session": r"\S{1,100}"}, "the request")
        visit = self._visit(asked["session"])
        if visit is None:
            raise RequestError("there is no such session", 404)
        return 200, {"session": visit.session, "outcome": self._state(visit)}

    async def _page(self, request: web.Request) -> web.StreamResponse:
        visit = self._visit(request.match_info["session"])
        if visit is None:
            raise web.HTTPNotFound(text="Страница не найдена")
        return web.Response(text=show(visit, self._state(visit)), content_type="text/html")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        word = str((await request.post()).get("face", ""))
        if word in ("yes", "no"):
            with suppress(ValueError):  # the page says that it is over
                self.answer(request.path, word)
        return await self._page(request)


def show(visit: Visit, state: str) -> str:
    """The page as it stands."""
    if state == "pending":
        body = (
            "<h1>Это вы?</h1><p>Договор займа с «Умными наличными» подписывает "
            f"<b>{escape(visit.asked['person']['name'])}</b>.</p>"
            '<p class="note">Это песочница: лицо и голос никто не снимает.</p>'
            '<form method="post"><button class="main" name="face" value="yes">Подтвердить</button>'
            '<button class="plain" name="face" value="no">Не я</button></form>'
        )
    else:
        mark, kind = MARKS[state]
        done, said = WORDS[state]
        link = escape(visit.asked["return_url"], quote=True)
        body = (
            f'<section class="result {kind}"><i>{mark}</i><h1>{done}</h1><p>{said}</p></section>'
            f'<a class="back main" href="{link}">Вернуться в чат</a>'
        )
    return (
        '<!doctype html><html lang="ru"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>Биометрия</title><link rel="icon" href="data:,"><style>{STYLE}</style>'
        f"<header>{LOCK}<b>Биометрия песочницы</b><span>тестовая проверка</span></header>"
        f"<main>{body}</main></html>"
    )

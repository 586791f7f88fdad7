"""The hosted page over HTTP: GET shows it, a posted form is what the person did."""

from aiohttp import web

from sandbox.bank import cards, pages
from sandbox.bank.checkout import Checkout, Visit


class Counter:
    def __init__(self, checkout: Checkout) -> None:
        self._checkout = checkout

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/bank/pay/{id}", self._show),
            web.post("/bank/pay/{id}", self._act),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        visit = self._checkout.visit(request.match_info["id"])
        if visit is None:
            return _html(pages.missing(), 404)
        return _html(pages.show(visit))

    async def _act(self, request: web.Request) -> web.Response:
        visit = self._checkout.visit(request.match_info["id"])
        if visit is None:
            return _html(pages.missing(), 404)
        form = await request.post()
        name, code = str(form.get("card", "")), str(form.get("code", "")) or None
        tries = visit.page.wrong_codes
        try:
            outcome = self._checkout.confirm(visit.page.url, name, code)
        except ValueError:
            if visit.ending != "open":
                return _html(pages.show(visit))
            return _html(pages.show(visit, notice="Так здесь заплатить нельзя."), 400)
        if outcome["status"] != "needs_code":
            return _html(pages.show(visit))
        notice = "Код неверный, попробуйте ещё раз." if visit.page.wrong_codes > tries else ""
        card, said = cards.find(name), self._where_the_code_went(visit)
        return _html(pages.show(visit, notice=notice, code_for=card, said=said))

    def _where_the_code_went(self, visit: Visit) -> str:
        phone = self._checkout.phone_of(visit.page)
        if phone is None:
            return f"Эту страницу никому не показывали, SMS слать некому. Код: {visit.page.code}"
        return f"Банк отправил код по SMS на номер {phone[:2]} ••• •••-{phone[-4:-2]}-{phone[-2:]}"


def _html(page: str, status: int = 200) -> web.Response:
    return web.Response(text=page, content_type="text/html", status=status)

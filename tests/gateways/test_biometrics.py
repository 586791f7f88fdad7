"""The sandbox's biometric system, and the adapter against it."""

from datetime import date
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.gateways.biometrics import BiometricSystem
from domain.gateways import Applicant, GatewayRefused, GatewayUnclear, Recognition
from sandbox.desks.biometrics import PAGE_LIVES
from tests.gateways.desk import Desk
from tests.gateways.town import PHONE, Town

IVAN = Applicant(
    name="Петров Иван",
    birth_date=date(1990, 5, 1),
    passport="4510123456",
    inn="500100732259",
    phone=PHONE,
)


def at(town: Town, session: ClientSession, key: str = "key-5") -> BiometricSystem:
    return BiometricSystem(session, f"{town.base}/biometrics", key=key)


async def opened(town: Town, session: ClientSession) -> Any:
    return await at(town, session).open(
        request_id="q-1", applicant=IVAN, return_url="https://t.me/bot"
    )


@pytest.mark.parametrize(
    ("word", "outcome", "shown"),
    [("yes", Recognition.CONFIRMED, "Личность подтверждена"), ("no", Recognition.REFUSED, "не вы")],
)
async def test_what_is_tapped_on_the_page_is_the_outcome(
    town: Town, session: ClientSession, word: str, outcome: Recognition, shown: str
) -> None:
    told: list[tuple[str, str]] = []
    town.biometrics.told = lambda phone, what: told.append((phone, what))
    page = await opened(town, session)
    assert await at(town, session).outcome(page.session) is Recognition.PENDING
    async with session.get(page.url) as asked:
        text = await asked.text()
    assert [one for one in ("Подтвердить", "Не я", "Петров Иван") if one not in text] == []
    async with session.post(page.url, data={"face": word}) as answered:
        assert shown in await answered.text()

    assert await at(town, session).outcome(page.session) is outcome
    assert told == [(PHONE, word)]
    with pytest.raises(ValueError, match="no such page, or it is over"):
        town.biometrics.answer(page.url, "yes")


async def test_the_same_question_gets_the_same_page(town: Town, session: ClientSession) -> None:
    assert await opened(town, session) == await opened(town, session)


async def test_a_page_ends(town: Town, session: ClientSession) -> None:
    page = await opened(town, session)
    town.clock.move_to(town.clock.now() + PAGE_LIVES)

    assert await at(town, session).outcome(page.session) is Recognition.EXPIRED
    async with session.get(page.url) as asked:
        assert "Время вышло" in await asked.text()


async def test_a_wrong_key_and_a_strange_session_are_refused(
    town: Town, session: ClientSession
) -> None:
    with pytest.raises(GatewayRefused) as wrong:
        await at(town, session, key="wrong").outcome("s-1")
    with pytest.raises(GatewayRefused) as strange:
        await at(town, session).outcome("s-1")
    async with session.get(f"{town.base}/biometrics/page/s-1") as asked:
        assert asked.status == 404

    assert (wrong.value.code, strange.value.code) == ("401", "404")


@pytest.mark.parametrize(
    "body",
    [
        {"request_id": "q-2", "session": "s", "page": "https://x"},
        {"request_id": "q-1", "session": "", "page": "https://x"},
        {"request_id": "q-1", "session": "s", "page": "javascript:1"},
        {"request_id": "q-1", "session": "s"},
    ],
)
async def test_an_answer_without_a_page_is_unclear(
    desk: Desk, session: ClientSession, body: object
) -> None:
    desk.answers(body)
    system = BiometricSystem(session, desk.base, key="k")

    with pytest.raises(GatewayUnclear):
        await system.open(request_id="q-1", applicant=IVAN, return_url="https://t.me/bot")


@pytest.mark.parametrize(
    "body", [{"session": "s-1", "outcome": "maybe"}, {"session": "s-2", "outcome": "confirmed"}]
)
async def test_an_outcome_that_says_nothing_is_unclear(
    desk: Desk, session: ClientSession, body: object
) -> None:
    desk.answers(body)

    with pytest.raises(GatewayUnclear):
        await BiometricSystem(session, desk.base, key="k").outcome("s-1")

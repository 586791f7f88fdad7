"""Whatever setWebhook is answered ends nothing: the bot waits, tries again, and tells staff."""

import asyncio

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramUnauthorizedError

from bot.intake.webhook import ALARM_AFTER, LONGEST_PAUSE, Webhook
from domain.model.cases import CaseKind
from sandbox.telegram.core import Refusal
from sandbox.telegram.refusals import bad, too_many
from tests.bot.house import PATIENCE, House
from tests.support.disk import impatient, locked
from tests.support.lender import STAFF

URL = "http://127.0.0.1:1/telegram"
PAGE = "<html>502 Bad Gateway</html>"


def html() -> Exception:
    return ClientDecodeError("Failed to decode object", ValueError(), PAGE)


def webhook(house: House) -> Webhook:
    return Webhook(
        bot=house.bot,
        url=URL,
        secret="secret",
        db=house.lender.db,
        open_case=house.lender.wiring.open_case,
        solve_case=house.lender.wiring.solve_case,
    )


async def alarms(house: House) -> list[str]:
    return [facts["error"] for facts in await house.lender.case_facts(CaseKind.WEBHOOK)]


@pytest.mark.parametrize(
    ("trouble", "waited"),
    [
        (too_many(7), 7),
        (bad("bad webhook: Failed to resolve host"), 1),
        (html(), 1),
        (Refusal(502, "Bad Gateway"), 1),
        (ConnectionResetError(), 1),
    ],
    ids=lambda one: type(one).__name__,
)
async def test_one_refusal_is_waited_out(
    house: House, pauses: list[float], trouble: Exception, waited: float
) -> None:
    house.session.troubles = [trouble]

    await webhook(house).set()

    assert pauses == [waited]
    assert house.session.calls == ["setWebhook", "setWebhook"]
    assert house.room.core.webhook.url == URL


@pytest.mark.usefixtures("pauses")
async def test_what_telegram_finds_wrong_is_told_to_the_staff_at_once_and_called_off_later(
    house: House,
) -> None:
    house.session.troubles = [bad("bad webhook: Failed to resolve host")] * 2
    await webhook(house).set()
    await house.deliver()

    assert await alarms(house) == ["Bad Request: bad webhook: Failed to resolve host"]
    told, over = house.shown(STAFF)
    assert "Телеграм не принимает адрес бота" in told
    assert "Failed to resolve host" in told
    assert "закрылось само" in over


async def test_a_page_of_some_proxy_is_told_when_it_stays_and_not_repeated(
    house: House, pauses: list[float]
) -> None:
    house.session.troubles = [html() for _ in range(ALARM_AFTER - 1)]
    await webhook(house).set()
    assert await alarms(house) == []
    assert pauses == [1, 2, 4, 8, 16]

    house.session.troubles = [html() for _ in range(ALARM_AFTER + 3)]
    await webhook(house).set()
    assert await alarms(house) == ["ClientDecodeError"]
    assert max(pauses) == LONGEST_PAUSE


async def test_a_wait_of_hours_is_told_before_it_begins(house: House, pauses: list[float]) -> None:
    house.session.troubles = [too_many(7200)]
    await webhook(house).set()

    assert pauses == [7200]
    assert len(await alarms(house)) == 1


async def test_an_alarm_waits_for_the_database(house: House, pauses: list[float]) -> None:
    (row,) = await house.lender.db.all("SELECT file FROM pragma_database_list")
    await impatient(house.lender.db)
    house.session.troubles = [bad("bad webhook: nothing")]
    with locked(row["file"]):
        setting = asyncio.create_task(webhook(house).set())
        async with asyncio.timeout(PATIENCE):
            while len(pauses) < 3:
                await house.lender.db.one("SELECT 1")
    await setting

    assert len(await alarms(house)) == 1


async def test_a_token_that_telegram_does_not_know_ends_it(house: House) -> None:
    house.session.troubles = [Refusal(401, "Unauthorized")]

    with pytest.raises(TelegramUnauthorizedError):
        await webhook(house).set()

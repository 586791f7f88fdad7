"""Updates are confirmed to Telegram only after their commit, and none of them stops the rest."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramUnauthorizedError
from aiogram.methods import GetUpdates

from bot.intake.feeder import Polling
from sandbox.telegram.core import Refusal
from sandbox.telegram.refusals import conflict, too_many
from tests.bot.house import PATIENCE, House


@pytest.fixture
async def polling(house: House) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(Polling(house.bot, house.feeder).run())
    yield task
    task.cancel()
    with suppress(asyncio.CancelledError, TelegramUnauthorizedError):
        await task


async def until(house: House, holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await holds():
            await house.lender.db.one("SELECT 1")


async def seen(house: House) -> int:
    row = await house.lender.db.one("SELECT count(*) AS n FROM seen_update")
    assert row is not None
    return int(row["n"])


async def test_a_batch_is_confirmed_only_when_all_of_it_is_committed(
    house: House, polling: asyncio.Task[None]
) -> None:
    core = house.room.core
    async with house.lender.db.transaction():  # nobody can commit meanwhile
        core.send_text(house.ivan, house.ivan, "/start")
        core.send_text(house.ivan, house.ivan, "10000")
        for _ in range(100):
            await house.lender.db.one("SELECT 1")
        assert core.pending_updates() == 2

    async def confirmed() -> bool:
        return core.pending_updates() == 0

    await until(house, confirmed)
    assert await seen(house) == 2
    assert not polling.done()


async def test_an_update_that_cannot_be_read_is_left_and_is_no_case(
    house: House, polling: asyncio.Task[None]
) -> None:
    house.room.core.state.updates.add("message", {"text": "no chat, no date"})
    house.room.core.send_text(house.ivan, house.ivan, "/start")

    async def both() -> bool:
        return await seen(house) == 2

    await until(house, both)
    assert await house.lender.case_facts() == []
    assert not polling.done()


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize(
    "trouble",
    [
        Refusal(502, "Bad Gateway"),
        too_many(3),
        conflict("can't use getUpdates method while webhook is active"),
        ConnectionResetError(),
        ClientDecodeError("Failed to decode object", ValueError(), "<html>502 Bad Gateway</html>"),
    ],
    ids=lambda trouble: type(trouble).__name__,
)
async def test_troubles_of_the_network_are_waited_for(house: House, trouble: Exception) -> None:
    house.session.troubles = [trouble, trouble]
    house.room.core.send_text(house.ivan, house.ivan, "/start")
    polling = asyncio.create_task(Polling(house.bot, house.feeder).run())

    async def heard() -> bool:
        assert not polling.done()
        return await seen(house) == 1

    await until(house, heard)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)


async def test_a_token_that_telegram_does_not_know_ends_it(house: House) -> None:
    house.session.troubles = [Refusal(401, "Unauthorized")]

    with pytest.raises(TelegramUnauthorizedError):
        await Polling(house.bot, house.feeder).run()


@pytest.mark.usefixtures("pauses")
async def test_a_batch_that_could_not_be_settled_is_asked_for_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database can't be written for a while: nothing is confirmed, nothing is lost."""
    real, troubles = house.feeder._count, [OSError("disk full")] * 3
    broken: Any = house.services.provided
    look_around = broken["look_around"]

    async def look(**named: Any) -> Any:
        if troubles:
            raise ValueError
        return await look_around(**named)

    async def count(update_id: int) -> int:
        if troubles:
            raise troubles.pop()
        return await real(update_id)

    broken["look_around"] = look
    monkeypatch.setattr(house.feeder, "_count", count)
    house.room.core.send_text(house.ivan, house.ivan, "/start")
    polling = asyncio.create_task(Polling(house.bot, house.feeder).run())

    async def heard() -> bool:
        return await seen(house) == 1

    await until(house, heard)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    await house.deliver()
    assert len(house.shown()) == 1


async def test_only_the_kinds_of_updates_that_are_handled_are_asked_for(house: House) -> None:
    asked: list[GetUpdates] = []

    class Told(Exception):  # noqa: N818 (ends the test)
        """Raised instead of an answer."""

    async def make_request(bot: object, method: GetUpdates, timeout: object = None) -> Any:  # noqa: ARG001
        asked.append(method)
        raise Told

    house.session.make_request = make_request  # type: ignore[method-assign]
    with pytest.raises(Told):
        await Polling(house.bot, house.feeder).run()

    assert asked[0].allowed_updates == [
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "chat_member",
    ]

"""The database is locked, full or unreadable for a while: the bot waits, and then all is done."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.intake.dispatcher import queue
from bot.intake.feeder import Polling
from domain.model.jobs import JobKind
from handlers.engine.screen import Say, Screen
from sandbox.telegram.core import Telegram
from storage.engine.sqlite import Sqlite
from storage.queues.conversations import Key
from storage.queues.work import Job
from tests.bot.house import PATIENCE, House
from tests.bot.intake.test_web import web_of
from tests.support.disk import full_disk, impatient, locked, no_page_more, unreadable


async def until(house: House, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            with suppress(Exception):
                await house.lender.db.one("SELECT 1")


@asynccontextmanager
async def running(*parts: Awaitable[None]) -> AsyncIterator[Callable[[], bool]]:
    """Each in a task; the value tells whether all of them live."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    yield lambda: not any(task.done() for task in tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def lock(db: Sqlite) -> AsyncIterator[None]:
    (row,) = await db.all("SELECT file FROM pragma_database_list")
    await impatient(db)
    with locked(Path(row["file"])):
        yield


@pytest.mark.parametrize("trouble", [lock, full_disk])
async def test_a_job_that_is_due_meanwhile_is_done_afterwards(
    house: House,
    pauses: list[float],
    trouble: Callable[[Sqlite], AbstractAsyncContextManager[None]],
) -> None:
    done: list[str] = []

    async def work(job: Job) -> datetime | None:
        done.append(job.subject)
        return None

    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    scheduler = house.scheduler({JobKind.BANK_OPERATION: work})
    async with trouble(house.lender.db), running(scheduler.run()) as alive:
        await until(house, lambda: len(pauses) >= 3 or not alive())
        assert alive()
        assert done == []
    async with running(scheduler.run()) as alive:
        scheduler.wake.set()
        await until(house, lambda: done == ["a"])
        assert alive()


async def test_claiming_waits_while_the_scheduler_runs(house: House, pauses: list[float]) -> None:
    done: list[str] = []

    async def work(job: Job) -> datetime | None:
        done.append(job.subject)
        return None

    scheduler = house.scheduler({JobKind.BANK_OPERATION: work})
    async with running(scheduler.run()) as alive:
        await house.lender.jobs.plan(JobKind.BANK_OPERATION, "first")
        scheduler.wake.set()
        await until(house, lambda: done == ["first"])
        await until(house, lambda: not scheduler._running)
        await house.lender.jobs.plan(JobKind.BANK_OPERATION, "second")
        async with lock(house.lender.db):
            scheduler.wake.set()
            await until(house, lambda: len(pauses) >= 3 or not alive())
        await until(house, lambda: done == ["first", "second"])
        assert alive()


async def test_what_is_queued_is_said_once_the_outbox_can_be_read(
    house: House, pauses: list[float]
) -> None:
    async with house.lender.db.transaction():
        await queue(house.services, Key(house.ivan, 0, house.ivan), [Say(Screen(text="one"))])
    async with AsyncExitStack() as stack:
        async with unreadable(house.lender.db):
            alive = await stack.enter_async_context(running(house.delivery.run()))
            await until(house, lambda: len(pauses) >= 3 or not alive())
            assert alive()
        await until(house, lambda: house.shown() == ["one"])
        assert alive()


async def test_updates_of_a_full_database_are_heard_afterwards_and_none_is_set_aside(
    house: House, pauses: list[float]
) -> None:
    """What has no room would else be counted as a failure of the update, for that has room."""
    core: Telegram = house.room.core
    for _ in range(20):
        core.send_text(house.ivan, house.ivan, "/start")
    async with AsyncExitStack() as stack:
        async with no_page_more(house.lender.db):
            polling = Polling(house.bot, house.feeder).run()
            alive = await stack.enter_async_context(running(polling))
            await until(house, lambda: len(pauses) >= 5 or not core.pending_updates())
            assert core.pending_updates() == 20
        await until(house, lambda: not core.pending_updates())
        assert alive()
    assert await house.lender.case_facts() == []
    (row,) = await house.lender.db.all("SELECT count(*) AS n FROM seen_update")
    assert row["n"] == 20


async def test_an_unreadable_update_waits_for_the_database(
    house: House, pauses: list[float]
) -> None:
    house.room.core.state.updates.add("message", {"text": "no chat, no date"})
    async with AsyncExitStack() as stack:
        async with lock(house.lender.db):
            polling = Polling(house.bot, house.feeder).run()
            alive = await stack.enter_async_context(running(polling))
            await until(house, lambda: len(pauses) >= 3 or not alive())
            assert alive()
        await until(house, lambda: not house.room.core.pending_updates())


async def test_a_changed_file_of_stop_lists_is_not_forgotten_meanwhile(
    house: House, pauses: list[float]
) -> None:
    """Looking at the file tells of each change once."""
    from bot.process.patience import until_done

    async with lock(house.lender.db):
        planning = asyncio.create_task(
            until_done("plan", lambda: house.lender.jobs.plan(JobKind.STOP_LISTS, "all"))
        )
        await until(house, lambda: len(pauses) >= 2)
    await planning

    assert await house.lender.planned() == {"stop_lists"}


class TestReadiness:
    @pytest.fixture
    async def client(self, house: House) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
        web = web_of(house)
        web.readiness.listening = True
        async with TestClient(TestServer(web.app())) as made:
            yield made

    @pytest.mark.parametrize(
        ("trouble", "word"), [(lock, "database is locked"), (full_disk, "disk I/O error")]
    )
    async def test_a_database_that_cannot_be_written_is_told_and_the_process_lives(
        self,
        house: House,
        client: TestClient,  # type: ignore[type-arg]
        trouble: Callable[[Sqlite], AbstractAsyncContextManager[None]],
        word: str,
    ) -> None:
        async with trouble(house.lender.db):
            told = await client.get("/readyz")
            assert told.status == 503
            assert (await told.json())["database"] == word
            assert (await client.get("/healthz")).status == 200
        assert (await client.get("/readyz")).status == 200

    async def test_a_schema_of_another_version_is_told(
        self,
        house: House,
        client: TestClient,  # type: ignore[type-arg]
    ) -> None:
        await house.lender.db.run("UPDATE alembic_version SET version_num = '0001'")

        told = await client.get("/readyz")

        assert told.status == 503
        assert (await told.json())["schema"] == "at revision 0001"

    async def test_the_bank_is_asked_to_come_again(
        self,
        house: House,
        client: TestClient,  # type: ignore[type-arg]
    ) -> None:
        lender = house.lender
        await lender.is_approved()
        await lender.is_asked_for_sum()
        await lender.db.run("DELETE FROM job")
        about = {"object": {"id": (await lender.hold()).bank_id}}
        async with lock(lender.db):
            assert (await client.post("/yookassa", json=about)).status == 503
        assert (await client.post("/yookassa", json=about)).status == 200
        assert await lender.planned() == {"move"}

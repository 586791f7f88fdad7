"""What is due is done, tried again when it fails, and complained about when it keeps failing."""

import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any, cast

import pytest

from bot.jobs.job import backoff
from bot.jobs.scheduler import ALARM_AFTER, AT_ONCE, UNCLEAR_AFTER, Scheduler
from domain.gateways import GatewayRefused, GatewayUnclear
from domain.model.jobs import JobKind
from storage.queues.work import Job
from tests.bot.house import PATIENCE, House
from tests.support.answers import NOON


class Work:
    """Does what it is told, and remembers how often."""

    def __init__(self, *outcomes: datetime | Exception | None) -> None:
        self.outcomes = list(outcomes)
        self.done: list[Job] = []

    async def __call__(self, job: Job) -> datetime | None:
        self.done.append(job)
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@asynccontextmanager
async def at_work(house: House, work: Any) -> Any:
    scheduler = house.scheduler({JobKind.BANK_OPERATION: work})
    running = asyncio.create_task(scheduler.run())
    try:
        yield scheduler
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def until(house: House, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await house.lender.db.one("SELECT 1")


async def tries(house: House, work: Work, times: int) -> Scheduler:
    """Do the job so often, each time when it is due."""
    scheduler = house.scheduler({JobKind.BANK_OPERATION: work})
    for _ in range(times):
        await scheduler.start_due()
        await until(house, lambda: not scheduler._running)
        house.lender.clock.move(hours=1)
    return scheduler


async def cases(house: House) -> list[dict[str, str]]:
    return await house.lender.case_facts("job")


async def test_a_job_that_is_due_is_done_once(house: House) -> None:
    work = Work()
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "later", NOON + timedelta(hours=1))
    async with at_work(house, work) as scheduler:
        scheduler.wake.set()
        await until(house, lambda: bool(work.done))
        await until(house, lambda: not scheduler._running)

    assert [job.subject for job in work.done] == ["a"]
    assert await house.lender.jobs.next_due() == NOON + timedelta(hours=1)


async def test_what_a_killed_process_had_begun_is_done_after_the_start(house: House) -> None:
    work = Work()
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await house.lender.jobs.claim(1)
    async with at_work(house, work) as scheduler:
        while await house.lender.db.one("SELECT 1 FROM job WHERE claimed = 1"):
            pass
        scheduler.wake.set()
        await until(house, lambda: bool(work.done))


async def test_no_more_than_so_many_at_once(house: House) -> None:
    go_on = asyncio.Event()

    async def slow(_: Job) -> None:
        await go_on.wait()

    for number in range(AT_ONCE + 5):
        await house.lender.jobs.plan(JobKind.BANK_OPERATION, str(number))
    scheduler = house.scheduler({JobKind.BANK_OPERATION: slow})

    assert await scheduler.start_due() == AT_ONCE == await scheduler.start_due()
    go_on.set()
    await until(house, lambda: not scheduler._running)
    assert await scheduler.start_due() == 5
    await until(house, lambda: not scheduler._running)


async def test_a_job_comes_again_at_the_moment_that_it_named(house: House) -> None:
    work = Work(NOON + timedelta(minutes=7))
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await tries(house, work, 1)

    assert await house.lender.jobs.next_due() == NOON + timedelta(minutes=7)


async def test_a_job_that_fails_is_tried_again_and_staff_are_alarmed_after_some_times(
    house: House,
) -> None:
    work = Work(*(ValueError("Петров") for _ in range(ALARM_AFTER)))
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await tries(house, work, ALARM_AFTER - 1)
    assert await cases(house) == []

    await tries(house, work, 2)

    assert await cases(house) == [{"job": "move", "error": "ValueError"}]
    assert len(work.done) == ALARM_AFTER + 1
    assert await house.lender.jobs.next_due() is None


async def test_what_an_outer_system_refuses_alarms_at_once_and_only_once(house: House) -> None:
    work = Work(*(GatewayRefused("invalid_credentials", "secret") for _ in range(3)))
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await tries(house, work, 3)

    assert await cases(house) == [{"job": "move", "error": "invalid_credentials"}]


async def test_an_unclear_answer_is_tried_again_and_its_wish_is_kept(house: House) -> None:
    work = Work(GatewayUnclear("bank: timeout"), GatewayUnclear("bank: 429", 3600))
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await tries(house, work, 2)

    due = await house.lender.jobs.next_due()
    assert due == house.lender.clock.now()  # an hour after the last try


async def test_staff_learn_of_a_system_that_is_silent_for_ten_minutes_and_once(
    house: House,
) -> None:
    silent = sum((backoff(n) for n in range(1, UNCLEAR_AFTER)), timedelta())
    assert timedelta(minutes=8) < silent < timedelta(minutes=12)
    work = Work(*(GatewayUnclear("bank: timeout") for _ in range(UNCLEAR_AFTER + 1)))
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await tries(house, work, UNCLEAR_AFTER - 1)
    assert await cases(house) == []

    await tries(house, work, 2)
    assert await cases(house) == [{"job": "move", "error": "GatewayUnclear"}]


async def test_a_job_of_an_unknown_kind_does_not_stop_the_others(house: House) -> None:
    work = Work()
    await house.lender.jobs.plan(cast("JobKind", "a kind of the future"), "a")
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await tries(house, work, 1)

    assert len(work.done) == 1


async def test_a_job_is_settled_although_the_database_fails_for_a_while(
    house: House, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would stay claimed, and a payout would never be asked about again."""
    real, troubles = house.lender.jobs.finish, [OSError("disk full")] * 3

    async def finish(self: object, job: Job) -> None:  # noqa: ARG001
        if troubles:
            raise troubles.pop()
        await real(job)

    monkeypatch.setattr(type(house.lender.jobs), "finish", finish)
    await house.lender.jobs.plan(JobKind.BANK_OPERATION, "a")
    await tries(house, Work(), 1)

    assert len(pauses) == 3
    assert await house.lender.jobs.next_due() is None


def test_pauses_between_tries_grow_up_to_five_minutes() -> None:
    seconds = [backoff(attempts).total_seconds() for attempts in (1, 2, 3, 8, 9, 1000)]

    assert seconds == [2, 4, 8, 256, 300, 300]


async def test_a_clock_that_stepped_back_while_the_bot_was_down_is_noticed(house: House) -> None:
    lender = house.lender
    work = Work(GatewayUnclear("no answer"))
    before = house.scheduler({JobKind.BANK_OPERATION: work})
    await lender.jobs.plan(JobKind.BANK_OPERATION, "tried")
    await before.start_due()
    await until(house, lambda: not before._running)
    await lender.jobs.plan(JobKind.BANK_OPERATION, "now")
    await lender.jobs.plan(
        JobKind.BANK_OPERATION, "later", lender.clock.now() + timedelta(minutes=30)
    )

    lender.clock.move(hours=-1)
    after = house.scheduler({JobKind.BANK_OPERATION: work})
    await after.start_due()
    await until(house, lambda: not after._running)

    assert sorted(job.subject for job in work.done) == ["now", "tried", "tried"]


async def test_what_the_clock_has_told_is_noted_once_a_minute(house: House) -> None:
    lender = house.lender
    scheduler = house.scheduler({JobKind.BANK_OPERATION: Work()})
    noted = []
    for _ in range(7):
        await scheduler.start_due()
        noted.append(await lender.jobs.clock_seen())
        lender.clock.move(seconds=20)

    assert noted == [NOON] * 3 + [NOON + timedelta(minutes=1)] * 3 + [NOON + timedelta(minutes=2)]


async def test_a_clock_that_steps_back_an_hour_lets_nothing_wait_for_it(house: House) -> None:
    lender = house.lender
    work = Work(GatewayUnclear("no answer"))
    scheduler = house.scheduler({JobKind.BANK_OPERATION: work})
    await lender.jobs.plan(JobKind.BANK_OPERATION, "tried")
    await scheduler.start_due()
    await until(house, lambda: not scheduler._running)
    await lender.jobs.plan(JobKind.BANK_OPERATION, "now")
    await lender.jobs.plan(
        JobKind.BANK_OPERATION, "later", lender.clock.now() + timedelta(minutes=30)
    )

    lender.clock.move(hours=-1)
    await scheduler.start_due()
    await until(house, lambda: not scheduler._running)

    assert sorted(job.subject for job in work.done) == ["now", "tried", "tried"]

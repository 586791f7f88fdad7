"""Work that is planned: done once, kept until it is done, never lost in between."""

import asyncio

import pytest

from domain.model.jobs import JobKind
from storage.queues.work import Job, JobRows
from tests.support.answers import NOON
from tests.support.lender import Lender


@pytest.fixture
def jobs(lender: Lender) -> JobRows:
    return lender.jobs


async def test_what_is_due_is_claimed_in_order_of_time(lender: Lender, jobs: JobRows) -> None:
    await jobs.plan(JobKind.BANK_OPERATION, "later", NOON.replace(hour=10))
    await jobs.plan(JobKind.BANK_OPERATION, "now")
    await jobs.plan(JobKind.BANK_OPERATION, "before", NOON.replace(hour=8))

    assert [job.subject for job in await jobs.claim(1)] == ["before"]
    assert [job.subject for job in await jobs.claim(9)] == ["now"]
    assert await jobs.claim(9) == []
    lender.clock.move(hours=1)
    assert [job.subject for job in await jobs.claim(9)] == ["later"]


async def test_each_job_is_claimed_once_however_many_ask(lender: Lender, jobs: JobRows) -> None:
    for number in range(50):
        await jobs.plan(JobKind.BANK_OPERATION, str(number))

    async def claim() -> list[str]:
        async with lender.db.transaction():
            return [job.subject for job in await jobs.claim(3)]

    taken = await asyncio.gather(*(claim() for _ in range(25)))

    assert sorted(int(one) for some in taken for one in some) == list(range(50))


async def test_a_finished_job_is_gone(jobs: JobRows) -> None:
    await jobs.plan(JobKind.BANK_OPERATION, "a")
    await jobs.finish(await claimed(jobs))

    assert await jobs.next_due() is None


async def test_a_job_that_is_planned_again_while_it_runs_runs_again(
    lender: Lender, jobs: JobRows
) -> None:
    await jobs.plan(JobKind.BANK_OPERATION, "a")
    running = await claimed(jobs)
    await jobs.plan(JobKind.BANK_OPERATION, "a", NOON.replace(hour=10))
    assert await jobs.claim(9) == []  # never two of one job at once
    await jobs.finish(running)

    assert await jobs.next_due() == NOON.replace(hour=10)
    lender.clock.move(hours=1)
    assert await claimed(jobs) == Job("move", "a", plan=2, attempts=1)


async def test_the_new_plan_counts_more_than_the_next_try_of_the_old_one(jobs: JobRows) -> None:
    await jobs.plan(JobKind.BANK_OPERATION, "a")
    running = await claimed(jobs)
    await jobs.plan(JobKind.BANK_OPERATION, "a")
    await jobs.again(running, NOON.replace(hour=10))

    assert await jobs.next_due() == NOON


async def test_a_next_try_is_counted(lender: Lender, jobs: JobRows) -> None:
    await jobs.plan(JobKind.BANK_OPERATION, "a")
    await jobs.again(await claimed(jobs), NOON.replace(hour=10))
    assert await jobs.claim(9) == []

    lender.clock.move(hours=1)
    assert (await claimed(jobs)).attempts == 2


async def test_a_dropped_job_stays_dropped_although_it_was_running(jobs: JobRows) -> None:
    await jobs.plan(JobKind.BANK_OPERATION, "a")
    running = await claimed(jobs)
    await jobs.drop(JobKind.BANK_OPERATION, "a")
    await jobs.again(running, NOON)

    assert await jobs.next_due() is None


async def test_what_a_killed_process_had_claimed_is_free_again(jobs: JobRows) -> None:
    await jobs.plan(JobKind.BANK_OPERATION, "a")
    await claimed(jobs)
    await jobs.release_all()

    assert (await claimed(jobs)).attempts == 2


async def claimed(jobs: JobRows) -> Job:
    (job,) = await jobs.claim(9)
    return job

"""How fast the bot may speak."""

import pytest

from bot.outbox.pacing import Bucket, Pace
from tests.support.telegram import Ticks


def test_a_burst_is_free_and_then_everybody_waits_their_turn() -> None:
    bucket = Bucket(rate=2, burst=3, now=Ticks())

    assert [bucket.delay() for _ in range(6)] == [0, 0, 0, 0.5, 1, 1.5]


def test_tokens_come_back_with_time_up_to_the_burst() -> None:
    ticks = Ticks()
    bucket = Bucket(rate=2, burst=3, now=ticks)
    for _ in range(3):
        bucket.delay()

    ticks.now += 0.5
    assert [bucket.delay(), bucket.delay()] == [0, 0.5]
    ticks.now += 3600
    assert [bucket.delay() for _ in range(4)] == [0, 0, 0, 0.5]


async def test_a_chat_waits_for_itself_and_a_group_longer(pauses: list[float]) -> None:
    pace = Pace(overall=Bucket(rate=1000, burst=1000, now=Ticks()))
    for _ in range(5):
        await pace.wait(1)
    await pace.wait(2)
    assert pauses == [pytest.approx(1, abs=0.1)]

    for _ in range(19):
        await pace.wait(-1)
    assert pauses[1:] == [pytest.approx(3.1, abs=0.1)]


async def test_all_chats_together_wait_too(pauses: list[float]) -> None:
    pace = Pace(overall=Bucket(rate=10, burst=2, now=Ticks()))
    for chat in range(1, 5):
        await pace.wait(chat)

    assert pauses == [pytest.approx(0.1), pytest.approx(0.2)]

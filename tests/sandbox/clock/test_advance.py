"""Moving the clock: from one due moment to the next, and coming to rest."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock.advance import Advance, duration, moment
from sandbox.clock.clock import WorldClock
from sandbox.clock.idle import Idle, NotIdleError
from tests.sandbox.scripted import ScriptedBot


class Quiet:
    """A Telegram and a bank in which nothing is under way."""

    updates = 0
    moving = 0

    def pending_updates(self) -> int:
        return self.updates

    def in_motion(self) -> int:
        return self.moving


def world(*days: int) -> tuple[WorldClock, ScriptedBot, Quiet, Idle, Advance]:
    clock, quiet = WorldClock(), Quiet()
    bot = ScriptedBot(clock, *(clock.now() + timedelta(days=day) for day in days))
    idle = Idle(telegram=quiet, bank=quiet, clock=clock, bot=bot)
    return clock, bot, quiet, idle, Advance(clock=clock, bot=bot, idle=idle, patience=5)


async def test_each_job_runs_on_its_own_day_when_thirty_days_pass() -> None:
    clock, bot, _, _, advance = world(1, 5, 29)
    planned = list(bot.due)
    await advance.to(clock.now() + timedelta(days=30))
    assert bot.due == []
    for done, due in zip(bot.done, planned, strict=True):
        assert timedelta() <= done - due < timedelta(seconds=5)


async def test_a_job_after_the_target_waits() -> None:
    clock, bot, _, _, advance = world(31)
    await advance.to(clock.now() + timedelta(days=30))
    assert len(bot.due) == 1


async def test_timers_of_the_world_fire_between_the_jobs_of_the_bot() -> None:
    clock, bot, _, _, advance = world(1, 3)
    fired: list[int] = []
    clock.after(timedelta(days=2), lambda: fired.append(len(bot.done)))
    await advance.to(clock.now() + timedelta(days=4))
    assert fired == [1]
    assert len(bot.done) == 2


async def test_a_timer_that_plans_another_is_followed() -> None:
    clock, _, _, _, advance = world()
    fired: list[datetime] = []

    def again() -> None:
        fired.append(clock.now())
        clock.after(timedelta(days=1), again)

    clock.after(timedelta(days=1), again)
    await advance.to(clock.now() + timedelta(days=3, hours=1))
    assert len(fired) == 3


async def test_a_stopped_bot_does_nothing_while_the_world_goes_on() -> None:
    clock, bot, _, _, advance = world(1)
    fired: list[bool] = []
    clock.after(timedelta(hours=3), lambda: fired.append(True))
    await bot.stop()
    await advance.to(clock.now() + timedelta(days=2))
    assert fired == [True]
    assert bot.ticks == 0


async def test_the_clock_does_not_go_back() -> None:
    clock, _, _, _, advance = world()
    with pytest.raises(ValueError, match="only goes forward"):
        await advance.to(clock.now() - timedelta(seconds=1))


async def test_a_bot_that_stays_busy_is_named() -> None:
    _, bot, _, idle, _ = world()
    bot.always_busy = True
    with pytest.raises(NotIdleError, match="the bot is busy"):
        await idle.wait(0.1)


async def test_updates_that_nobody_takes_are_named() -> None:
    _, _, quiet, idle, _ = world()
    quiet.updates = 2
    with pytest.raises(NotIdleError, match="2 updates"):
        await idle.wait(0.1)


async def test_idle_says_at_once_that_the_bot_is_stopped() -> None:
    _, bot, _, idle, _ = world()
    await bot.stop()
    with pytest.raises(NotIdleError, match="stopped"):
        await idle.wait(60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90s", timedelta(seconds=90)),
        ("10m", timedelta(minutes=10)),
        ("3h", timedelta(hours=3)),
        ("30d", timedelta(days=30)),
        ("1w", timedelta(weeks=1)),
    ],
)
def test_durations_are_read(text: str, expected: timedelta) -> None:
    assert duration(text) == expected


@pytest.mark.parametrize("text", ["", "3", "h", "-3h", "3 months"])
def test_other_durations_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="give a duration like"):
        duration(text)


def test_a_moment_without_a_zone_is_moscow_time() -> None:
    assert moment("2026-12-01T10:00") == datetime(2026, 12, 1, 7, tzinfo=UTC)
    assert moment("2026-12-01T10:00+00:00") == datetime(2026, 12, 1, 10, tzinfo=UTC)

"""Wrong tries slow down, then lock for a time."""

from datetime import timedelta

import pytest

from domain.rules.guard import FORGOTTEN, PAUSES, Guard, missed
from tests.support.answers import NOON


def after(tries: int) -> Guard:
    guard = Guard(scope="any")
    for _ in range(tries):
        guard = missed(guard, NOON)
    return guard


@pytest.mark.parametrize(
    ("tries", "wait"),
    [
        (0, None),
        (2, None),
        (3, timedelta(seconds=30)),
        (4, timedelta(minutes=1)),
        (5, timedelta(minutes=5)),
        (6, timedelta(minutes=15)),
        (7, timedelta(hours=1)),
        (50, timedelta(hours=1)),
    ],
)
def test_the_next_try_is_later_and_later(tries: int, wait: timedelta | None) -> None:
    opens = after(tries).opens_at()

    assert (opens - NOON if opens else None) == wait


def test_an_hour_is_called_a_lock_and_less_a_pause() -> None:
    assert [after(n).locked for n in (3, 2 + len(PAUSES), 3 + len(PAUSES))] == [False, False, True]


def test_a_day_without_a_wrong_try_forgets_the_old_ones() -> None:
    tried = after(9)

    assert missed(tried, NOON + FORGOTTEN).failures == 10
    assert missed(tried, NOON + FORGOTTEN + timedelta(seconds=1)).failures == 1


def test_a_day_of_tries_is_about_thirty_passwords() -> None:
    """What a stranger gets for a phone: ten thousand would take more than a year."""
    guard, now, tries = Guard(scope="any"), NOON, 0
    while now < NOON + timedelta(days=1):
        guard, tries = missed(guard, now), tries + 1
        now = guard.opens_at() or now

    assert tries == 30

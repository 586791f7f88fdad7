"""Several workers begin with the long tests, and each test is there once."""

from dataclasses import dataclass

import pytest

from tests.support.order import LONG, long_first


@dataclass(frozen=True)
class Named:
    nodeid: str
    fixturenames: tuple[str, ...] = ()


CRASH = Named("tests/e2e/test_crash.py::test_it")
LINE = [Named(f"tests/e2e/test_line.py::test_{n}") for n in range(2)]
ACCOUNT = [Named(f"tests/e2e/test_account.py::test_{n}", ("town",)) for n in range(3)]
SHORT = [Named(f"tests/test_a.py::test_{n}") for n in range(6)]
ALL = [*ACCOUNT, CRASH, *LINE, *SHORT]


def test_each_of_three_begins_with_long_ones_and_a_shared_world_stays_together() -> None:
    assert long_first(ALL, 3) == [
        *(CRASH, *SHORT[:3]),
        *(*ACCOUNT, SHORT[3]),
        *(*LINE, *SHORT[4:]),
    ]


@pytest.mark.parametrize("workers", range(1, 20))
@pytest.mark.parametrize("tests", [ALL, ACCOUNT, SHORT, []], ids=["all", "long", "short", "none"])
def test_no_test_is_lost_or_run_twice(tests: list[Named], workers: int) -> None:
    ordered = long_first(tests, workers)
    assert sorted(one.nodeid for one in ordered) == sorted(one.nodeid for one in tests)


def test_the_long_ones_are_there(pytestconfig: pytest.Config) -> None:
    assert [name for name in LONG if not (pytestconfig.rootpath / name).is_file()] == []

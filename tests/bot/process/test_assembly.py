"""Use cases are put together by names and types of fields; a gap is found at start."""

from dataclasses import dataclass, field, fields

import pytest

from bot.process.container import Container, argument_name
from bot.process.registry import FOR_HANDLERS, JOBS, TIMERS
from domain.usecases.applications.drafting import Apply
from domain.usecases.applications.phone import AskPhone
from domain.usecases.cards.holding import NameHoldSum
from tests.support.lender import Lender


class Clock:
    """A port."""


@dataclass(frozen=True, kw_only=True)
class Part:
    clock: Clock


@dataclass(frozen=True, kw_only=True)
class Whole:
    clock: Clock
    part: Part
    tries: int = 3
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Other:
    another_name: Part


@dataclass(frozen=True, kw_only=True)
class Lacking:
    bank: Clock


class OtherClock:
    """Another port."""


@dataclass(frozen=True, kw_only=True)
class Mistaken:
    clock: OtherClock


@dataclass(frozen=True, kw_only=True)
class Ports:
    clock: Clock = field(default_factory=Clock)


@dataclass(frozen=True, kw_only=True)
class Numbers:
    tries: int = 99


def test_ports_go_by_name_and_parts_by_type() -> None:
    clock = Clock()
    whole = Container(Ports(clock=clock))(Whole)

    assert whole == Whole(clock=clock, part=Part(clock=clock))


def test_each_thing_is_built_once_whoever_asks() -> None:
    build = Container(Ports())

    assert build(Whole) is build(Whole)
    assert build(Other).another_name is build(Whole).part


def test_fields_with_defaults_keep_them() -> None:
    whole = Container(Ports(), Numbers())(Whole)

    assert (whole.tries, whole.names) == (3, [])


def test_a_port_that_is_missing_is_named_at_start() -> None:
    with pytest.raises(TypeError, match="Lacking needs «bank», which is not among the ports"):
        Container(Ports())(Lacking)


def test_a_port_of_another_type_is_told_at_start() -> None:
    with pytest.raises(TypeError, match=r"Mistaken\.clock is .*OtherClock.*, and the port .*Clock"):
        Container(Ports())(Mistaken)


def test_two_ports_of_one_name_are_told_at_start() -> None:
    with pytest.raises(TypeError, match="there are two ports «clock»"):
        Container(Ports(), Ports())


@pytest.mark.parametrize(
    ("kind", "name"), [(Apply, "apply"), (AskPhone, "ask_phone"), (NameHoldSum, "name_hold_sum")]
)
def test_handlers_ask_for_a_use_case_by_its_name(kind: type, name: str) -> None:
    assert argument_name(kind) == name


async def test_every_use_case_job_and_timer_can_be_built(lender: Lender) -> None:
    provided, works = lender.wiring.provided, lender.wiring.works

    values = {"lender"}
    assert provided.keys() == {argument_name(kind) for kind in FOR_HANDLERS} | values
    assert works.keys() == JOBS.keys() | TIMERS.keys()


async def test_one_use_case_is_shared_by_all_who_need_it(lender: Lender) -> None:
    """The gates that a handler passes are the gates of the sending."""
    provided = lender.wiring.provided
    gates = [vars(one)["gates"] for one in provided.values() if "gates" in names(one)]

    assert len(gates) > 1
    assert all(one is gates[0] for one in gates)


def names(one: object) -> set[str]:
    return {part.name for part in fields(one)} if hasattr(one, "__dataclass_fields__") else set()  # type: ignore[arg-type]

"""The world's file of stop lists, which the bot reads."""

from pathlib import Path

import pytest

from sandbox.desks.stop_lists import NOBODIES, StopListFile
from sandbox.world import World
from tests.sandbox.desks.test_owner import QUESTION
from tests.support.desks import PHONE, desks_at_work


def last_line(file: StopListFile) -> str:
    return file.path.read_text(encoding="utf-8").splitlines()[-1]


def test_somebody_comes_onto_a_list_and_off(tmp_path: Path) -> None:
    file = StopListFile(tmp_path / "stop_lists.csv")
    nobodies = NOBODIES.read_text(encoding="utf-8")
    assert file.path.read_text(encoding="utf-8") == nobodies
    file.put(PHONE, "115fz")
    assert last_line(file) == f"115fz,phone,{PHONE}"
    file.put(PHONE, None)

    assert file.path.read_text(encoding="utf-8") == nobodies
    with pytest.raises(ValueError, match="unknown list «black»"):
        file.put(PHONE, "black")


def test_a_new_world_has_nobodies_only(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.listed(world.people.add(name="Иван", phone=PHONE).id, "block")
    world.reset()

    assert world.stop_list.path.read_text() == NOBODIES.read_text()


def test_who_is_to_be_listed_comes_onto_the_list_when_the_owner_check_is_asked(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    world.people.add(name="Анна", phone=PHONE, kind="listed")
    before = last_line(world.stop_list)
    assert world.owner._answer(QUESTION)[1]["answer"] == "match"

    assert before != last_line(world.stop_list) == f"115fz,phone,{PHONE}"


async def test_a_desk_without_a_file_answers_about_them_too() -> None:
    async with desks_at_work() as desks:
        desks.someone("listed")

        assert (await desks.call("/owner/check", QUESTION))[1]["answer"] == "match"

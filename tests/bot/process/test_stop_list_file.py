"""A changed file of stop lists is taken over by a bot that runs."""

import asyncio
from pathlib import Path

import pytest

import bot.process.app
from bot.process.tables import WatchedFile
from tests.support.playing.stage import Stage, stage

PHONE = "+79161234567"


async def holds(opened: Stage) -> str | None:
    return await opened.app.stop_lists.list_with("phone", PHONE)


async def test_a_running_bot_sees_the_change_by_itself(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.process.app, "LOOK_EVERY", 0.01)
    async with stage(tmp_path, template) as opened:
        person = opened.world.people.add(name="Иван", phone=PHONE)
        assert await holds(opened) is None
        opened.world.listed(person.id, "115fz")

        async with asyncio.timeout(10):
            found = None
            while found is None:
                await asyncio.sleep(0)
                found = await holds(opened)
        assert found == "115fz"


async def test_a_broken_file_leaves_the_old_list_and_goes_to_staff(
    tmp_path: Path, template: Path
) -> None:
    async with stage(tmp_path, template) as opened:
        person = opened.world.people.add(name="Иван", phone=PHONE)
        opened.world.listed(person.id, "115fz")
        await opened.idle()
        opened.world.stop_list.path.write_text("list,kind,value\nblock,phone,8 900\nblack,inn,1\n")
        await opened.idle()

        assert await holds(opened) == "115fz"
        (case,) = await opened.app.db.all("SELECT kind FROM staff_case WHERE closed_at IS NULL")
        assert case["kind"] == "stop_lists"
        opened.errors.clear()


def test_a_file_changes_when_it_is_written_comes_or_goes(tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"
    watched = WatchedFile(path)
    looks = [watched.has_changed()]
    path.write_text("a")
    looks += [watched.has_changed(), watched.has_changed()]
    path.unlink()
    looks.append(watched.has_changed())

    assert looks == [False, True, False, True]
    assert not WatchedFile(None).has_changed()

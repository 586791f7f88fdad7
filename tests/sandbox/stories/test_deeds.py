"""What the lines of a transcript do in the world."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sandbox.people.people import STAFF_GROUP
from sandbox.people.picture import PICTURE, SIZE
from sandbox.stories.captures import Captures
from sandbox.stories.chat_file import IVAN, Person, read
from sandbox.stories.deeds import Hands
from sandbox.telegram.core import Upload
from sandbox.world import World

MARIA = Person("Мария Смирнова", "+79031112233")


class Stage:
    """Ivan and Maria, with nobody who answers."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.world = World(directory, limits=False)
        self.hands = Hands(self.world, [IVAN, MARIA], Captures(), self._move_to)

    async def act(self, line: str) -> None:
        path = self.directory / "told.chat"
        path.write_text(f"{line}\n", encoding="utf-8")
        (step,) = read(path).steps
        await self.hands.act(step)

    async def told(self) -> list[dict[str, Any]]:
        """The messages that the bot would get."""
        found = await self.world.telegram.call("getUpdates", {})
        return [update["message"] for update in found]

    async def query(self) -> dict[str, Any]:
        """The tap that comes next."""
        waiting = self.world.telegram.pending_updates()
        while self.world.telegram.pending_updates() == waiting:
            await self.world.telegram.state.updates.added.wait(5)
        found: dict[str, Any] = (await self.world.telegram.call("getUpdates", {}))[-1]
        return dict(found["callback_query"])

    async def _move_to(self, moment: datetime) -> None:
        self.world.clock.move_to(moment)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def test_a_photo_is_a_real_picture(stage: Stage) -> None:
    await stage.act("> photo")
    (message,) = await stage.told()
    sent = message["photo"][-1]
    assert (sent["width"], sent["height"]) == SIZE


async def test_an_album_has_as_many_photos_as_told(stage: Stage) -> None:
    await stage.act("Мария > album 3")
    told = await stage.told()
    assert len({message["media_group_id"] for message in told}) == 1
    assert [message["from"]["first_name"] for message in told] == ["Мария"] * 3


@pytest.mark.parametrize("line", ["> album 1", "> album 11"])
async def test_an_album_of_one_or_of_eleven_cannot_be_sent(stage: Stage, line: str) -> None:
    with pytest.raises(ValueError, match="from 2 to 10"):
        await stage.act(line)


async def test_another_sim_belongs_to_who_is_named(stage: Stage) -> None:
    await stage.act("> new number +79035556677")
    await stage.act("Мария > new number +79035556678")
    ivan, maria = stage.world.people.borrowers()
    assert ivan.phones == ["+79161234567", "+79035556677"]
    assert maria.phones == ["+79031112233", "+79035556678"]
    with pytest.raises(ValueError, match="Мария Смирнова already"):
        await stage.act("> new number +79031112233")


async def test_all_of_the_staff_can_speak_and_tap(stage: Stage) -> None:
    buttons = {"inline_keyboard": [[{"text": "Одобрить", "callback_data": "yes"}]]}
    case = {"chat_id": STAFF_GROUP, "photo": "attach://face", "reply_markup": buttons}
    await stage.world.telegram.call("sendPhoto", case, {"face": Upload("face.jpg", PICTURE)})
    for line in ("staff > беру", "staff Игорь > нет, я", "staff Анна > нет, я"):
        await stage.act(line)
    assert [message["from"]["id"] for message in await stage.told()] == [900001, 900002, 900003]
    tap = asyncio.create_task(stage.act("staff Анна > [Одобрить]"))
    query = await stage.query()
    assert (query["from"]["id"], query["data"]) == (900003, "yes")
    await stage.world.telegram.call("answerCallbackQuery", {"callback_query_id": query["id"]})
    await tap
    with pytest.raises(ValueError, match="nobody «Пётр»"):
        await stage.act("staff Пётр > беру")

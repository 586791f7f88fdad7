"""A chat of the sandbox as a `.chat` file: it can be read, and played again as a test."""

from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.people.people import STAFF_GROUP
from sandbox.people.picture import PICTURE
from sandbox.stories.chat_file import STORIES, read
from sandbox.stories.transcript import exported
from sandbox.telegram.core import Upload
from sandbox.world import World
from tests.support.playing.player import judge, on_stage, play

IVAN = 100001
OLGA = 900001


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path, limits=False)
    world.populate()
    return world


async def says(world: World, text: str, chat: int = IVAN, **more: object) -> int:
    sent = await world.telegram.call("sendMessage", {"chat_id": chat, "text": text, **more})
    return int(sent["message_id"])


def deeds(world: World, directory: Path, chat: int = IVAN) -> list[str]:
    path = directory / "exported.chat"
    path.write_text(exported(world, chat), encoding="utf-8")
    return [step.source for step in read(path).steps]


@pytest.mark.parametrize("story", ["first_loan", "self_ban", "review_approved"])
async def test_an_exported_story_plays_again(story: str, tmp_path: Path, template: Path) -> None:
    (tmp_path / "stage").mkdir()
    (tmp_path / "again").mkdir()
    path = STORIES / f"{story}.chat"
    async with on_stage(path, tmp_path / "stage", template) as (player, parts):
        for part in parts:
            await player.play(part, judge)
        text = exported(player.stage.world, IVAN)
    told = tmp_path / "told.chat"
    told.write_text(text, encoding="utf-8")
    assert next(step.source for step in read(told).steps if step.who == "") == "> /start"
    await play(told, tmp_path / "again", template)


async def test_whatever_people_do_becomes_a_line(world: World, tmp_path: Path) -> None:
    telegram = world.telegram
    telegram.send_text(IVAN, IVAN, "10 000\nили больше")
    last = telegram.send_text(IVAN, IVAN, "сколько?")
    telegram.edit_text(IVAN, IVAN, last, "15 000")
    telegram.send_contact(IVAN, IVAN)
    telegram.send_contact(IVAN, IVAN, phone="+79031112233")
    telegram.send_file(IVAN, IVAN, "photo", "я.jpg", b"1")
    for count in (2, 3):
        telegram.send_album(IVAN, IVAN, [("я.jpg", b"1")] * count)
    telegram.send_file(IVAN, IVAN, "document", "паспорт.pdf", b"1")
    telegram.block(IVAN, IVAN, True)
    telegram.block(IVAN, IVAN, False)
    telegram.send_text(STAFF_GROUP, OLGA, "беру")
    assert deeds(world, tmp_path) == [
        "> 10 000 или больше",
        "> сколько?",
        "> edits: 15 000",
        "> contact",
        "> contact +79031112233",
        "> photo",
        "> album 2",
        "> album 3",
        "> document паспорт.pdf",
        "> blocks",
        "> unblocks",
        "staff Ольга > беру",
    ]
    assert deeds(world, tmp_path, STAFF_GROUP) == ["staff Ольга > беру"]


async def test_what_the_bot_does_stands_under_it(world: World) -> None:
    world.telegram.send_text(IVAN, IVAN, "/start")
    sent = await says(world, "Сколько?\n\nВ рублях.")
    edit = {"chat_id": IVAN, "message_id": sent, "text": "На сколько дней?"}
    await world.telegram.call("editMessageText", edit)
    await world.telegram.call("deleteMessage", {"chat_id": IVAN, "message_id": sent})
    world.sms.deliver("+79161234567", "Код 123456 подтверждает номер", "SmartCash")
    world.telegram.send_text(IVAN, IVAN, "123456")
    assert exported(world, IVAN).split("\n\n", 1)[1] == (
        "> /start\n"
        "Bot: Сколько?\n\n    В рублях.\n"
        "Bot edits: На сколько дней?\n"
        "Bot deletes: На сколько дней?\n"
        "sms: Код {code} подтверждает номер\n\n"
        "> {code}\n"
    )


async def test_another_number_is_told_apart(world: World) -> None:
    world.new_number(IVAN, "+79031112233")
    for phone in ("+79161234567", "+79031112233", "+79039999999"):
        world.sms.deliver(phone, "Код 123456 подтверждает номер", "SmartCash")
    assert exported(world, IVAN).split("\n\n", 1)[1] == (
        "> new number +79031112233\n"
        "sms: Код {code} подтверждает номер\n"
        "sms to +79031112233: Код {code} подтверждает номер\n"
    )


async def test_photos_of_the_bot_are_shown(world: World) -> None:
    buttons = {"inline_keyboard": [[{"text": "Одобрить", "callback_data": "yes"}]]}
    photo = {"chat_id": STAFF_GROUP, "photo": "attach://face"}
    upload = {"face": Upload("face.jpg", PICTURE)}
    call = world.telegram.call
    said = photo | {"caption": "Смена номера", "reply_markup": buttons}
    ident = (await call("sendPhoto", said, upload))["message_id"]
    sent = {"chat_id": STAFF_GROUP, "message_id": ident}
    await call("editMessageCaption", sent | {"caption": "Одобрено"})
    await call("deleteMessage", sent)
    bare = (await call("sendPhoto", photo, upload))["message_id"]
    await call("deleteMessages", {"chat_id": STAFF_GROUP, "message_ids": [bare]})
    assert exported(world, STAFF_GROUP).split("\n", 2)[2] == (
        "staff: Смена номера\n    photo\n    [Одобрить]\n"
        "staff edits: Одобрено\n    photo\n"
        "staff deletes: Одобрено\n"
        "staff: photo\n"
        "staff deletes: photo\n"
    )


async def test_waiting_becomes_a_line_and_haste_does_not(world: World, tmp_path: Path) -> None:
    world.telegram.send_text(IVAN, IVAN, "/start")
    world.telegram.send_text(IVAN, IVAN, "привет")
    world.clock.move_to(world.clock.now() + timedelta(days=1, hours=2, seconds=-5))
    world.telegram.send_text(IVAN, IVAN, "я здесь")
    waited = deeds(world, tmp_path)[2]
    assert waited.startswith("@ +1d 1h 59m ")


def test_nothing_said_is_a_head_only(world: World) -> None:
    assert exported(world, IVAN).startswith("title: Выгрузка из песочницы: Иван Петров\nperson: ")
    assert "person" not in exported(world, STAFF_GROUP)

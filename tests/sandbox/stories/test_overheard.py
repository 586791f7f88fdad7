"""What tests hear of the bot's photos and papers, beside what the journal of the world notes."""

from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile

from sandbox.people.people import STAFF_GROUP
from sandbox.people.picture import PICTURE
from sandbox.world import World
from tests.sandbox.conftest import keyboard
from tests.support.playing.overheard import Overheard

PHOTO = BufferedInputFile(PICTURE, "face.jpg")
PAPER = BufferedInputFile(b"%PDF", "Договор.pdf")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, limits=False)


async def test_files_are_heard_when_sent_edited_and_deleted(world: World) -> None:
    heard = Overheard(world.telegram)
    bot = Bot(world.credentials.token, session=heard)
    for sent in (
        await bot.send_photo(STAFF_GROUP, PHOTO, caption="Дело", reply_markup=keyboard("Да")),
        await bot.send_document(STAFF_GROUP, PAPER, caption="Дело", reply_markup=keyboard("Да")),
    ):
        await bot.edit_message_caption(
            chat_id=STAFF_GROUP, message_id=sent.message_id, caption="Решено"
        )
        await bot.delete_message(STAFF_GROUP, sent.message_id)
    bare = await bot.send_photo(STAFF_GROUP, PHOTO)
    await bot.delete_messages(STAFF_GROUP, [bare.message_id, 999])
    await bot.delete_my_commands()
    assert [(deed.what, deed.text) for deed in heard.deeds] == [
        ("says", "Дело\nphoto\n[Да]"),
        ("says", "Дело\nfile: Договор.pdf\n[Да]"),
        ("edits", "Решено\nphoto"),
        ("deletes", "Решено"),
        ("edits", "Решено\nfile: Договор.pdf"),
        ("deletes", "Решено"),
        ("says", "photo"),
        ("deletes", "photo"),
    ]
    noted = [(entry.what, entry.text) for entry in world.journal.entries]
    assert noted == [(deed.what, deed.text) for deed in heard.deeds]

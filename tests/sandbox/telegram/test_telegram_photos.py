"""Photos on their way: from a person to the bot, on into the staff group, and away again."""

from io import BytesIO

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message, PhotoSize

from sandbox.people.people import STAFF_GROUP
from sandbox.people.picture import PICTURE, SIZE, grey
from sandbox.telegram.content.files import image_size
from tests.sandbox.conftest import Talk, keyboard
from tests.support.telegram import room

ANNA = 900003


async def heard(talk: Talk) -> Message:
    """The message that a person has sent to the bot."""
    update = (await talk.bot.get_updates())[-1]
    assert update.message is not None
    return update.message


async def downloaded(bot: Bot, photo: list[PhotoSize] | None) -> bytes:
    assert photo
    loaded = await bot.download(photo[-1].file_id)
    assert isinstance(loaded, BytesIO)
    return loaded.read()


async def in_group(talk: Talk, photo: BufferedInputFile | str) -> Message:
    return await talk.bot.send_photo(
        STAFF_GROUP,
        photo,
        caption="<b>Смена номера</b>",
        parse_mode="HTML",
        reply_markup=keyboard("Одобрить", "Отказать"),
    )


@pytest.mark.parametrize("size", [SIZE, (8, 8), (9, 17), (320, 240)])
def test_the_picture_of_transcripts_has_its_size(size: tuple[int, int]) -> None:
    assert image_size(grey(*size)) == size


async def test_a_person_s_photo_goes_up_again(talk: Talk) -> None:
    talk.at.core.send_file(talk.at.ivan, talk.at.ivan, "photo", "photo.jpg", PICTURE)
    content = await downloaded(talk.bot, (await heard(talk)).photo)
    assert content == PICTURE
    sent = await in_group(talk, BufferedInputFile(content, "face.jpg"))
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == SIZE
    assert (sent.caption, sent.reply_markup is None) == ("Смена номера", False)
    assert await downloaded(talk.bot, sent.photo) == PICTURE


async def test_a_person_s_photo_is_sent_on_by_its_id(talk: Talk) -> None:
    talk.at.core.send_file(talk.at.ivan, talk.at.ivan, "photo", "photo.jpg", PICTURE)
    photo = (await heard(talk)).photo
    assert photo is not None
    for one in (photo[-1], photo[0]):
        sent = await in_group(talk, one.file_id)
        assert await downloaded(talk.bot, sent.photo) == PICTURE
    with pytest.raises(TelegramBadRequest, match="can't use file of type Photo as Document"):
        await talk.bot.send_document(STAFF_GROUP, photo[-1].file_id)


async def test_a_caption_is_edited_and_keeps_its_buttons_only_when_told_to(talk: Talk) -> None:
    sent = await in_group(talk, BufferedInputFile(PICTURE, "face.jpg"))
    for caption, buttons in (("Смотрит Анна", keyboard("Решить")), ("Одобрено", None)):
        edited = await talk.bot.edit_message_caption(
            chat_id=STAFF_GROUP, message_id=sent.message_id, caption=caption, reply_markup=buttons
        )
        assert isinstance(edited, Message)
        assert (edited.caption, edited.photo) == (caption, sent.photo)
        shown = edited.reply_markup and edited.reply_markup.model_dump()
        assert shown == (buttons and buttons.model_dump())
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await talk.bot.edit_message_caption(
            chat_id=STAFF_GROUP, message_id=sent.message_id, caption="Одобрено"
        )


async def test_a_button_under_a_photo_is_tapped_by_anybody_of_the_staff(talk: Talk) -> None:
    sent = await in_group(talk, BufferedInputFile(PICTURE, "face.jpg"))
    await talk.at.core.tap(STAFF_GROUP, ANNA, "Одобрить", wait=0)
    query = (await talk.bot.get_updates())[-1].callback_query
    assert query is not None
    assert (query.from_user.id, query.data) == (ANNA, "Одобрить")
    assert isinstance(query.message, Message)
    assert query.message.photo == sent.photo
    assert await query.answer("Готово").as_(talk.bot)


async def test_photos_of_both_sides_are_deleted(talk: Talk) -> None:
    ivan = talk.at.ivan
    theirs = talk.at.core.send_file(ivan, ivan, "photo", "photo.jpg", PICTURE)
    own = await talk.bot.send_photo(ivan, BufferedInputFile(PICTURE, "face.jpg"))
    case = await in_group(talk, BufferedInputFile(PICTURE, "face.jpg"))
    for chat, ident in ((ivan, theirs), (ivan, own.message_id), (STAFF_GROUP, case.message_id)):
        assert await talk.bot.delete_message(chat, ident)
        shown = (await talk.at.core.feed(chat))["messages"]
        assert [m["deleted"] for m in shown if m["message_id"] == ident] == [True]


async def test_an_album_is_several_updates_of_one_group(talk: Talk) -> None:
    ivan = talk.at.ivan
    photos = [(f"{name}.jpg", grey(8, 8)) for name in "abc"]
    ids = talk.at.core.send_album(ivan, ivan, photos, "Мой паспорт")
    told = [update.message for update in await talk.bot.get_updates()]
    assert [m and m.message_id for m in told] == ids
    assert [m and m.caption for m in told] == ["Мой паспорт", None, None]
    (group,) = {m and m.media_group_id for m in told}
    assert group
    again = talk.at.core.send_album(ivan, ivan, photos[:2])
    shown = (await talk.at.core.feed(ivan))["messages"]
    albums = [m["album"] for m in shown if m["message_id"] in (*ids, *again)]
    assert albums[:3] == [group] * 3
    assert albums[3] == albums[4] != group
    copied = await talk.bot.forward_message(STAFF_GROUP, ivan, ids[0])
    assert (copied.media_group_id, copied.caption) == (None, "Мой паспорт")


@pytest.mark.parametrize("count", [0, 1, 11])
async def test_an_album_has_two_to_ten_photos(count: int) -> None:
    at = room()
    with pytest.raises(ValueError, match="an album has from 2 to 10 photos"):
        at.core.send_album(at.ivan, at.ivan, [("a.jpg", PICTURE)] * count)
    assert await at.updates() == []

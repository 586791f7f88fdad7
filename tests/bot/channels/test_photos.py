"""Photos: fetched from Telegram, shown to the staff, and taken out of their group again."""

from datetime import timedelta

import pytest

from bot.channels.telegram.photos import TelegramPhotos
from domain.gateways import GatewayRefused, GatewayUnclear
from domain.ids import CaseId, ChatId
from domain.model.accounts.phone_change import PhoneChange
from domain.model.cases import Action, CaseKind
from domain.notifications import (
    CaseClosed,
    CaseOpened,
    CaseSolved,
    Notice,
    PhotoPutAway,
    PhotoShown,
)
from handlers.engine.screen import Edit, Say, Screen
from sandbox.people.picture import PICTURE
from sandbox.telegram.core import Refusal
from storage.rows.phone_change import PhoneChangeRows, PhotoRows
from tests.bot.house import House
from tests.bot.outbox.test_delivery import put, rows
from tests.support.answers import NOON
from tests.support.lender import STAFF

pytestmark = pytest.mark.usefixtures("pauses")
OPENED = CaseOpened(
    case=CaseId("case"), number="CASE", kind=CaseKind.PHONE, facts={"old_phone": ""}, photo="c"
)


@pytest.fixture
async def kept(house: House) -> House:
    """A photo is stored."""
    change = PhoneChange(
        id="c", chat_id=ChatId(1), speaker_id=house.ivan, signed_in=False, asked_at=NOON
    )
    await PhoneChangeRows(house.lender.db, house.lender.cipher).save(change)
    await PhotoRows(house.lender.db, house.lender.cipher).keep("c", PICTURE)
    return house


async def tell_staff(house: House, *told: Notice) -> None:
    async with house.lender.db.transaction():
        for one in told:
            await house.lender.notices.tell_staff(one)
    await house.deliver()


def in_group(house: House) -> list[tuple[bool, str]]:
    """Of each message that is there: has it a photo, and its first line."""
    found = house.room.core.state.chats.get(STAFF).messages.values()
    return [
        ("photo" in one.content, (one.content.get("caption") or one.text).partition("\n")[0])
        for one in found
        if not one.deleted
    ]


async def test_a_case_with_a_photo_stands_once_at_the_end_of_the_group(kept: House) -> None:
    await tell_staff(kept, OPENED, OPENED)

    assert in_group(kept) == [(True, "Смена номера: старый утрачен")]


@pytest.mark.parametrize(
    "ending",
    [
        CaseClosed(
            case=CaseId("case"),
            number="CASE",
            kind=CaseKind.PHONE,
            action=Action.APPROVE,
            by="Анна",
        ),
        CaseSolved(case=CaseId("case"), number="CASE", kind=CaseKind.PHONE),
    ],
)
async def test_when_it_ends_the_photo_goes_and_a_text_comes(kept: House, ending: Notice) -> None:
    await tell_staff(kept, OPENED, ending)

    ((photo, _),) = in_group(kept)
    assert not photo


async def test_a_screen_with_the_same_photo_changes_the_caption(kept: House) -> None:
    await put(kept, Say(Screen(text="one", photo="c")))
    await kept.deliver()
    ident = max(kept.room.core.state.chats.get(kept.ivan).messages)

    await put(kept, Edit(ident, Screen(text="two", photo="c")))
    await kept.deliver()

    message = kept.room.core.state.chats.get(kept.ivan).messages[ident]
    assert message.content["caption"] == "two"
    assert {state for state, _ in await rows(kept)} == {"sent"}


async def test_a_photo_whose_time_is_over_is_left_out(house: House) -> None:
    await put(house, Say(Screen(text="one", photo="gone")))
    await house.deliver()

    assert house.shown() == ["one"]


CLOSED = CaseClosed(
    case=CaseId("case"), number="CASE", kind=CaseKind.PHONE, action=Action.APPROVE, by="Анна"
)
AWAY = PhotoPutAway(case=CaseId("case"), number="CASE", kind=CaseKind.PHONE)
SHOWN = PhotoShown(
    case=CaseId("case"),
    number="CASE",
    kind=CaseKind.PHONE,
    photo="c",
    action=Action.APPROVE,
    by="Анна",
)


def alarms(house: House) -> list[tuple[bool, str]]:
    return [one for one in in_group(house) if "осталось в группе" in one[1]]


@pytest.mark.parametrize("ending", [CLOSED, AWAY, OPENED, SHOWN])
async def test_a_photo_that_cant_be_deleted_is_one_alarm(kept: House, ending: Notice) -> None:
    """By whatever it was to be replaced; with where it stands, and what is said comes all the
    same."""
    await tell_staff(kept, OPENED)
    (ident,) = kept.room.core.state.chats.get(STAFF).messages
    kept.room.clock.move_to(kept.room.clock.now() + timedelta(hours=48))

    await tell_staff(kept, ending)

    told = in_group(kept)
    assert told[0] == (True, "Смена номера: старый утрачен")  # it still stands
    assert told[1] == (ending in (OPENED, SHOWN), "Смена номера: старый утрачен")
    assert len(alarms(kept)) == 1
    (facts,) = await kept.lender.case_facts("photo_stays")
    assert facts == {"photo_of": "CASE", "message": f"https://t.me/c/{str(STAFF)[4:]}/{ident}"}
    await tell_staff(kept, CLOSED)
    assert len(alarms(kept)) == 1


async def test_a_text_that_cant_be_deleted_is_no_alarm(kept: House) -> None:
    """It holds nothing of a person, and says where to look."""
    await tell_staff(kept, OPENED, AWAY)
    kept.room.clock.move_to(kept.room.clock.now() + timedelta(hours=48))

    await tell_staff(kept, OPENED)

    assert [photo for photo, _ in in_group(kept)] == [False, True]
    assert alarms(kept) == []


async def file_id(house: House, content: bytes = PICTURE) -> str:
    core = house.room.core
    core.send_file(house.ivan, house.ivan, "photo", "photo.jpg", content)
    (update,) = [one for one in await house.updates() if one.message and one.message.photo]
    assert update.message is not None
    assert update.message.photo is not None
    return update.message.photo[-1].file_id


async def test_a_photo_is_fetched(house: House) -> None:
    ident = await file_id(house)

    assert await TelegramPhotos(house.bot).fetch(ident, most=len(PICTURE)) == PICTURE


async def test_a_large_one_isnt(house: House) -> None:
    ident = await file_id(house)

    with pytest.raises(GatewayRefused) as error:
        await TelegramPhotos(house.bot).fetch(ident, most=len(PICTURE) - 1)
    assert error.value.code == "large"


async def test_what_telegram_doesnt_know_is_gone(house: House) -> None:
    with pytest.raises(GatewayRefused) as error:
        await TelegramPhotos(house.bot).fetch("unknown", most=10)
    assert error.value.code == "gone"


async def test_without_an_answer_it_is_tried_again(house: House) -> None:
    ident = await file_id(house)
    house.session.troubles.append(Refusal(500, "Internal Server Error"))

    with pytest.raises(GatewayUnclear):
        await TelegramPhotos(house.bot).fetch(ident, most=10)

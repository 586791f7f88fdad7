"""Changes of phone, photos and blocks come back as they went in, and lie sealed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.block import Block
from domain.model.accounts.phone_change import PhoneChange, PhoneChangeStatus, Why
from storage.rows.phone_change import BlockRows, PhoneChangeRows, PhotoRows
from tests.storage.conftest import whole
from tests.support.answers import NOON
from tests.support.lender import IVAN, PHONE, Lender

CHAT, OTHER_CHAT = ChatId(100_002), ChatId(100_003)
CHANGE = PhoneChange(
    id="c",
    chat_id=CHAT,
    speaker_id=BorrowerId(100_002),
    signed_in=True,
    asked_at=NOON,
    state=PhoneChangeStatus.OPEN,
    borrower_id=IVAN,
    old=PHONE,
    new="+79031112233",
    proven=True,
    birth_named=True,
    answered={"passport_issued": True, "passport_code": False},
    told={"sms": NOON, "chat 100003": None},
    unheard=("sms",),
    why=Why.NO_FACE,
    file_id="f",
    message_id=7,
    photo_until=NOON + timedelta(days=30),
    decided_at=NOON,
    decided_by="Анна",
    decided_by_id=900_003,
    left_step="Signing:terms",
    left_data={"field": "inn", "editing": True},
)
BLOCK = Block(
    borrower_id=IVAN, blocked=True, reason="чужой паспорт", by="Анна", by_id=900_003, at=NOON
)


@pytest.fixture
def changes(lender: Lender) -> PhoneChangeRows:
    return PhoneChangeRows(lender.db, lender.cipher)


@pytest.fixture
def photos(lender: Lender) -> PhotoRows:
    return PhotoRows(lender.db, lender.cipher)


async def test_a_change_comes_back_as_it_was(changes: PhoneChangeRows) -> None:
    await changes.save(replace(CHANGE, state=PhoneChangeStatus.BEGUN))
    await changes.save(whole(CHANGE))

    assert await changes.get("c") == CHANGE
    assert await changes.get("another") is None


async def test_one_is_found_by_chat_and_by_borrower(changes: PhoneChangeRows) -> None:
    await changes.save(CHANGE)
    begun = replace(CHANGE, id="b", chat_id=OTHER_CHAT, state=PhoneChangeStatus.BEGUN)
    await changes.save(begun)

    assert await changes.under_way_in(CHAT) == CHANGE
    assert await changes.under_way_of(IVAN) == CHANGE
    assert await changes.begun_in(OTHER_CHAT) == begun
    assert await changes.begun_in(CHAT) is None
    assert await changes.under_way_in(OTHER_CHAT) is None


async def test_those_that_came_to_their_photo_are_counted(changes: PhoneChangeRows) -> None:
    await changes.save(CHANGE)
    await changes.save(replace(CHANGE, id="b", state=PhoneChangeStatus.BEGUN))
    await changes.save(replace(CHANGE, id="r", state=PhoneChangeStatus.REFUSED, old="+79990001122"))
    before, after = NOON - timedelta(seconds=1), NOON

    assert [await changes.sent_in(CHAT, since) for since in (before, after)] == [2, 0]
    assert [await changes.sent_for(PHONE, since) for since in (before, after)] == [1, 0]


async def test_a_photo_is_sealed_kept_when_the_change_is_saved_and_dropped(
    changes: PhoneChangeRows, photos: PhotoRows, lender: Lender
) -> None:
    await changes.save(CHANGE)
    await photos.keep("c", b"a face")
    await changes.save(replace(CHANGE, state=PhoneChangeStatus.APPROVED))

    row = await lender.db.one("SELECT photo, body FROM phone_change")
    assert row is not None
    assert b"a face" not in row["photo"]
    assert PHONE.encode() not in row["body"]
    assert await photos.get("c") == b"a face"
    await photos.drop("c")
    assert await photos.get("c") is None
    row = await lender.db.one("SELECT photo FROM phone_change")
    assert row is not None
    assert row["photo"] is None
    await changes.drop("c")
    assert await changes.get("c") is None


async def test_of_each_blocked_account_the_last_block_stands(lender: Lender) -> None:
    blocks = BlockRows(lender.db, lender.cipher)
    another = replace(BLOCK, borrower_id=BorrowerId(2), reason="другая")
    for one in (BLOCK, another, replace(BLOCK, blocked=False), replace(BLOCK, reason="снова")):
        await blocks.add(one)

    assert await blocks.standing() == [another, replace(BLOCK, reason="снова")]

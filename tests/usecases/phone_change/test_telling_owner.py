"""The day to say «Это не я» is counted from when the owner was told, not from when they were asked
about."""

from datetime import timedelta

import pytest

from domain.ids import ChatId
from domain.model.accounts.phone_change import (
    APPROVED_AFTER,
    UNHEARD_AFTER,
    PhoneChange,
    PhoneChangeStatus,
)
from domain.model.accounts.session import Session
from domain.model.cases import Action
from domain.notifications import CaseOpened, PhoneChangeSms, PhoneChangeTold
from domain.refusals import ChangeTooEarly
from tests.support.lender import IVAN, Lender
from tests.support.phone import GUEST, Asker

HERE = f"chat {IVAN}"


@pytest.fixture
async def asker(lender: Lender) -> Asker:
    return await Asker.come(lender)


async def asks(asker: Asker) -> PhoneChange:
    """A guest; nothing that was to be told has gone out yet."""
    await asker.begins(GUEST)
    await asker.names()
    await asker.proves(GUEST)
    await asker.answers(GUEST)
    await asker.sends(GUEST, heard=False)
    change = await asker.lender.db.one("SELECT id FROM phone_change WHERE state = 'open'")
    assert change is not None
    found = await asker.changes.get(change["id"])
    assert found is not None
    return found


async def goes_out(
    asker: Asker, change: PhoneChange, word: str, *, reached: bool = True
) -> PhoneChange:
    async with asker.lender.db.transaction():
        await asker.lender.wiring.note_told(change_id=change.id, word=word, reached=reached)
    return await asker.now(change)


async def test_both_words_name_the_request(asker: Asker) -> None:
    change = await asks(asker)

    assert change.told == {"sms": None, HERE: None}
    told = await asker.said(PhoneChangeSms, PhoneChangeTold)
    assert [vars(one)["change"] for one in told] == [change.id, change.id]


async def test_the_day_begins_with_the_last_word_that_went_out(asker: Asker) -> None:
    change = await asks(asker)
    await goes_out(asker, change, HERE)
    asker.lender.clock.move(hours=5)
    change = await goes_out(asker, change, "sms")

    assert change.approved_from() == asker.lender.clock.now() + APPROVED_AFTER
    asker.lender.clock.move(hours=23.9)
    with pytest.raises(ChangeTooEarly) as error:
        await asker.decides(Action.APPROVE, at_once=True)
    assert not error.value.untold
    asker.lender.clock.move(hours=0.1)
    await asker.decides(Action.APPROVE, at_once=True)
    assert (await asker.now(change)).state is PhoneChangeStatus.APPROVED


async def test_a_word_on_its_way_holds_approval_up_and_the_button_says_so(asker: Asker) -> None:
    change = await asks(asker)
    await goes_out(asker, change, HERE)
    asker.lender.clock.move(hours=47)

    with pytest.raises(ChangeTooEarly) as error:
        await asker.decides(Action.APPROVE, at_once=True)

    assert error.value.untold
    assert error.value.since == change.asked_at + UNHEARD_AFTER + APPROVED_AFTER


async def test_and_not_for_ever(asker: Asker) -> None:
    """An operator that never answers must not shut an honest borrower out."""
    change = await asks(asker)
    asker.lender.clock.move(hours=72)

    await asker.decides(Action.APPROVE, at_once=True)

    assert (await asker.now(change)).state is PhoneChangeStatus.APPROVED


async def test_what_never_reached_the_owner_is_shown_and_the_day_runs(asker: Asker) -> None:
    change = await asks(asker)
    await goes_out(asker, change, HERE)
    await asker.lender.told()
    asker.lender.clock.move(hours=1)

    change = await goes_out(asker, change, "sms", reached=False)

    (shown,) = await asker.said(CaseOpened)
    assert vars(shown)["facts"]["unheard"] == "sms"
    assert change.approved_from() == asker.lender.clock.now() + APPROVED_AFTER


async def test_the_card_tells_when_the_owner_knew(asker: Asker) -> None:
    change = await asks(asker)
    await goes_out(asker, change, HERE)
    (facts,) = await asker.lender.case_facts("phone")
    assert "told" not in facts
    asker.lender.clock.move(hours=1)
    await goes_out(asker, change, "sms")
    asker.lender.clock.move(hours=1)
    await goes_out(asker, change, "sms")  # the operator has it twice: the first counts

    (facts,) = await asker.lender.case_facts("phone")
    assert facts["told"] == (asker.lender.clock.now() - timedelta(hours=1)).isoformat()


async def test_a_request_that_has_ended_notes_nothing(asker: Asker) -> None:
    change = await asks(asker)
    await asker.decides(Action.NO_FACE)

    assert await goes_out(asker, change, "sms") == await asker.now(change)
    assert (await asker.now(change)).told["sms"] is None


async def test_every_device_counts(asker: Asker) -> None:
    now = asker.lender.clock.now()
    async with asker.lender.db.transaction():
        await asker.lender.sessions.open(
            Session(chat_id=ChatId(300_000), borrower_id=IVAN, name="x", opened_at=now, seen_at=now)
        )
    change = await asks(asker)
    for word in ("sms", HERE):
        change = await goes_out(asker, change, word)

    assert change.untold
    assert not (await goes_out(asker, change, "chat 300000")).untold


async def test_one_asked_for_before_this_was_counted_keeps_its_day(asker: Asker) -> None:
    change = await asker.asks(GUEST)
    old = PhoneChange(
        id=change.id,
        chat_id=change.chat_id,
        speaker_id=change.speaker_id,
        signed_in=False,
        asked_at=change.asked_at,
    )
    assert old.approved_from() == change.asked_at + APPROVED_AFTER
    assert not old.untold

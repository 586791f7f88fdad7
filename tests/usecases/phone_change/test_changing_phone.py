"""Another phone when the old one is lost: who may ask, and what nobody is told."""

from datetime import date, timedelta

import pytest

from domain.gateways import GatewayRefused
from domain.ids import BorrowerId, ChatId
from domain.model.accounts.phone_change import PhoneChangeStatus, Why, WhyNotPhoto
from domain.model.accounts.session import Actor, Session
from domain.model.codes import Check
from domain.notifications import (
    CaseSolved,
    PhoneChangeAsked,
    PhoneChangeRefused,
    PhoneChangeSms,
    PhoneChangeStopped,
    PhoneChangeTold,
    PhotoUnusable,
    Solved,
)
from domain.refusals import (
    ChangeOver,
    ChangeUnderWay,
    NothingToDo,
    PhoneIsAnothers,
    SamePhone,
    TooManyChanges,
    TriesPaused,
)
from tests.support.lender import IVAN, PHONE, Lender
from tests.support.phone import BORN, GUEST, INSIDE, NEW, PICTURE, Asker


@pytest.fixture
async def asker(lender: Lender) -> Asker:
    return await Asker.come(lender)


async def test_staff_see_both_numbers_and_where_it_was_asked_for(asker: Asker) -> None:
    change = await asker.asks()

    (facts,) = await asker.lender.case_facts("phone")
    assert facts["old_phone"] == PHONE
    assert facts["new_phone"] == NEW
    assert facts["asked_from"] == "inside"
    assert await asker.photos.get(change.id) == PICTURE
    assert (change.state, change.borrower_id) == (PhoneChangeStatus.OPEN, IVAN)


async def test_a_guest_names_the_old_number_and_the_birth_date(asker: Asker) -> None:
    change = await asker.asks(GUEST)

    (facts,) = await asker.lender.case_facts("phone")
    assert facts["asked_from"] == "unknown"
    assert change.borrower_id == IVAN


async def test_the_old_number_and_the_other_devices_learn_of_it(asker: Asker) -> None:
    await asker.asks(GUEST)

    told = await asker.said(PhoneChangeSms, PhoneChangeTold, PhoneChangeAsked)
    assert sorted(type(one).__name__ for one in told) == [
        "PhoneChangeAsked",
        "PhoneChangeSms",
        "PhoneChangeTold",
    ]


async def test_who_asks_isnt_told_twice(asker: Asker) -> None:
    await asker.asks(INSIDE)

    assert await asker.said(PhoneChangeTold) == []


@pytest.mark.parametrize(("old", "born"), [("+79160001122", BORN), (PHONE, date(1980, 1, 1))])
async def test_what_matches_nobody_looks_the_same_and_is_denied_after_an_hour(
    asker: Asker, old: str, born: date
) -> None:
    change = await asker.asks(GUEST, old=old, born=born)

    assert await asker.said(PhoneChangeSms, PhoneChangeTold, PhoneChangeAsked) == [
        PhoneChangeAsked(change=change.id)
    ]
    assert await asker.lender.case_facts("phone") == []
    assert await asker.photos.get(change.id) is None
    asker.lender.clock.move(hours=1)
    await asker.lender.work("phone_change")
    assert await asker.said(PhoneChangeRefused) == [PhoneChangeRefused(why=Why.MISMATCH)]
    assert (await asker.now(change)).state is PhoneChangeStatus.REFUSED


async def test_the_fourth_birth_date_for_a_number_waits_whoever_names_it(asker: Asker) -> None:
    """Right ones count too: else a pause that doesn't come would tell."""
    for chat, born in ((1, BORN), (2, date(1980, 1, 1)), (3, BORN)):
        await names(asker, actor(chat), born)

    with pytest.raises(TriesPaused) as error:
        await names(asker, actor(4), BORN)
    assert error.value.until == asker.lender.clock.now() + timedelta(seconds=30)
    asker.lender.clock.move(seconds=30)
    await names(asker, actor(4), BORN)


def actor(chat: int) -> Actor:
    return Actor(
        chat_id=ChatId(200_000 + chat),
        borrower_id=BorrowerId(200_000 + chat),
        name="Пётр",
        signed_in=False,
    )


async def names(asker: Asker, who: Actor, born: date) -> None:
    await asker.begins(who)
    await asker.lender.do("name_old_phone", actor=who, phone=PHONE)
    await asker.lender.do("name_birth_date", actor=who, birth_date=born)


async def test_the_old_number_isnt_the_new_one(asker: Asker) -> None:
    await asker.begins()

    with pytest.raises(SamePhone):
        await asker.lender.do("name_new_phone", actor=INSIDE, phone=PHONE)


async def test_a_number_of_another_account_is_told_only_after_its_code(asker: Asker) -> None:
    await asker.begins(GUEST)
    await asker.names(old="+79160001122")

    verdict = await asker.proves(GUEST, new=PHONE)

    assert verdict.check is Check.RIGHT
    assert isinstance(verdict.refusal, PhoneIsAnothers)
    with pytest.raises(ChangeOver):
        await asker.sends(GUEST)


async def test_a_code_of_another_request_is_never_right(asker: Asker) -> None:
    await asker.begins()
    await asker.lender.do("name_new_phone", actor=INSIDE, phone=NEW)
    (sms,) = await asker.lender.told()
    await asker.begins()
    asker.lender.clock.move(minutes=2)
    await asker.lender.do("name_new_phone", actor=INSIDE, phone="+79057776655")

    tried = await asker.lender.do("prove_new_phone", actor=INSIDE, digits=vars(sms)["digits"])

    assert tried.check is Check.WRONG


async def test_a_code_of_another_action_is_never_right(asker: Asker) -> None:
    await asker.lender.do("choose_amount", borrower_id=IVAN, amount=(await limit(asker)))
    await asker.lender.do("ask_phone", borrower_id=IVAN, phone=NEW)
    (sms,) = await asker.lender.told()
    change = await asker.begins()
    asker.lender.clock.move(minutes=1)
    await asker.lender.do("name_new_phone", actor=INSIDE, phone=NEW)

    tried = await asker.lender.do("prove_new_phone", actor=INSIDE, digits=vars(sms)["digits"])

    assert tried.check is Check.WRONG
    assert not (await asker.now(change)).proven


async def limit(asker: Asker) -> object:
    return (await asker.lender.do("look_around", borrower_id=IVAN)).limit


async def test_one_request_at_a_time_and_it_can_be_withdrawn(asker: Asker) -> None:
    change = await asker.asks()

    with pytest.raises(ChangeUnderWay):
        await asker.begins()
    await withdraws(asker, INSIDE, change.id)
    assert await asker.said(CaseSolved)
    assert await asker.photos.get(change.id) is None
    await asker.begins()


async def withdraws(asker: Asker, who: Actor, change: str, *, not_me: bool = False) -> None:
    await asker.lender.do("withdraw_phone_change", actor=who, change_id=change, not_me=not_me)


async def test_it_isnt_me_stops_it_and_tells_staff_and_who_asked(asker: Asker) -> None:
    change = await asker.asks(GUEST)
    await asker.lender.told()

    await withdraws(asker, INSIDE, change.id, not_me=True)

    solved, stopped = await asker.said(CaseSolved, PhoneChangeStopped)
    assert vars(solved)["why"] is Solved.NOT_ME
    assert isinstance(stopped, PhoneChangeStopped)
    assert await asker.photos.get(change.id) == PICTURE  # of a stranger: kept for its time
    with pytest.raises(NothingToDo):
        await withdraws(asker, INSIDE, change.id, not_me=True)


async def test_nobody_else_can_withdraw_it(asker: Asker) -> None:
    change = await asker.asks(INSIDE)

    with pytest.raises(NothingToDo):
        await withdraws(asker, GUEST, change.id)


async def test_a_second_chat_with_the_right_data_learns_nothing_before_its_hour(
    asker: Asker,
) -> None:
    await asker.asks(INSIDE)
    await asker.lender.told()

    change = await asker.asks(GUEST, new="+79057776655")

    assert await asker.said(PhoneChangeAsked)
    assert len(await asker.lender.case_facts("phone")) == 1
    asker.lender.clock.move(hours=1)
    await asker.lender.work("phone_change")
    assert (await asker.now(change)).why is Why.ANOTHER


async def test_three_a_day_from_one_chat_and_for_one_number(asker: Asker) -> None:
    for _ in range(3):
        change = await asker.asks()
        await withdraws(asker, INSIDE, change.id)

    with pytest.raises(TooManyChanges):
        await asker.begins()
    await asker.begins(GUEST)
    with pytest.raises(TooManyChanges):
        await asker.lender.do("name_old_phone", actor=GUEST, phone=PHONE)
    asker.lender.clock.move(days=1)
    await asker.begins()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (GatewayRefused("large"), WhyNotPhoto.LARGE),
        (GatewayRefused("gone"), WhyNotPhoto.FORMAT),
        (b"GIF89a", WhyNotPhoto.FORMAT),
    ],
)
async def test_a_photo_that_cant_be_used_is_asked_for_again(
    asker: Asker, content: object, why: WhyNotPhoto
) -> None:
    await asker.begins()
    await asker.proves()
    await asker.answers()

    await asker.sends(content=content)

    assert await asker.said(PhotoUnusable) == [PhotoUnusable(why=why)]
    assert await asker.lender.state() == "ChangingPhone:photo"
    await asker.sends()
    assert await asker.said(PhoneChangeAsked)


async def test_the_message_with_the_photo_is_deleted_once_it_is_stored(asker: Asker) -> None:
    await asker.asks()

    row = await asker.lender.db.one("SELECT count(*) AS n FROM outbox WHERE kind = 'delete'")
    assert row is not None
    assert row["n"] == 1


async def test_an_hour_of_silence_before_the_photo_forgets_all(asker: Asker) -> None:
    change = await asker.begins()
    asker.lender.clock.move(minutes=59)
    await asker.lender.do("name_new_phone", actor=INSIDE, phone=NEW)
    asker.lender.clock.move(minutes=59)
    assert await asker.changes.get(change.id)
    asker.lender.clock.move(minutes=1)
    await asker.lender.work("phone_change")

    assert await asker.changes.get(change.id) is None
    with pytest.raises(ChangeOver):
        await asker.lender.do("name_new_phone", actor=INSIDE, phone=NEW)


async def test_undecided_it_lapses_with_its_photo(asker: Asker) -> None:
    change = await asker.asks()
    await asker.lender.told()
    asker.lender.clock.move(days=30)
    await asker.lender.work("phone_change")

    assert (await asker.now(change)).state is PhoneChangeStatus.LAPSED
    assert await asker.photos.get(change.id) is None
    solved, refused = await asker.said(CaseSolved, PhoneChangeRefused)
    assert vars(solved)["why"] is Solved.LAPSED
    assert vars(refused)["why"] is Why.LAPSED


async def test_whose_session_has_ended_meanwhile_begins_anew(asker: Asker) -> None:
    await asker.begins()

    outside = Actor(
        chat_id=INSIDE.chat_id, borrower_id=BorrowerId(1 << 60), name="", signed_in=False
    )
    with pytest.raises(ChangeOver):
        await asker.lender.do("name_new_phone", actor=outside, phone=NEW)


async def test_every_other_device_is_told(asker: Asker) -> None:
    now = asker.lender.clock.now()
    async with asker.lender.db.transaction():
        await asker.lender.sessions.open(
            Session(
                chat_id=ChatId(300_000),
                borrower_id=IVAN,
                name="Планшет",
                opened_at=now,
                seen_at=now,
            )
        )

    await asker.asks(INSIDE)

    assert len(await asker.said(PhoneChangeTold)) == 1

"""What staff decide about a lost phone, and what follows from it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from domain.ids import BorrowerId
from domain.model.accounts.account import Account, PayoutHold
from domain.model.accounts.phone_change import REASONS, PhoneChangeStatus
from domain.model.cases import ACTIONS, Action, CaseKind
from domain.notifications import (
    CaseClosed,
    PhoneChangeApproved,
    PhoneChangeRefused,
    PhoneMoved,
    PhoneMovedSms,
    PhoneTaken,
    SigningCodeSms,
)
from domain.refusals import (
    ChangeNotPossible,
    ChangeTooEarly,
    LoanOpen,
    NothingToDo,
    NotYours,
    PhoneIsAnothers,
    Refusal,
    WhyNoChange,
)
from tests.support.lender import ANSWERS, IVAN, OLGA, PHONE, Lender
from tests.support.phone import GUEST, INSIDE, NEW, PICTURE, Asker

ANOTHER = BorrowerId(100_009)


@pytest.fixture
async def asker(lender: Lender) -> Asker:
    return await Asker.come(lender)


async def account(asker: Asker, borrower_id: BorrowerId = IVAN) -> Account:
    found = await asker.lender.accounts.get(borrower_id)
    assert found is not None
    return found


async def test_approved_the_login_is_the_new_number_and_everybody_is_out(asker: Asker) -> None:
    await asker.asks(GUEST)
    await asker.lender.told()

    await asker.decides(Action.APPROVE)

    assert (await account(asker)).phone == NEW
    assert await asker.lender.sessions.of(IVAN) == []
    told = await asker.said(PhoneMoved, PhoneChangeApproved, PhoneMovedSms, CaseClosed)
    assert [type(one).__name__ for one in told] == [
        "PhoneMovedSms",
        "PhoneMoved",  # the device that was signed in
        "PhoneChangeApproved",  # who asked
        "CaseClosed",
    ]


async def test_approved_no_money_goes_out_for_a_day(asker: Asker) -> None:
    await asker.asks()
    asker.lender.clock.move(hours=24)
    now = asker.lender.clock.now()

    await asker.decides(Action.APPROVE)

    held = PayoutHold(since=now, until=now + timedelta(hours=24), every=True)
    assert (await account(asker)).hold == held


async def test_the_owner_has_a_day_to_say_that_it_isnt_them(asker: Asker) -> None:
    change = await asker.asks(GUEST)
    told_at = asker.lender.clock.now()
    for hours in (0, 12, 11.99):
        asker.lender.clock.move(hours=hours)
        with pytest.raises(ChangeTooEarly) as error:
            await asker.decides(Action.APPROVE, at_once=True)
        assert error.value.since == told_at + timedelta(hours=24)
        assert (await account(asker)).phone == PHONE
        assert (await asker.now(change)).state is PhoneChangeStatus.OPEN
    asker.lender.clock.move(hours=0.01)
    await asker.decides(Action.APPROVE, at_once=True)
    assert (await account(asker)).phone == NEW


async def test_refused_it_is_at_once(asker: Asker) -> None:
    change = await asker.asks(GUEST)
    await asker.decides(Action.OTHER_PERSON, at_once=True)
    assert (await asker.now(change)).state is PhoneChangeStatus.REFUSED


async def test_a_longer_hold_stays(asker: Asker) -> None:
    await asker.asks()
    asker.lender.clock.move(hours=24)
    now = asker.lender.clock.now()
    until = now + timedelta(days=3)
    longer = PayoutHold(since=now - timedelta(hours=1), until=until, every=False)
    await asker.lender.accounts.save(replace(await account(asker), hold=longer))

    await asker.decides(Action.APPROVE)

    assert (await account(asker)).hold == replace(longer, every=True)


async def test_only_who_has_the_right_decides_and_the_case_stays(asker: Asker) -> None:
    change = await asker.asks()

    for action in ACTIONS[CaseKind.PHONE]:
        with pytest.raises(NotYours):
            await asker.decides(action, by_id=OLGA)

    assert await asker.lender.open_case("phone")
    assert (await asker.now(change)).state is PhoneChangeStatus.OPEN


@pytest.mark.parametrize("action", list(REASONS))
async def test_refused_the_borrower_reads_why(asker: Asker, action: Action) -> None:
    change = await asker.asks()
    await asker.lender.told()

    await asker.decides(action)

    assert await asker.said(PhoneChangeRefused) == [PhoneChangeRefused(why=REASONS[action])]
    assert (await account(asker)).phone == PHONE
    decided = await asker.now(change)
    assert (decided.state, decided.decided_by) == (PhoneChangeStatus.REFUSED, "Анна")


async def test_decided_once_it_is_decided(asker: Asker) -> None:
    await asker.asks()
    case = await asker.lender.open_case("phone")
    await asker.decides(Action.APPROVE)

    with pytest.raises(NothingToDo):
        await asker.lender.do(
            "decide_case", case_id=case.id, action=Action.APPROVE, by="Анна", by_id=900_003
        )


async def test_a_number_that_became_anothers_meanwhile_cant_be_given(asker: Asker) -> None:
    change = await asker.asks()
    now = asker.lender.clock.now()
    other = Account(borrower_id=ANOTHER, phone=NEW, password_hash="x", opened_at=now)
    await asker.lender.accounts.save(other)

    with pytest.raises(ChangeNotPossible) as error:
        await asker.decides(Action.APPROVE)

    assert error.value.why is WhyNoChange.TAKEN
    assert (await account(asker)).phone == PHONE
    assert (await asker.now(change)).state is PhoneChangeStatus.OPEN
    await asker.decides(Action.OTHER_NUMBERS)


async def test_an_account_that_never_opened_gives_its_number_up(asker: Asker) -> None:
    await asker.lender.accounts.save(Account(borrower_id=ANOTHER, phone=NEW, password_hash="x"))
    await asker.asks()

    await asker.decides(Action.APPROVE)

    assert (await account(asker, ANOTHER)).phone is None
    assert await asker.said(PhoneTaken) == []


async def test_the_photo_goes_thirty_days_after_the_decision(asker: Asker) -> None:
    change = await asker.asks()
    await asker.decides(Action.APPROVE)
    asker.lender.clock.move(days=29)
    assert await asker.photos.get(change.id) == PICTURE
    asker.lender.clock.move(days=1)

    await asker.lender.work("phone_change")

    assert await asker.photos.get(change.id) is None
    assert (await asker.now(change)).state is PhoneChangeStatus.APPROVED


async def proves_to_be_ivan(lender: Lender, phone: str) -> Refusal | None:
    """What somebody with this number and all of Ivan's data hears in another chat."""
    lender.clock.move(minutes=2)
    await lender.told()
    verdict = await lender.proves_phone(chat=ANOTHER, phone=phone)
    if verdict.refusal is not None:
        return cast(Refusal, verdict.refusal)
    try:
        for name in ("birth_date", "passport"):
            value = ANSWERS[name]
            await lender.do("save_answer", borrower_id=ANOTHER, field=name, value=value)
    except Refusal as refusal:
        return refusal
    return None


async def test_who_gets_the_old_number_next_isnt_taken_for_its_first_owner(
    lender: Lender,
) -> None:
    await lender.has_loan()
    await lender.told()
    asker = Asker(lender)
    await asker.asks()

    await asker.decides(Action.APPROVE)

    assert await proves_to_be_ivan(lender, PHONE) is None
    assert await proves_to_be_ivan(lender, NEW) == LoanOpen(elsewhere=True)


async def test_codes_of_a_live_application_go_to_the_new_number(asker: Asker) -> None:
    await asker.asks()
    asker.lender.clock.move(hours=24)
    await asker.lender.is_offered_terms()

    await asker.decides(Action.APPROVE)

    assert (await asker.lender.application()).form.phone == NEW
    await asker.lender.told()
    asker.lender.clock.move(minutes=2)
    sent = await asker.lender.do("ask_signature", borrower_id=IVAN)
    assert sent.phone == NEW
    assert await asker.said(SigningCodeSms)


async def test_the_next_draft_begins_with_the_new_number(asker: Asker) -> None:
    await asker.asks()
    await asker.decides(Action.APPROVE)
    asker.lender.clock.move(days=1)  # what was answered before isn't shown sooner

    amount = (await asker.lender.do("look_around", borrower_id=IVAN)).limit
    draft = await asker.lender.do("choose_amount", borrower_id=IVAN, amount=amount)

    assert draft.phone == NEW


async def test_who_lost_the_number_to_somebody_else_tells_the_old_one(asker: Asker) -> None:
    """Its new owner gets no SMS about it."""
    await asker.lender.accounts.save(replace(await account(asker), phone=None))
    change = await asker.begins()
    assert change.old is None
    await asker.lender.do("name_old_phone", actor=INSIDE, phone=PHONE)
    await asker.proves()
    await asker.answers()
    await asker.sends()

    (facts,) = await asker.lender.case_facts("phone")
    assert facts["login"] == "lost"
    await asker.decides(Action.APPROVE)
    assert (await account(asker)).phone == NEW
    assert await asker.said(PhoneMovedSms) == []


async def test_a_phone_isnt_moved_to_anothers_number(asker: Asker) -> None:
    now = asker.lender.clock.now()
    await asker.lender.accounts.save(Account(borrower_id=ANOTHER, phone=NEW, opened_at=now))
    decide: Any = asker.lender.wiring.provided["decide_case"]
    replace_phone = decide.deciders[CaseKind.PHONE].replace_phone

    with pytest.raises(PhoneIsAnothers):
        async with asker.lender.db.transaction():
            await replace_phone(await account(asker), NEW)

"""Two answers that were never shown in a chat: who has lost the number is known by them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.model.accounts.phone_change import Question, Why
from domain.model.application import ApplicationStatus
from domain.model.cases import Action
from domain.notifications import PhoneChangeAsked, PhoneChangeRefused
from domain.refusals import ChangeOver, TriesPaused
from tests.support.lender import ANSWERS, IVAN, PHONE, Lender
from tests.support.phone import BORN, DEPARTMENT, GUEST, INSIDE, ISSUED, NEW, Asker

OTHER_DAY, OTHER_CODE = "2015-12-31", "123-456"


@pytest.fixture
async def asker(lender: Lender) -> Asker:
    return await Asker.come(lender)


async def facts(asker: Asker) -> dict[str, str]:
    """Of the latest case."""
    return (await asker.lender.case_facts("phone"))[-1]


async def test_the_approver_sees_whether_they_are_right_and_never_what_was_said(
    asker: Asker,
) -> None:
    await asker.begins()
    await asker.proves()
    await asker.answers(issued=OTHER_DAY)
    await asker.sends()

    found = await facts(asker)
    assert (found["passport_issued"], found["passport_code"]) == ("no", "yes")
    everything = str(found)
    for secret in (ISSUED, OTHER_DAY, DEPARTMENT, ANSWERS["passport"]):
        assert secret not in everything


async def test_the_approver_sees_whose_account_it_is_masked(asker: Asker) -> None:
    asker.lender.clock.move(days=1)
    await asker.asks(GUEST)

    found = await facts(asker)
    assert found["borrower"] == (
        "П•••в Иван С., 1990, паспорт 45••••••56, ИНН ••••••••2259, +7 916 •••-••-67"
    )
    assert found["birth"] == "yes"
    assert found["repaid"] == "1"
    assert found["devices"].startswith("1,2026-")
    assert found["old_proven"] < asker.lender.clock.now().isoformat()
    assert "other_requests" not in found
    assert "recovered" not in found


async def test_what_happened_at_the_door_lately_is_told(asker: Asker) -> None:
    change = await asker.asks(INSIDE)
    await asker.lender.do("withdraw_phone_change", actor=INSIDE, change_id=change.id, not_me=False)
    asker.lender.clock.move(hours=1)
    await asker.asks(INSIDE)

    assert (await facts(asker))["other_requests"] == "1"


@pytest.mark.parametrize(
    ("old", "born", "issued", "code"),
    [
        (PHONE, BORN, ISSUED, DEPARTMENT),
        (PHONE, BORN, OTHER_DAY, OTHER_CODE),
        (PHONE, date(1980, 1, 1), ISSUED, DEPARTMENT),
        ("+79160001122", BORN, ISSUED, OTHER_CODE),
    ],
)
async def test_who_asks_hears_the_same_whatever_is_right(
    asker: Asker, old: str, born: date, issued: str, code: str
) -> None:
    await asker.begins(GUEST)
    await asker.names(old, born)
    await asker.proves(GUEST)

    asks = [
        (await asker.answers_one(question, answer, GUEST)).asks
        for question, answer in ((Question.ISSUED, issued), (Question.DEPARTMENT, code))
    ]
    await asker.sends(GUEST)

    assert asks == [Question.DEPARTMENT, None]
    assert len(await asker.said(PhoneChangeAsked)) == 1


async def test_a_refusal_for_them_has_the_words_of_an_unknown_number(asker: Asker) -> None:
    await asker.begins(GUEST)
    await asker.names()
    await asker.proves(GUEST)
    await asker.answers(GUEST, OTHER_DAY, OTHER_CODE)
    await asker.sends(GUEST)

    await asker.decides(Action.MISMATCH, at_once=True)

    assert await asker.said(PhoneChangeRefused) == [PhoneChangeRefused(why=Why.MISMATCH)]


@pytest.mark.parametrize("question", list(Question))
async def test_after_three_answers_they_wait_right_or_wrong(
    asker: Asker, question: Question
) -> None:
    right = ANSWERS[question]
    for answer in (right, "2000-01-01", right):
        await comes_to(asker, question)
        await asker.answers_one(question, answer)

    await comes_to(asker, question)
    for answer in (right, "2000-01-01"):
        with pytest.raises(TriesPaused) as error:
            await asker.answers_one(question, answer)
        assert error.value.until <= asker.lender.clock.now() + timedelta(seconds=30)


async def comes_to(asker: Asker, question: Question) -> None:
    """Without a code for each time: these have limits of their own."""
    change = await asker.begins()
    before = {} if question is Question.ISSUED else {Question.ISSUED.value: True}
    change = replace(change, new=NEW, proven=True, answered=before)
    await asker.changes.save(change)


async def test_a_strangers_answers_hold_up_nobody_who_is_inside(asker: Asker) -> None:
    for number in range(8):
        change = await asker.begins(GUEST)
        change = replace(change, old=PHONE, birth_named=True, new=NEW, proven=True)
        await asker.changes.save(change)
        try:
            await asker.answers_one(Question.ISSUED, f"2000-01-0{number + 1}", GUEST)
        except TriesPaused:
            break

    await asker.begins()
    await asker.proves()
    await asker.answers()


async def test_they_are_asked_in_their_order_after_the_code_and_before_the_photo(
    asker: Asker,
) -> None:
    await asker.begins()
    with pytest.raises(ChangeOver):
        await asker.answers_one(Question.ISSUED, ISSUED)
    await asker.proves()
    with pytest.raises(ChangeOver):
        await asker.answers_one(Question.DEPARTMENT, DEPARTMENT)
    with pytest.raises(ChangeOver):
        await asker.sends()
    await asker.answers()
    with pytest.raises(ChangeOver):
        await asker.answers_one(Question.ISSUED, ISSUED)
    await asker.sends()


async def test_a_later_application_with_another_passport_proves_nothing(asker: Asker) -> None:
    """Whoever holds an open phone could send one, and answer by it."""
    applications = asker.lender.applications
    paid = await applications.last(IVAN)
    assert paid is not None
    later = replace(
        paid,
        id=type(paid.id)("later"),
        status=ApplicationStatus.REJECTED,
        created_at=paid.created_at + timedelta(days=20),
        form=replace(
            paid.form, passport_issued=date.fromisoformat(OTHER_DAY), passport_code=OTHER_CODE
        ),
        contract=None,
    )
    await applications.save(later)
    assert (await applications.last(IVAN)) == later

    await asker.begins()
    await asker.proves()
    await asker.answers(INSIDE, OTHER_DAY, OTHER_CODE)
    await asker.sends()

    found = await facts(asker)
    assert (found["passport_issued"], found["passport_code"]) == ("no", "no")


async def test_only_whether_they_are_right_is_kept(asker: Asker) -> None:
    change = await asker.asks()

    row = await asker.lender.db.one("SELECT body FROM phone_change WHERE id = ?", change.id)
    assert row is not None
    opened = asker.lender.cipher.open(row["body"], "phone_change.body").decode()
    assert ISSUED not in opened
    assert DEPARTMENT not in opened
    assert change.answered == {"passport_issued": True, "passport_code": True}

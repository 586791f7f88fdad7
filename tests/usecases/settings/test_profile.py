"""«Мои данные»: what may be changed between applications, and what that changes."""

from typing import Any

import pytest

from domain.ids import ChatId
from domain.model.profile import EDITABLE, Change, overlaid
from domain.money import Money
from domain.refusals import NothingToDo
from storage.rows.privacy import ProfileChangeRows
from tests.support.lender import ANSWERS, IVAN, Lender

CHAT = ChatId(IVAN)


async def changes(lender: Lender, **fields: str) -> Any:
    profile = None
    for name, value in fields.items():
        lender.clock.move(seconds=1)
        profile = await lender.do(
            "change_profile", borrower_id=IVAN, chat_id=CHAT, field=name, value=value
        )
    return profile


async def test_it_is_the_last_form_with_the_later_changes_over_it(lender: Lender) -> None:
    await lender.has_repaid()
    profile = await changes(lender, email="new@example.org", position="Инженер")

    assert profile.answers["email"] == "new@example.org"
    assert profile.answers["position"] == "Инженер"
    assert profile.answers["employer"] == ANSWERS["employer"]


async def test_every_change_is_kept_with_both_values_and_the_device(lender: Lender) -> None:
    await lender.has_repaid()
    await changes(lender, income="7000000", position="Инженер")
    first, second = (await lender.do("read_profile", borrower_id=IVAN)).history

    assert (first.field, first.before, first.after) == ("income", ANSWERS["income"], "7000000")
    assert (second.field, second.chat_id, second.at) == ("position", CHAT, lender.clock.now())


async def test_what_stays_the_same_is_no_change(lender: Lender) -> None:
    await lender.has_repaid()

    assert (await changes(lender, income=ANSWERS["income"])).history == []


@pytest.mark.parametrize("field", ["name", "passport", "birth_date", "inn", "phone", "nonsense"])
async def test_who_somebody_is_cannot_be_changed_here(lender: Lender, field: str) -> None:
    await lender.has_repaid()
    with pytest.raises(NothingToDo):
        await changes(lender, **{field: "4510654321"})


async def test_who_never_applied_has_no_profile(lender: Lender) -> None:
    with pytest.raises(NothingToDo):
        await lender.do("read_profile", borrower_id=IVAN)


async def test_the_next_application_begins_with_the_changes(lender: Lender) -> None:
    await lender.has_repaid()
    await changes(lender, income="7000000", residence="Тула, Новая улица, дом 1")
    draft = await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))

    assert draft.returning
    assert draft.answers["income"] == "7000000"
    assert draft.answers["residence"] == "Тула, Новая улица, дом 1"
    assert draft.answers["passport"] == ANSWERS["passport"]


async def test_an_application_under_way_keeps_its_income_and_job(lender: Lender) -> None:
    await lender.is_offered_terms()
    before = await lender.application()
    await changes(lender, income="100000000", employer="Банк")

    assert (await lender.application()).form == before.form


async def test_a_newer_application_is_nearer_to_the_truth_than_older_changes(
    lender: Lender,
) -> None:
    await lender.has_repaid()
    await changes(lender, position="Инженер")
    lender.clock.move(seconds=1)
    await lender.is_approved(position="Директор")

    profile = await lender.do("read_profile", borrower_id=IVAN)
    assert profile.answers["position"] == "Директор"
    assert len(profile.history) == 1


async def test_another_contact_person_has_another_phone(lender: Lender) -> None:
    await lender.has_repaid()
    profile = await changes(lender, contact_name="Сидоров Пётр Ильич")

    assert "contact_phone" not in profile.answers
    assert "contact_may" not in profile.answers
    profile = await changes(lender, contact_phone="+79990001122", contact_may="nothing")
    assert profile.answers["contact_phone"] == "+79990001122"


async def test_without_a_contact_person_there_is_no_phone_of_theirs(lender: Lender) -> None:
    await lender.has_repaid()
    profile = await changes(lender, contact_name="")

    assert profile.answers["contact_name"] == ""
    with pytest.raises(NothingToDo):
        await changes(lender, contact_phone="+79990001122")


async def test_an_optional_answer_can_be_erased(lender: Lender) -> None:
    await lender.has_repaid()

    assert (await changes(lender, home_phone="")).answers["home_phone"] == ""


async def test_values_are_sealed(lender: Lender) -> None:
    await lender.has_repaid()
    await changes(lender, position="Инженер")
    (row,) = await lender.db.all("SELECT * FROM profile_change")

    for sealed in (row["before"], row["after"]):
        assert "Инженер".encode() not in sealed
        assert ANSWERS["position"].encode() not in sealed


async def test_an_erased_value_is_none(lender: Lender) -> None:
    rows = ProfileChangeRows(lender.db, lender.cipher)
    erased = Change(
        borrower_id=IVAN,
        field="email",
        before=None,
        after="",
        chat_id=CHAT,
        at=lender.clock.now(),
    )
    async with lender.db.transaction():
        await rows.add(erased)

    assert await rows.of(IVAN) == [erased]


def test_everything_that_may_be_changed_is_a_field_of_the_form() -> None:
    assert set(EDITABLE) <= ANSWERS.keys()


def test_changes_lie_over_each_other_in_their_order() -> None:
    def to(after: str) -> Change:
        return Change(
            borrower_id=IVAN,
            field="email",
            before="",
            after=after,
            chat_id=CHAT,
            at=None,  # type: ignore[arg-type]
        )

    assert overlaid({"email": "a"}, [to("b"), to("c")]) == {"email": "c"}

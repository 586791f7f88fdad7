"""From the canonical texts of a draft to the form."""

from dataclasses import fields, replace
from datetime import date

import pytest

from domain.model.application import Draft, Form, MayTell
from domain.model.questionnaire import NEEDED, form_of, whole
from domain.money import Money
from domain.refusals import NothingToDo
from tests.support.answers import NOON
from tests.support.lender import ANSWERS, IVAN, PHONE

WHOLE = Draft(
    borrower_id=IVAN,
    amount=Money.rubles(10_000),
    days=14,
    phone=PHONE,
    phone_confirmed=True,
    answers=ANSWERS,
    updated_at=NOON,
)
OPTIONAL = sorted(ANSWERS.keys() - set(NEEDED))


def test_all_answers_become_the_form_with_their_types() -> None:
    form = form_of(WHOLE)

    assert (form.phone, form.name) == (PHONE, "Петров Иван Сергеевич")
    assert (form.birth_date, form.passport_issued) == (date(1990, 12, 31), date(2011, 1, 20))
    assert form.income == Money.rubles(123_456)
    assert (form.service_months, form.advance_day, form.salary_day) == (30, 20, 5)
    assert form.contact_may is MayTell.CALL_BACK
    assert None not in vars(form).values()


def test_every_field_of_the_form_is_asked_for() -> None:
    assert {field.name for field in fields(Form)} == ANSWERS.keys() | {"phone"}


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("said", ["", None])
def test_what_was_skipped_is_none(name: str, said: str | None) -> None:
    answers = {key: value for key, value in ANSWERS.items() if key != name}
    form = form_of(replace(WHOLE, answers=answers if said is None else answers | {name: said}))

    assert getattr(form, name) is None


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("said", ["", None])
def test_without_what_is_needed_there_is_no_form(name: str, said: str | None) -> None:
    answers = {key: value for key, value in ANSWERS.items() if key != name}
    draft = replace(WHOLE, answers=answers if said is None else answers | {name: said})

    assert not whole(draft)
    with pytest.raises(NothingToDo):
        form_of(draft)


@pytest.mark.parametrize(
    "changed", [{"phone": None}, {"phone_confirmed": False}, {"amount": None}, {"days": None}]
)
def test_nor_without_a_proven_phone_a_sum_and_a_term(changed: dict[str, object]) -> None:
    with pytest.raises(NothingToDo):
        form_of(replace(WHOLE, **changed))  # type: ignore[arg-type]


def test_the_bureaus_are_asked_about_the_person_of_the_form() -> None:
    applicant = form_of(WHOLE).applicant()

    assert (applicant.inn, applicant.passport) == (ANSWERS["inn"], ANSWERS["passport"])
    assert (applicant.phone, applicant.birth_date) == (PHONE, date(1990, 12, 31))


def test_no_work_at_all_yet_is_an_answer_too() -> None:
    assert form_of(replace(WHOLE, answers=ANSWERS | {"service_months": "0"})).service_months == 0

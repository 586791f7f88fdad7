"""When two people who were written down are one."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.model.application import Form
from domain.model.person import Likeness, MarkKind, likeness, marks, plain_name, shared
from domain.usecases.identity.comparing import facts, masked_name, told
from tests.support.playing.history import form_of

IVAN: Form = replace(form_of("+79161234567"), snils="11223344595")
OTHER: dict[str, Any] = {
    "passport": "4511654321",
    "inn": "504308599677",
    "snils": "00101999800",
    "name": "Кузнецова Мария Олеговна",
}


def like(*different: str, **changed: object) -> Likeness:
    """Ivan, beside somebody who has the rest of what he has."""
    whole = {name: OTHER[name] for name in different} | changed
    return likeness(shared(marks(IVAN), marks(replace(IVAN, **whole))))


@pytest.mark.parametrize(
    ("different", "expected"),
    [
        ((), Likeness.SAME),
        (("inn", "snils"), Likeness.SAME),
        (("passport", "snils"), Likeness.SAME),
        (("passport", "inn"), Likeness.SAME),
        (("passport", "inn", "snils"), Likeness.DOUBTFUL),  # name and birth date only
        (("name",), Likeness.DOUBTFUL),
        (("name", "inn", "snils"), Likeness.DOUBTFUL),
        (("name", "passport", "snils"), Likeness.DOUBTFUL),
        (("name", "passport", "inn"), Likeness.DOUBTFUL),
        (("name", "passport", "inn", "snils"), Likeness.NONE),
    ],
)
def test_it_takes_a_number_and_name_with_birth_date(
    different: tuple[str, ...], expected: Likeness
) -> None:
    assert like(*different) is expected


def test_another_birth_date_is_another_name() -> None:
    assert like(birth_date=date(1990, 12, 30)) is Likeness.DOUBTFUL
    assert like("passport", "inn", "snils", birth_date=date(1990, 12, 30)) is Likeness.NONE


@pytest.mark.parametrize(
    "written", ["СЕМЁНОВА-КИМ Анна", "семенова-ким  анна", " Семёнова-Ким Анна "]
)
def test_a_name_is_one_however_it_is_written(written: str) -> None:
    assert plain_name(written) == "семенова-ким анна"


def test_a_snils_that_was_skipped_is_no_mark() -> None:
    both = [marks(replace(IVAN, snils=None)), marks(replace(IVAN, snils=None, **OTHER_BUT_SNILS))]
    assert MarkKind.SNILS not in shared(*both)


OTHER_BUT_SNILS = {name: value for name, value in OTHER.items() if name != "snils"}


def test_staff_see_what_agrees_and_nothing_whole() -> None:
    other = replace(IVAN, inn=OTHER["inn"], phone="+79261234567", snils=None)
    assert facts([IVAN], [other]) == {
        "agrees": "passport,name,birth_date",
        "differs": "inn,phone",  # the СНИЛС isn't compared: one of them hasn't said it
    }
    assert (
        told(IVAN) == "П•••в Иван С., 1990, паспорт 45••••••56, ИНН ••••••••2259, +7 916 •••-••-67"
    )
    assert masked_name("Ли Ян") == "Л•••и Ян"

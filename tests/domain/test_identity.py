"""What people say about themselves, and what is not believed."""

from datetime import date

import pytest

from domain import identity


@pytest.mark.parametrize(
    "typed", ["8 916 123-45-67", "+7 (916) 123 45 67", "89161234567", "9161234567", "79161234567"]
)
def test_a_russian_mobile_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert identity.russian_mobile(typed) == "+79161234567"


@pytest.mark.parametrize(
    "typed",
    [
        "+7 701 123 45 67",  # Kazakhstan shares +7
        "8 777 123 45 67",
        "+7 495 123-45-67",  # a Moscow landline
        "8 800 555 35 35",
        "+375 29 123 45 67",
        "916 123 45",
        "мой номер",
        "",
    ],
)
def test_any_other_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        identity.russian_mobile(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Петров Иван Сергеевич", "Петров Иван Сергеевич"),
        ("петров иван", "Петров Иван"),
        ("САЛТЫКОВ-ЩЕДРИН МИХАИЛ ЕВГРАФОВИЧ", "Салтыков-Щедрин Михаил Евграфович"),
        ("Д'Артаньян  Пётр", "Д'артаньян Пётр"),
        ("Ё Ли", "Ё Ли"),
    ],
)
def test_a_full_name_gets_its_capitals(typed: str, name: str) -> None:
    assert identity.full_name(typed) == name


@pytest.mark.parametrize(
    "typed", ["Иван", "Petrov Ivan", "Петров Иван2", "Петров-- Иван", "<b> Иван", "а б в г д", ""]
)
def test_what_is_no_full_name_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a full name"):
        identity.full_name(typed)


@pytest.mark.parametrize("typed", ["4510 123456", "45 10 123456", "4510№123456", "4510123456"])
def test_a_passport_is_ten_digits(typed: str) -> None:
    assert identity.passport(typed) == "4510123456"


@pytest.mark.parametrize("typed", ["451012345", "45101234567", "0000123456", "4510 12345О", ""])
def test_another_passport_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not ten digits"):
        identity.passport(typed)


def test_the_control_digits_of_an_inn_must_fit() -> None:
    assert identity.inn("5001 0073 2259") == "500100732259"
    for wrong in ("500100732258", "7707083893", "50010073225", "сто"):
        with pytest.raises(ValueError, match="not a valid INN"):
            identity.inn(wrong)


@pytest.mark.parametrize(
    ("born", "today", "answer"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), False),
        (date(2008, 11, 23), date(2026, 11, 23), True),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
        (date(2030, 1, 1), date(2026, 1, 1), False),
    ],
)
def test_one_is_old_enough_from_the_eighteenth_birthday(
    born: date, today: date, answer: bool
) -> None:
    assert identity.old_enough(born, today) is answer

"""What people say about themselves, and what is not believed."""

import pytest

from domain.rules import identity


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


@pytest.mark.parametrize("typed", ["451012345", "45101234567", "4510 12345О", ""])
def test_another_passport_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not ten digits"):
        identity.passport(typed)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("passport", "0000 123456"),
        ("passport", "4510 000000"),
        ("passport", "0000000000"),
        ("passport_code", "000-000"),
        ("inn", "000000000000"),  # its control digits fit
        ("snils", "000-000-000 00"),  # these too
    ],
)
def test_a_number_of_zeros_is_nobodys(field: str, typed: str) -> None:
    with pytest.raises(identity.ZerosError):
        identity.NUMBERS[field](typed)
    assert identity.of_zeros(field, typed)


def test_other_numbers_are_not_of_zeros() -> None:
    assert not identity.of_zeros("inn", "500100732259")
    assert not identity.of_zeros("inn", "1")  # wrong in another way
    assert not identity.of_zeros("snils", "")  # skipped
    assert not identity.of_zeros("name", "0")


def test_the_control_digits_of_an_inn_must_fit() -> None:
    assert identity.inn("5001 0073 2259") == "500100732259"
    for wrong in ("500100732258", "7707083893", "50010073225", "сто"):
        with pytest.raises(ValueError, match="not a valid INN"):
            identity.inn(wrong)


def test_the_check_digits_of_a_snils_must_fit() -> None:
    """112-233-445 95 is valid, 96 is not."""
    for typed in ("112-233-445 95", "11223344595", "112 233 445 95"):
        assert identity.snils(typed) == "11223344595"
    for wrong in ("112-233-445 96", "1122334459", "112233445950", "сто"):
        with pytest.raises(ValueError, match=r"don't fit|not eleven"):
            identity.snils(wrong)


@pytest.mark.parametrize("snils", ["00101998900", "00101999800"])
def test_a_snils_whose_sum_is_a_hundred_or_a_hundred_and_one_ends_with_two_zeros(
    snils: str,
) -> None:
    digits = [int(digit) for digit in snils[:9]]
    assert sum(d * (9 - n) for n, d in enumerate(digits)) % 101 in (0, 100)

    assert identity.snils(snils) == snils


@pytest.mark.parametrize("typed", ["770-001", "770001", "770 001", "770–001", "770—001"])
def test_a_department_code_is_three_digits_twice(typed: str) -> None:
    assert identity.department_code(typed) == "770-001"


@pytest.mark.parametrize("typed", ["77-001", "7700011", "77O-001", "", "٧٧٠-٠٠١"])
def test_another_department_code_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not six digits"):
        identity.department_code(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ivan@example.ru", "ivan@example.ru"),
        ("Ivan.Petrov+loan@EXAMPLE.RU", "Ivan.Petrov+loan@example.ru"),
        ("i_p-1@mail.sub-domain.example.com", "i_p-1@mail.sub-domain.example.com"),
    ],
)
def test_an_email_address_keeps_its_name_and_gets_a_small_host(typed: str, kept: str) -> None:
    assert identity.email(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "ivan",
        "ivan@",
        "@example.ru",
        "ivan@example",
        "ivan@@example.ru",
        "ivan petrov@example.ru",
        "ivan@example..ru",
        "ivan@-example.ru",
        "иван@пример.рф",
        "ivan@example.ru, anna@example.ru",
        "ivan@example.ru\n",
        "<b>@example.ru",
        "a" * 250 + "@example.ru",
        "",
    ],
)
def test_what_is_no_email_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail"):
        identity.email(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8 495 123-45-67", "+74951234567"),
        ("+7 (4942) 55-12-34", "+74942551234"),
        ("8 916 123-45-67", "+79161234567"),
        ("495 1234567", "+74951234567"),
    ],
)
def test_a_home_phone_may_be_fixed_or_mobile(typed: str, kept: str) -> None:
    assert identity.any_phone(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "+375 29 123 45 67",
        "+7 701 123 45 67",  # Kazakhstan shares +7
        "+1 212 555 0100",
        "8 495 123-45-6",  # would pass for an area code 849
        "12-34-56",
        "нет",
        "",
    ],
)
def test_a_home_phone_from_elsewhere_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        identity.any_phone(typed)

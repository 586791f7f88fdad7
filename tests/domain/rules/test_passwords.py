"""Which passwords and PINs are taken."""

import pytest

from domain.refusals import PasswordRefused, WhyNotPassword
from domain.rules.passwords import check_password, check_pin, common, spellings

OWN = ("9161234567", "31121990", "19901231", "Петров")


@pytest.mark.parametrize(
    "typed",
    ["трава зелёный поезд", "kx7fm-2qd9p", "Tr0ub4dor&3x", "  с краю пробелы  ", "🐟 рыба 🐠"],
)
def test_what_nobody_guesses_is_taken_without_rules_of_composition(typed: str) -> None:
    assert check_password(typed, OWN) == typed.strip()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("семьзнк", WhyNotPassword.SHORT),
        ("   пусто   ", WhyNotPassword.SHORT),
        ("я" * 65, WhyNotPassword.LONG),
        ("password1", WhyNotPassword.COMMON),
        ("Qwertyuiop", WhyNotPassword.COMMON),
        ("йцукен123", WhyNotPassword.COMMON),
        ("gfhjkm123", WhyNotPassword.COMMON),  # «пароль123» in the other layout
        ("abcdefghij", WhyNotPassword.COMMON),
        ("87654321", WhyNotPassword.COMMON),
        ("аааааааабв", WhyNotPassword.COMMON),
        ("01.01.1980", WhyNotPassword.COMMON),
        ("4829 1745 0336", WhyNotPassword.COMMON),
        ("тел 9161234567", WhyNotPassword.OWN),
        ("петров и компания", WhyNotPassword.OWN),
        ("мне 31121990 лет", WhyNotPassword.OWN),
    ],
)
def test_what_is_guessed_first_is_refused_with_the_reason(typed: str, why: WhyNotPassword) -> None:
    with pytest.raises(PasswordRefused) as refused:
        check_password(typed, OWN)

    assert refused.value.reason is why


def test_the_list_of_common_passwords_holds_only_what_is_long_enough_to_be_asked_for() -> None:
    assert len(common()) > 8_000
    assert min(map(len, common())) >= 8
    assert "#1stunna" in common()  # a line of the list, not a comment


@pytest.mark.parametrize("typed", ["4829", " 90517 ", "738201"])
def test_a_pin_of_four_to_six_digits_is_taken(typed: str) -> None:
    assert check_pin(typed, OWN) == typed.strip()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("482", WhyNotPassword.PIN),
        ("4829173", WhyNotPassword.PIN),
        ("48a9", WhyNotPassword.PIN),
        ("٤٨٢٩", WhyNotPassword.PIN),
        ("1111", WhyNotPassword.PIN_SIMPLE),
        ("1234", WhyNotPassword.PIN_SIMPLE),
        ("654321", WhyNotPassword.PIN_SIMPLE),
        ("1212", WhyNotPassword.PIN_SIMPLE),
        ("1990", WhyNotPassword.OWN),
        ("3112", WhyNotPassword.OWN),
        ("9161", WhyNotPassword.OWN),
    ],
)
def test_a_pin_that_is_guessed_first_is_refused(typed: str, why: WhyNotPassword) -> None:
    with pytest.raises(PasswordRefused) as refused:
        check_pin(typed, OWN)

    assert refused.value.reason is why


def test_a_capital_letter_that_the_phone_has_put_in_front_is_forgiven() -> None:
    assert spellings(" Kx7fm-2qd9p ") == ("Kx7fm-2qd9p", "kx7fm-2qd9p")
    assert spellings("kx7fm-2qd9p") == ("kx7fm-2qd9p",)


def test_letters_that_look_the_same_are_the_same() -> None:
    assert spellings("и\u0306жица")[0] == "йжица"

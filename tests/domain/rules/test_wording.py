"""Sums and per cents in words and digits, as the papers print them."""

from decimal import Decimal

import pytest

from domain.money import Money
from domain.rules.papers.wording import in_days, money_words, percent_words, roubles, tied


@pytest.mark.parametrize(
    ("sum_", "words"),
    [
        ("0", "НОЛЬ РУБЛЕЙ 00 КОПЕЕК"),
        ("1.01", "ОДИН РУБЛЬ 01 КОПЕЙКА"),
        ("2.02", "ДВА РУБЛЯ 02 КОПЕЙКИ"),
        ("11.11", "ОДИННАДЦАТЬ РУБЛЕЙ 11 КОПЕЕК"),
        ("21.21", "ДВАДЦАТЬ ОДИН РУБЛЬ 21 КОПЕЙКА"),
        ("112.12", "СТО ДВЕНАДЦАТЬ РУБЛЕЙ 12 КОПЕЕК"),
        ("2400", "ДВЕ ТЫСЯЧИ ЧЕТЫРЕСТА РУБЛЕЙ 00 КОПЕЕК"),
        ("21000", "ДВАДЦАТЬ ОДНА ТЫСЯЧА РУБЛЕЙ 00 КОПЕЕК"),
        ("1000001.05", "ОДИН МИЛЛИОН ОДИН РУБЛЬ 05 КОПЕЕК"),
    ],
)
def test_money_in_words(sum_: str, words: str) -> None:
    assert money_words(Money.rubles(sum_)) == words


@pytest.mark.parametrize(
    ("psk", "words"),
    [
        ("292.000", "ДВЕСТИ ДЕВЯНОСТО ДВЕ ЦЕЛЫХ НОЛЬ ТЫСЯЧНЫХ ПРОЦЕНТА"),
        ("291.999", "ДВЕСТИ ДЕВЯНОСТО ОДНА ЦЕЛАЯ ДЕВЯТЬСОТ ДЕВЯНОСТО ДЕВЯТЬ ТЫСЯЧНЫХ ПРОЦЕНТА"),
        ("111.011", "СТО ОДИННАДЦАТЬ ЦЕЛЫХ ОДИННАДЦАТЬ ТЫСЯЧНЫХ ПРОЦЕНТА"),
        ("0.001", "НОЛЬ ЦЕЛЫХ ОДНА ТЫСЯЧНАЯ ПРОЦЕНТА"),
        ("101.021", "СТО ОДНА ЦЕЛАЯ ДВАДЦАТЬ ОДНА ТЫСЯЧНАЯ ПРОЦЕНТА"),
    ],
)
def test_per_cent_in_words(psk: str, words: str) -> None:
    assert percent_words(Decimal(psk)) == words


@pytest.mark.parametrize(
    ("kopecks", "text"), [(1_240_000, "12 400,00"), (5, "0,05"), (100_000_000, "1 000 000,00")]
)
def test_money_in_digits(kopecks: int, text: str) -> None:
    assert roubles(Money(kopecks)).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("до 20 % и 100 ₽", ["до 20 %", "и 100 ₽"]),
        ("на 30 дней: срок", ["на 30 дней:", "срок"]),
        ("к договору № 1 от 23.12.2026 — да", ["к договору", "№ 1", "от 23.12.2026 —", "да"]),
        ("сумма строки 2 уплачена", ["сумма", "строки 2", "уплачена"]),
        ("РУБЛЕЙ 00 КОПЕЕК", ["РУБЛЕЙ", "00 КОПЕЕК"]),
    ],
)
def test_a_line_ends_where_it_may(text: str, parts: list[str]) -> None:
    assert [part.replace("\u00a0", " ") for part in tied(text).split(" ")] == parts


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1 день"), (2, "2 дня"), (11, "11 дней"), (21, "21 день")]
)
def test_days_in_their_form(number: int, text: str) -> None:
    assert in_days(number) == text

"""Money is a whole number of kopecks."""

from decimal import Decimal
from fractions import Fraction

import pytest

from domain.money import ZERO, Money


@pytest.mark.parametrize(
    ("amount", "kopecks"),
    [(10_000, 1_000_000), ("3.47", 347), (Decimal("0.5"), 50), ("-1.05", -105), (0, 0)],
)
def test_roubles_become_kopecks(amount: int | str | Decimal, kopecks: int) -> None:
    assert Money.rubles(amount) == Money(kopecks)


def test_less_than_a_kopeck_is_refused() -> None:
    with pytest.raises(ValueError, match="whole number of kopecks"):
        Money.rubles("3.475")


@pytest.mark.parametrize("make", [Money, Money.rubles])
def test_floats_are_refused(make: type[Money]) -> None:
    with pytest.raises(TypeError):
        make(3.47)  # type: ignore[arg-type]


def test_a_truth_value_is_no_number_of_kopecks() -> None:
    with pytest.raises(TypeError):
        Money(True)


@pytest.mark.parametrize(
    ("exact", "down", "nearest"),
    [
        (Fraction(3479, 10), 347, 348),
        (Fraction(695, 2), 347, 348),
        (Fraction(3474, 10), 347, 347),
        (Fraction(-1, 2), -1, 0),
    ],
)
def test_an_exact_sum_is_cut_or_rounded_half_up(exact: Fraction, down: int, nearest: int) -> None:
    assert Money.floor(exact) == Money(down)
    assert Money.half_up(exact) == Money(nearest)


def test_sums_add_subtract_multiply_and_compare() -> None:
    assert Money(300) + Money(47) - Money(7) == Money(340) == Money(85) * 4
    assert Money(1) < Money(2)
    assert Money(1)
    assert not ZERO


@pytest.mark.parametrize(
    ("money", "text"),
    [(Money(1_240_000), "12400.00"), (Money(5), "0.05"), (Money(-105), "-1.05")],
)
def test_the_form_of_banks_protocols(money: Money, text: str) -> None:
    assert str(money) == text

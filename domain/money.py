"""Money in whole kopecks."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """A sum of roubles, kept as an integer number of kopecks. Floats are refused."""

    kopecks: int

    def __post_init__(self) -> None:
        if type(self.kopecks) is not int:
            raise TypeError(f"kopecks must be an int, not {type(self.kopecks).__name__}")

    @classmethod
    def rubles(cls, amount: int | str | Decimal) -> Self:
        """`Money.rubles(10_000)`, `Money.rubles("3.47")`; ValueError below a kopeck."""
        if isinstance(amount, float):
            raise TypeError("a float is not an exact sum")
        kopecks = Decimal(amount) * 100
        if kopecks != kopecks.to_integral_value():
            raise ValueError(f"{amount} is not a whole number of kopecks")
        return cls(int(kopecks))

    @classmethod
    def floor(cls, kopecks: Fraction | Decimal) -> Self:
        """The exact number of kopecks cut down to a whole one (never against the borrower)."""
        return cls(kopecks.__floor__())

    @classmethod
    def half_up(cls, kopecks: Fraction) -> Self:
        """The exact number of kopecks rounded to the nearest whole one, halves up."""
        return cls((kopecks + Fraction(1, 2)).__floor__())

    def __add__(self, other: Self) -> Self:
        return type(self)(self.kopecks + other.kopecks)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.kopecks - other.kopecks)

    def __mul__(self, times: int) -> Self:
        return type(self)(self.kopecks * times)

    def __bool__(self) -> bool:
        return self.kopecks != 0

    def __str__(self) -> str:
        """«12400.00», the form that banks' protocols use."""
        sign = "-" if self.kopecks < 0 else ""
        return f"{sign}{abs(self.kopecks) // 100}.{abs(self.kopecks) % 100:02d}"


ZERO = Money(0)

"""Sums on the wire ("12.34", roubles) and inside the bank (kopecks)."""

import re

_VALUE = re.compile(r"(?:0|[1-9][0-9]{0,11})\.[0-9]{2}")


def kopecks(value: str) -> int:
    """ "12.34" -> 1234; ValueError for any other spelling."""
    if not _VALUE.fullmatch(value):
        raise ValueError(f"«{value}» is not a sum like 12.34")
    return int(value.replace(".", ""))


def roubles(sum_: int) -> str:
    """1234 -> "12.34"."""
    return f"{sum_ // 100}.{sum_ % 100:02}"


def amount(sum_: int) -> dict[str, str]:
    return {"value": roubles(sum_), "currency": "RUB"}


def in_words(sum_: int, *, whole: bool = False) -> str:
    """For people: 1000050 -> «10 000,50 ₽»; with `whole`, zero kopecks are left out."""
    text = f"{sum_ // 100:,}".replace(",", " ")
    if sum_ % 100 or not whole:
        text += f",{sum_ % 100:02}"
    return f"{text} ₽"


def kopecks_of(roubles: str) -> int:
    """Of «1 000,50» or «1000.50» as people write it; ValueError."""
    plain = "".join(roubles.split()).replace(",", ".")
    if not re.fullmatch(r"\d{1,9}(\.\d{1,2})?", plain, re.ASCII):
        raise ValueError(f"«{roubles}» is no sum of roubles")
    whole, _, rest = plain.partition(".")
    return int(whole) * 100 + int(rest.ljust(2, "0"))

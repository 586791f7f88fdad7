"""Does a text look like what must not stand in a chat: a card number, its code, a passport?"""

import re
from collections.abc import Iterator
from enum import StrEnum

from stdnum import luhn

DIGITS = re.compile(r"\d(?:[ -]?\d){12,}")
PASSPORT = re.compile(r"(?<!\d)(?:\d{4}|\d{2} \d{2}) (?:№ ?)?\d{6}(?!\d)")
CVC = re.compile(r"\d{3}")


class Leak(StrEnum):
    CARD = "card"
    CVC = "cvc"
    PASSPORT = "passport"


def leak_in(text: str, *, cvc_likely: bool, passport_asked: bool) -> Leak | None:
    """13–19 digits that pass Luhn's check are a card; «4510 123456» is a passport unless it was
    asked for; three digits are a card's code where somebody is busy with a card."""
    if any(_is_card(one) for found in DIGITS.finditer(text) for one in _numbers(found[0])):
        return Leak.CARD
    if not passport_asked and PASSPORT.search(text):
        return Leak.PASSPORT
    if cvc_likely and CVC.fullmatch(text.strip()):
        return Leak.CVC
    return None


def _numbers(digits: str) -> Iterator[str]:
    """Whole groups of digits that stand together: the date on a card often follows its number."""
    groups = re.split(r"[ -]", digits)
    for first in range(len(groups)):
        number = ""
        for group in groups[first:]:
            number += group
            if len(number) > 19:
                break
            yield number


def _is_card(number: str) -> bool:
    return len(number) >= 13 and set(number) != {"0"} and bool(luhn.is_valid(number))

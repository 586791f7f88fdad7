"""Which passwords and PINs are taken: length, and none that are guessed first.

Common passwords are a file beside this one; it names its source.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

from domain.refusals import PasswordRefused, WhyNotPassword

LEAST, MOST = 8, 64
PIN_LEAST, PIN_MOST = 4, 6
DIGITS = re.compile(r"[\d .,/-]+")  # a date, a phone: guessed first


@cache
def common() -> frozenset[str]:
    text = files("domain.rules").joinpath("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("# "))


def normal(typed: str) -> str:
    """One spelling for what looks the same; spaces around it are the keyboard's."""
    return unicodedata.normalize("NFC", typed).strip()


def spellings(typed: str) -> tuple[str, ...]:
    """What may have been meant: phones like to begin with a capital letter."""
    text = normal(typed)
    small = text[:1].lower() + text[1:]
    return (text,) if small == text else (text, small)


def check_password(typed: str, own: Iterable[str]) -> str:
    """The password as it is kept. PasswordRefused; `own`: what others know of its owner."""
    text = normal(typed)
    if len(text) < LEAST:
        raise PasswordRefused(WhyNotPassword.SHORT)
    if len(text) > MOST:
        raise PasswordRefused(WhyNotPassword.LONG)
    plain = text.lower()
    if plain in common() or len(set(plain)) < 4 or _runs(plain) or DIGITS.fullmatch(plain):
        raise PasswordRefused(WhyNotPassword.COMMON)
    if any(part and part.lower() in plain for part in own):
        raise PasswordRefused(WhyNotPassword.OWN)
    return text


def check_pin(typed: str, own: Iterable[str]) -> str:
    """Four to six digits, not all the same, not in a row, no date or number of the owner's."""
    text = normal(typed)
    if not (text.isascii() and text.isdecimal() and PIN_LEAST <= len(text) <= PIN_MOST):
        raise PasswordRefused(WhyNotPassword.PIN)
    pairs = len(text) % 2 == 0 and text == text[:2] * (len(text) // 2)
    if len(set(text)) == 1 or _runs(text) or pairs:
        raise PasswordRefused(WhyNotPassword.PIN_SIMPLE)
    if any(text in part for part in own):
        raise PasswordRefused(WhyNotPassword.OWN)
    return text


def _runs(text: str) -> bool:
    """«12345678», «hgfedcba»: each sign the neighbour of the one before."""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return steps in ({1}, {-1})

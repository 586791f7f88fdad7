"""How many SMS a text takes: what the lender counts is what the operator charges."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.sms_parts import parts
from sandbox.desks.sms_parts import sms_parts


@pytest.mark.parametrize("count", [parts, sms_parts], ids=["ours", "the operator's"])
@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("я" * 70, 1),
        ("я" * 71, 2),
        ("я" * 134, 2),
        ("я" * 135, 3),
        ("a" * 70 + "я", 2),  # one Cyrillic letter makes all of it UTF-16
        ("a" * 69 + "`", 1),  # ASCII, and not in the alphabet
        ("a" * 70 + "`", 2),
        ("a" * 70 + "\t", 2),
        *((sign * 80, 1) for sign in "[]{}|~^\\€"),  # behind an escape: each counts twice
        *((sign * 81, 2) for sign in "[]{}|~^\\€"),
        ("a" * 152 + "{" + "a" * 7, 2),  # 161
        ("a" * 152 + "{" + "a" * 152, 3),  # an escape isn't cut in two: 152, 153, 1
        ("a" * 159 + "é", 1),  # in the alphabet, and not ASCII
        ("a" * 159 + "ç", 3),  # not in it
        ("я" * 66 + "🙂" + "я" * 66, 3),  # nor is a pair of UTF-16
    ],
    ids=lambda value: repr(value[:1]) + str(len(value)) if isinstance(value, str) else None,
)
def test_parts(count: Callable[[str], int], text: str, of: int) -> None:
    assert count(text) == of


@given(st.text(st.sampled_from("aя`[€é🙂\n"), max_size=400))
def test_both_count_alike(text: str) -> None:
    assert parts(text) == sms_parts(text)

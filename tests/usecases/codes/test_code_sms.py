"""What SMS with codes say, and in how many parts an operator sends and charges them."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest

from domain import notifications as notices
from domain.money import Money
from domain.notifications import Notice
from handlers.sms import sms_of

LONGEST = {
    "digits": "123456",
    "amount": Money.rubles("99999.99"),
    "due": date(2026, 12, 31),
    "last4": "1002",
    "document": "a1b2c3d4",
    "kinds": ("bureau", "conditions"),
}
# Each has a step at which somebody may name a number that isn't theirs.
PROVE_A_NUMBER = {"PhoneCodeSms", "RecoveryCodeSms", "NewPhoneCodeSms"}
# What these sign is said in full, with the document; whose number it is was proven before.
SIGN = {"ConsentCodeSms", "SigningCodeSms", "ProlongationCodeSms"}


def codes() -> Iterator[Notice]:
    """One of every kind that there is, at its longest."""
    for kind in vars(notices).values():
        if isinstance(kind, type) and issubclass(kind, Notice) and hasattr(kind, "by_call"):
            names = {one.name for one in fields(kind)} & LONGEST.keys()
            yield kind(**{name: LONGEST[name] for name in names})


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_these_are_all_the_kinds() -> None:
    assert {type(one).__name__ for one in codes()} == PROVE_A_NUMBER | SIGN | {"PaymentCodeSms"}


@pytest.mark.parametrize("kind", sorted(PROVE_A_NUMBER))
def test_a_code_that_proves_a_number_is_one_part_and_names_the_lender(kind: str) -> None:
    (text,) = (sms_of(one) for one in codes() if type(one).__name__ == kind)

    assert units(text) <= 70
    assert "«Умны" in text


def test_a_code_that_signs_a_document_takes_two_parts_at_most_and_others_one() -> None:
    taken = {type(one).__name__: 1 if units(sms_of(one)) <= 70 else 2 for one in codes()}

    assert {kind for kind, parts in taken.items() if parts == 2} == SIGN
    assert all(units(sms_of(one)) <= 2 * 67 for one in codes())


def test_each_says_to_tell_it_to_nobody() -> None:
    assert all("икому" in sms_of(one) for one in codes())

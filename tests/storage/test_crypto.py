"""Personal data at rest."""

import base64

import pytest
from cryptography.exceptions import InvalidTag

from storage.engine.crypto import Cipher

ONE, TWO = b"1" * 32, b"2" * 32
OLD = Cipher({1: ONE})
ROTATED = Cipher({1: ONE, 2: TWO})


def test_what_was_sealed_is_opened() -> None:
    sealed = OLD.seal("Петров", "draft.body")

    assert OLD.open(sealed, "draft.body").decode() == "Петров"
    assert "Петров".encode() not in sealed


def test_the_same_content_is_sealed_differently_each_time() -> None:
    assert OLD.seal("Петров", "draft.body") != OLD.seal("Петров", "draft.body")


def test_a_value_moved_to_another_place_does_not_open() -> None:
    with pytest.raises(InvalidTag):
        OLD.open(OLD.seal("Петров", "draft.body"), "application.form")


def test_a_changed_value_does_not_open() -> None:
    sealed = bytearray(OLD.seal("Петров", "draft.body"))
    sealed[-1] ^= 1

    with pytest.raises(InvalidTag):
        OLD.open(bytes(sealed), "draft.body")


def test_a_wrong_key_does_not_open_and_an_unknown_one_is_named() -> None:
    with pytest.raises(InvalidTag):
        Cipher({1: TWO}).open(OLD.seal("Петров", "draft.body"), "draft.body")
    with pytest.raises(KeyError):
        Cipher({2: TWO}).open(OLD.seal("Петров", "draft.body"), "draft.body")


def test_after_a_rotation_old_values_open_and_new_ones_have_the_new_key() -> None:
    assert ROTATED.open(OLD.seal("Петров", "draft.body"), "draft.body").decode() == "Петров"
    with pytest.raises(KeyError):
        OLD.open(ROTATED.seal("Петров", "draft.body"), "draft.body")


def test_the_index_finds_the_same_value_after_a_rotation_and_tells_nothing() -> None:
    found = OLD.index("+79161234567")

    assert found == ROTATED.index("+79161234567") != OLD.index("+79161234568")
    assert found != Cipher({1: TWO}).index("+79161234567")
    assert "9161234567" not in found


def test_keys_are_written_as_numbers_and_base64() -> None:
    text = ", ".join(f"{n}:{base64.b64encode(key).decode()}" for n, key in ((1, ONE), (2, TWO)))

    sealed = ROTATED.seal("Петров", "draft.body")
    assert Cipher.parse(text).open(sealed, "draft.body").decode() == "Петров"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secret",
        "1:secret",
        f"one:{base64.b64encode(ONE).decode()}",
        f"1:{base64.b64encode(b'secret').decode()}",
        f"256:{base64.b64encode(ONE).decode()}",
    ],
)
def test_a_wrong_key_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(ValueError, match=r"data key|expected") as error:
        Cipher.parse(text)
    secret = text.partition(":")[2] or "secret"
    assert secret not in str(error.value)

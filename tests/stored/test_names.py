"""What lies in databases and in buttons of before an upgrade keeps its name."""

import json
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from handlers.engine.callbacks import ChangeField, OldChangeField, OldPickChange, PickChange
from tests.stored import names
from tests.stored.columns import SEALED

PINNED = json.loads(names.PINNED.read_text())
NOW = json.loads(json.dumps(names.now()))
HOW = "a name that is stored has changed; what is new comes in by python -m tests.stored.names"


@pytest.mark.parametrize("what", sorted(NOW))
def test_no_stored_name_has_changed(what: str) -> None:
    assert NOW[what] == PINNED.get(what), HOW


def test_nothing_that_is_pinned_has_gone() -> None:
    assert PINNED.keys() == NOW.keys()


def test_every_sealed_column_is_known() -> None:
    assert SEALED.keys() == names.sealed_columns()


def test_a_state_is_named_by_its_group_as_in_every_database() -> None:
    """The strings are set, so that a class may be renamed; today both still agree."""
    for group in names.groups():
        for state in group.__states__:
            assert state.state is not None
            assert state.state.count(":") == 1


def test_no_two_buttons_can_be_taken_for_one_another() -> None:
    known = [(one.__prefix__, len(one.model_fields)) for one in names.callbacks()]
    assert len(known) == len(set(known))


@pytest.mark.parametrize(
    ("data", "old", "new"),
    [
        ("change:withdraw:abc", OldPickChange(do="withdraw", id="abc"), PickChange),
        ("change:email", OldChangeField(field="email"), ChangeField),
    ],
)
def test_buttons_that_shared_a_prefix_are_told_apart_by_shape(
    data: str, old: CallbackData, new: type[CallbackData]
) -> None:
    kinds: list[Any] = [OldPickChange, OldChangeField]
    read = [one for one in kinds if _reads(one, data)]
    assert [type(old)] == read
    assert isinstance(old, new)
    assert old.pack() == data


def _reads(kind: type[CallbackData], data: str) -> bool:
    try:
        kind.unpack(data)
    except (TypeError, ValueError):
        return False
    return True

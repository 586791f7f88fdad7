"""Whatever the domain may say or refuse has its words."""

import ast
from pathlib import Path
from typing import TypeVar

import pytest
from aiogram.fsm.state import State, StatesGroup

import domain.errors
import domain.notices
import handlers.routers
from domain.cards import CardRefusal
from domain.cases import ACTIONS, Action, Kind
from domain.errors import Refusal
from domain.notices import Notice
from handlers.screens import card, notices, problems, staff

T = TypeVar("T")
PARSE = Path(handlers.routers.__file__).with_name("parse.py")


def below(kind: type[T]) -> list[type[T]]:
    found = [one for child in kind.__subclasses__() for one in (child, *below(child))]
    return sorted(found, key=lambda one: one.__name__)


NOTICES = [one for one in below(Notice) if one.__module__ == domain.notices.__name__]
SMS = [one for one in NOTICES if one.__name__.endswith("Sms")]
SCREENS = [one for one in NOTICES if one not in SMS]
REFUSALS = [one for one in below(Refusal) if one.__module__ == domain.errors.__name__]
STEPS = {
    state.state
    for group in below(StatesGroup)
    for state in vars(group).values()
    if isinstance(state, State)
}


@pytest.mark.parametrize("kind", SCREENS)
def test_every_notice_has_a_screen_of_its_own(kind: type[Notice]) -> None:
    assert kind in notices.screen_of.registry


@pytest.mark.parametrize("kind", SMS)
def test_every_sms_has_a_text_of_its_own(kind: type[Notice]) -> None:
    assert kind in notices._sms.registry


@pytest.mark.parametrize("kind", NOTICES)
def test_what_a_notice_expects_is_a_step_of_a_conversation(kind: type[Notice]) -> None:
    assert kind.expects in {None, ""} | STEPS


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_a_screen_of_its_own(kind: type[Refusal]) -> None:
    assert kind in problems.refusal.registry


def test_every_problem_that_a_conversation_raises_has_its_sentence() -> None:
    raised = {key for path in PARSE.parent.rglob("*.py") for key in problems_in(path)}

    assert {"not_text", "button", "amount", "hold_sum"} <= raised
    assert raised == problems.PROBLEMS.keys()


def test_every_case_and_every_refusal_of_a_card_has_its_words() -> None:
    assert staff.TITLES.keys() == set(Kind) == ACTIONS.keys()
    assert staff.ANSWERS.keys() == set(Action)
    assert card.REFUSALS.keys() == set(CardRefusal)


def problems_in(path: Path) -> set[str]:
    """The keys with which InputError is raised; in parse.py also those handed to `_sum`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            place = {"InputError": 0, "_sum": 1}.get(node.func.id)
            key = node.args[place] if place is not None else None
            if isinstance(key, ast.Constant):
                found.add(str(key.value))
    return found

"""Whatever the domain may say or refuse has its words."""

import ast
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiogram.fsm.state import StatesGroup

import domain.notifications
import domain.refusals
import handlers.routers
from domain.model.application import CONSENTS, LIVE, ApplicationStatus, Form, ProgressStep, Reason
from domain.model.card_binding import CardRefusal
from domain.model.cases import ACTIONS, Action, CaseKind
from domain.model.questionnaire import NEEDED
from domain.money import Money
from domain.notifications import Commands, Notice
from domain.refusals import Refusal
from domain.rules.decision import numbers
from handlers import next_steps, problems, sms
from handlers import notifications as notices
from handlers.applications import notifications as application_notices
from handlers.applications import progress_screens as progress
from handlers.applications.application_form import APPLICATION
from handlers.cards import binding_screens as card
from handlers.consents import screens as consents
from handlers.home import commands
from handlers.staff import case_words

T = TypeVar("T")
HANDLERS = Path(handlers.routers.__file__).parent
# Which argument of what is called in parse.py, or of it, is the key of a problem.
HANDED_ON = {"InputError": 0, "_sum": 1, "_date": 1, "words": 0}


def below(kind: type[T]) -> list[type[T]]:
    found = [one for child in kind.__subclasses__() for one in (child, *below(child))]
    return sorted(found, key=lambda one: one.__name__)


NOTICES = [one for one in below(Notice) if one.__module__.startswith(domain.notifications.__name__)]
SMS = [one for one in NOTICES if one.__name__.endswith("Sms")]
SCREENS = [one for one in NOTICES if one not in (*SMS, Commands)]  # those change the menu
REFUSALS = [one for one in below(Refusal) if one.__module__.startswith(domain.refusals.__name__)]


@pytest.mark.parametrize("kind", SCREENS)
def test_every_notice_has_a_screen_of_its_own(kind: type[Notice]) -> None:
    assert kind in notices.screen_of.registry


@pytest.mark.parametrize("kind", SMS)
def test_every_sms_has_a_text_of_its_own(kind: type[Notice]) -> None:
    assert kind in sms._sms.registry


@pytest.mark.parametrize("kind", [one for one in SMS if "by_call" in one.__annotations__])
def test_a_code_is_dictated_digit_by_digit_and_twice(kind: type[Notice]) -> None:
    """A robot would read 123456 as one number."""
    some: dict[str, Any] = {
        "digits": "123456",
        "kinds": ("bureau", "conditions"),
        "by_call": True,
        "amount": Money.rubles(10_000),
        "document": "0a1b2c3d",
        "last4": "4444",
        "due": date(2026, 12, 24),
    }
    given = {name: value for name, value in some.items() if name in kind.__annotations__}
    notice = kind(**given)

    assert sms.by_call(notice)
    assert sms.sms_of(notice).count("1, 2, 3, 4, 5, 6") == 2


def test_every_menu_of_commands_has_its_list() -> None:
    assert commands.LISTS.keys() == {"guest", "borrower", "staff", "admin"}


def test_no_notice_leads_to_a_step_and_to_the_end() -> None:
    assert not set(next_steps.STEPS) & set(next_steps.ENDS)
    assert len(next_steps.ENDS) == len(set(next_steps.ENDS))


def test_the_domain_names_no_step_of_a_conversation() -> None:
    steps = {state.state for group in below(StatesGroup) for state in group.__states__}
    named = {
        node.value
        for path in Path(domain.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(steps) > 30
    assert not steps & named


@pytest.mark.parametrize("kind", REFUSALS)
def test_every_refusal_has_a_screen_of_its_own(kind: type[Refusal]) -> None:
    assert kind in problems.refusal.registry


def test_every_problem_that_a_conversation_raises_has_its_sentence() -> None:
    raised = {key for path in HANDLERS.rglob("*.py") for key in problems_in(path)}

    assert {"not_text", "button", "amount", "hold_sum", "employer", "past_date"} <= raised
    assert raised == problems.PROBLEMS.keys()


def test_every_case_and_every_refusal_of_a_card_has_its_words() -> None:
    assert case_words.TITLES.keys() == set(CaseKind) == ACTIONS.keys()
    assert case_words.ANSWERS.keys() == set(Action)
    assert card.REFUSALS.keys() == set(CardRefusal)


def test_every_rejection_is_explained() -> None:
    assert application_notices.REASONS.keys() == set(Reason)


def test_every_state_of_an_application_stands_on_the_status_screen() -> None:
    assert progress.DONE.keys() == set(ProgressStep)
    assert progress.NOW.keys() | progress.ENDS.keys() | {ApplicationStatus.ISSUED} == set(
        ApplicationStatus
    )
    assert progress.NOW.keys() == LIVE


def test_every_rejection_has_its_day_of_another_try() -> None:
    assert numbers()["retry_after_days"].keys() == set(Reason)


def test_every_question_has_a_field_of_the_form_and_the_other_way_round() -> None:
    asked = {field.name for field in APPLICATION.fields}

    assert asked == {field.name for field in fields(Form)} - {"phone"}
    assert {field.name for field in APPLICATION.fields if not field.optional} >= set(NEEDED)


def test_every_consent_that_is_needed_has_its_wording() -> None:
    assert consents.ALL.keys() == CONSENTS
    assert {kind: one.kind for kind, one in consents.ALL.items()} == {k: k for k in CONSENTS}


def problems_in(path: Path) -> set[str]:
    """The keys with which InputError is raised, also through the helpers of parse.py."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = called.id if isinstance(called, ast.Name) else called
            place = HANDED_ON.get(name) if isinstance(name, str) else None
            key = node.args[place] if place is not None else None
            if isinstance(key, ast.Constant):
                found.add(str(key.value))
    return found

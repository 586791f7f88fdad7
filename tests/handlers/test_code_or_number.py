"""A code is never answered as a phone number, nor a number as a code, at any step that asks for
either."""

import inspect

import pytest

from handlers import problems
from handlers.applications.application_form import APPLICATION
from handlers.engine import parse
from handlers.engine.parse import InputError
from handlers.routers import ROUTERS
from tests.handlers.walk import Walker, steps, written

NUMBER, CODE = "+7 916 123-45-67", "123456"
# Conversations in which a code proves a number: both are taken at both steps.
PROVING = {
    "PhoneNumber:number",
    "PhoneNumber:code",
    "Recovery:phone",
    "Recovery:code",
    "ChangingPhone:new",
    "ChangingPhone:code",
}
# A number that no code proves there.
NAMING = {"Login:phone", "ChangingPhone:old"}
# The code goes to the number of the contract, and no other can be named.
SIGNING = {"Finals:code", "Signing:code", "Repaying:code", "Prolonging:code"}


@pytest.fixture
def guest() -> Walker:
    return Walker(signed_in=False)


SOURCES = {
    f"{one.callback.__module__}.{one.callback.__name__}".removeprefix("handlers."): (
        inspect.getsource(one.callback)
    )
    for router in ROUTERS
    for one in router.message.handlers
}


async def reading(guest: Walker, text: str, word: str) -> set[str | None]:
    """The steps at which `text` reaches a handler whose code names `word`."""
    return {step for step in steps() if word in SOURCES[await guest.writes(text, step)]}


async def test_a_number_is_read_wherever_a_number_or_its_code_is_asked_for(guest: Walker) -> None:
    assert await reading(guest, NUMBER, "parse.phone") >= PROVING | NAMING
    read = {step: await guest.writes(NUMBER, step) for step in PROVING}
    assert set(read.values()) == {
        "applications.phone.number",
        "accounts.recovering.phone",
        "phone_change.conversation.new",
    }


async def test_a_code_is_read_wherever_it_or_its_number_is_asked_for(guest: Walker) -> None:
    read = {step: await guest.writes(CODE, step) for step in PROVING}
    assert set(read.values()) == {
        "applications.phone.code",
        "accounts.recovering.code",
        "phone_change.conversation.code",
    }


async def test_these_are_all_the_steps_that_ask_for_either(guest: Walker) -> None:
    """A new one is looked at here."""
    numbers = await reading(guest, NUMBER, "parse.phone")
    codes = await reading(guest, CODE, "parse.code")

    assert numbers | await reading(guest, CODE, "parse.phone") == PROVING | NAMING
    assert codes | await reading(guest, NUMBER, "parse.code") == PROVING | SIGNING


@pytest.mark.parametrize("typed", ["123456", "123 456", "123-456"])
def test_a_code_where_only_a_number_can_be_told_is_said_to_be_one(typed: str) -> None:
    asked = [parse.phone, *(one.parse for one in APPLICATION.fields if "phone" in one.name)]
    assert len(asked) == 3  # the number itself, the one at home, and the contact person's

    for read in asked:
        with pytest.raises(InputError) as caught:
            read(written(typed))
        assert "Похоже на код из СМС" in problems.problem(caught.value.problem).text

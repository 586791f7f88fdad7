"""While a session is locked nothing goes but what is listed; every way in is tried."""

import pytest

from handlers.routers import ROUTERS
from tests.handlers.walk import TEXTS, Walker, buttons, commands, plain_steps, steps

ASKS = {"accounts.proving.ask", "accounts.proving.ask_first"}
# Whatever else a locked session reaches: what is public, help, leaving, a new password by code and
# birth date, and repaying by a bound card.
TAPPED = {
    "home.menu.help_",
    "accounts.entering.sure",
    "accounts.entering.logout",
    "accounts.recovering.recover",
    "accounts.recovering.another_code",
    "repayment.conversation.begin",
    "repayment.conversation.pick_sum",
    "repayment.conversation.pay",
    "repayment.conversation.another_code",
}
COMMANDED = {
    "/help": "home.menu.help_",
    "/privacy": "privacy.privacy.privacy",
    "/logout": "accounts.entering.sure",
}
WRITTEN = {
    "Proof:secret": "accounts.proving.secret",
    "Repaying:amount": "repayment.conversation.typed_sum",
    "Repaying:way": "repayment.conversation.wrong_way",
    "Repaying:code": "repayment.conversation.code",
    "Recovery:code": "accounts.recovering.code",
    "Recovery:birth": "accounts.recovering.birth",
    "Recovery:new": "accounts.recovering.new",
}


@pytest.fixture
def locked() -> Walker:
    return Walker(signed_in=True, locked=True)


async def test_no_button_at_any_step_gets_past_the_lock_but_the_listed_ones(locked: Walker) -> None:
    reached: dict[str, set[str]] = {}
    for step in steps():
        for data in buttons():
            reached.setdefault(await locked.taps(data, step), set()).add(data)

    assert reached.keys() - ASKS == TAPPED
    assert reached["repayment.conversation.pay"] == {
        "by:1:0"
    }  # by a bound card, not on the bank's page
    for name in ("accounts.recovering.another_code", "repayment.conversation.another_code"):
        assert reached[name] == {"go:resend", "go:call"}  # no consent to a call is given here


async def test_no_command_at_any_step_gets_past_the_lock_but_the_listed_ones(
    locked: Walker,
) -> None:
    reached = {
        (command, await locked.writes(command, step)) for step in steps() for command in commands()
    }

    assert {one for one in reached if one[1] not in ASKS} == set(COMMANDED.items())


async def test_nothing_is_written_at_any_step_past_the_lock_but_at_the_listed_ones(
    locked: Walker,
) -> None:
    reached = {
        (step, await locked.writes(text, step)) for step in steps() for text in (*TEXTS, None)
    }

    assert {one for one in reached if one[1] not in ASKS} == set(WRITTEN.items())


@pytest.mark.parametrize("step", ["Recovery:birth", "Recovery:new"])
async def test_a_recovery_that_was_left_alone_waits_for_the_password(step: str) -> None:
    somebody = Walker(signed_in=True, locked=True, idle=True)

    assert await somebody.writes("31.12.1990", step) in ASKS


async def test_what_may_be_the_password_is_never_read_as_a_sum(locked: Walker) -> None:
    for step in ("Repaying:amount", "Repaying:way", "Repaying:code"):
        assert await locked.writes("трава зелёный поезд", step) in ASKS


async def test_the_walk_reaches_every_handler_of_a_private_chat() -> None:
    """So that a new one can't be forgotten."""
    somebody, reached = Walker(signed_in=True), set()
    stateful = ("go:", "ask:", "edit:", "sum:", "days:")
    for step in steps():
        taps = [one for one in buttons() if step is None or one.startswith(stateful)]
        reached |= {await somebody.taps(data, step) for data in taps}
        for text in (*TEXTS, *commands(), "2200 0000 0000 0004", None):
            reached.add(await somebody.writes(text, step))
    known = {
        f"{handler.callback.__module__}.{handler.callback.__name__}".removeprefix("handlers.")
        for router in ROUTERS
        for handler in (*router.message.handlers, *router.callback_query.handlers)
    }

    lacking = {one for one in known if not one.startswith("staff.")} - reached
    assert lacking == {
        "privacy.leaks.stray_code",  # hands on to the next one
        "accounts.proving.ask",  # of a locked session only
        "accounts.proving.ask_first",
    }


def test_the_steps_and_buttons_are_found() -> None:
    assert {"sign", "resend", "export", "change_phone", "dispute_bare"} <= plain_steps()
    assert {"Signing:code", "ChangingPhone:photo", "Questions:answer"} <= steps()
    assert {"/start", "/credit", "/phone", "/fraud"} <= commands()
    assert len(buttons()) > 100

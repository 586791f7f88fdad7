"""After idle time money waits for the password or the PIN; new passwords and PINs."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.ids import ChatId
from domain.model.accounts.login_attempt import LoginWay
from domain.model.accounts.session import Session, is_idle
from domain.notifications import (
    Entered,
    OldPasswordRight,
    PinAllowed,
    ProofDenied,
    Proven,
    Secret,
    SecretSame,
    SecretSaved,
    SignedOut,
    WhyOut,
)
from domain.refusals import AccountNeeded, EntryOver, PasswordRefused, TriesPaused
from tests.support.answers import NOON
from tests.support.door import MARIA, PASSWORD, Door
from tests.support.lender import IVAN, Lender

IDLE = timedelta(minutes=15)
NEW = "трава зелёный поезд"


@pytest.fixture
async def door(lender: Lender) -> Door:
    await lender.has_loan()
    made = Door(lender)
    await made.opens()
    return made


async def proves(door: Door, secret: str, chat: int = IVAN) -> Any:
    await door.do("prove", chat=chat, secret=secret, wish="go:repay")
    await door.argon2()
    return (await door.lender.told())[-1]


async def names_password(door: Door, way: LoginWay, password: str = PASSWORD) -> Any:
    await door.do("begin_new_secret", chat=IVAN, way=way)
    await door.do("try_old_password", chat=IVAN, secret=password)
    await door.argon2()
    return (await door.lender.told())[-1]


async def sets(door: Door, typed: str) -> Any:
    await door.do("set_secret", chat=IVAN, typed=typed)
    await door.argon2()
    return (await door.lender.told())[-1]


@pytest.mark.parametrize(
    ("minutes", "idle", "locked"),
    [(15, IDLE, False), (16, IDLE, True), (10_000, None, False)],
)
def test_a_session_locks_after_idle_time(
    minutes: int, idle: timedelta | None, locked: bool
) -> None:
    session = Session(chat_id=ChatId(1), borrower_id=IVAN, name=None, opened_at=NOON, seen_at=NOON)

    assert is_idle(session, NOON + timedelta(minutes=minutes), idle) is locked


async def lock(door: Door) -> None:
    session = await door.lender.sessions.of_chat(ChatId(IVAN))
    assert session is not None
    await door.lender.sessions.touch(replace(session, locked=True))


async def test_the_password_opens_it_again_and_the_wish_comes_back(door: Door) -> None:
    await lock(door)
    assert (await door.actor(IVAN)).locked

    assert await proves(door, PASSWORD) == Proven(wish="go:repay")
    assert not (await door.actor(IVAN)).locked


async def test_a_wrong_one_says_which_it_looked_like_and_counts(door: Door) -> None:
    await lock(door)
    assert await proves(door, "4829") == ProofDenied(
        secret=Secret.PASSWORD, wait=None, locked=False
    )
    await names_password(door, LoginWay.PIN)
    await sets(door, "4829")
    await lock(door)

    assert (await proves(door, "1111")).secret is Secret.PIN
    for _ in range(2):
        denied = await proves(door, "2222")
    assert denied.wait is not None
    with pytest.raises(TriesPaused):
        await door.do("prove", chat=IVAN, secret="4829", wish="")


async def test_ten_thousand_pins_get_nowhere(door: Door) -> None:
    await names_password(door, LoginWay.PIN)
    await sets(door, "9517")
    await lock(door)
    tried = 0
    for pin in range(10_000):
        try:
            await door.do("prove", chat=IVAN, secret=f"{pin:04}", wish="")
        except TriesPaused:
            continue
        tried += 1
        await door.argon2()

    assert tried == 3
    assert (await door.actor(IVAN)).locked


async def test_a_pin_needs_the_password_first(door: Door) -> None:
    await door.do("begin_new_secret", chat=IVAN, way=LoginWay.PIN)
    with pytest.raises(EntryOver):
        await door.do("set_secret", chat=IVAN, typed="4829")

    assert isinstance(await names_password(door, LoginWay.PIN, "wrong-password"), ProofDenied)
    assert await names_password(door, LoginWay.PIN) == PinAllowed()
    with pytest.raises(PasswordRefused):
        await door.do("set_secret", chat=IVAN, typed="1234")
    assert await sets(door, "4829") == SecretSaved(secret=Secret.PIN)
    await lock(door)
    assert await proves(door, "4829") == Proven(wish="go:repay")
    assert await proves(door, PASSWORD) == Proven(wish="go:repay")


async def test_a_pin_is_taken_away_and_the_password_is_left(door: Door) -> None:
    await names_password(door, LoginWay.PIN)
    await sets(door, "4829")
    await door.do("drop_pin", chat=IVAN)

    assert isinstance(await proves(door, "4829"), ProofDenied)
    assert isinstance(await proves(door, PASSWORD), Proven)


async def test_a_new_password_is_not_the_old_one(door: Door) -> None:
    await names_password(door, LoginWay.PASSWORD)

    assert await sets(door, PASSWORD) == SecretSame()
    assert isinstance(await sets(door, NEW), SecretSaved)


async def test_a_new_password_signs_the_other_devices_out(door: Door) -> None:
    await door.logs_in()
    assert await names_password(door, LoginWay.PASSWORD) == OldPasswordRight()
    await door.do("set_secret", chat=IVAN, typed=NEW)
    await door.argon2()

    told = await door.lender.told()
    assert SignedOut(why=WhyOut.PASSWORD) in told
    assert told[-1] == SecretSaved(secret=Secret.PASSWORD, others=1)
    assert [await door.who(chat) for chat in (IVAN, MARIA)] == [IVAN, None]
    assert isinstance(await door.logs_in(NEW), Entered)


@pytest.mark.parametrize("usecase", ["begin_new_secret", "drop_pin", "prove", "try_old_password"])
async def test_a_guest_has_no_secrets_here(door: Door, usecase: str) -> None:
    arguments: dict[str, dict[str, Any]] = {
        "begin_new_secret": {"way": LoginWay.PIN},
        "prove": {"secret": PASSWORD, "wish": ""},
        "try_old_password": {"secret": PASSWORD},
    }
    with pytest.raises(AccountNeeded):
        await door.do(usecase, **arguments.get(usecase, {}))

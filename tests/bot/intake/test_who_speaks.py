"""Who speaks in a chat: a guest, or somebody who is signed in, and since when they were silent."""

from datetime import timedelta
from typing import Any

import pytest

from bot.intake.dispatcher import OneTransaction
from domain.ids import ChatId
from domain.model.accounts.session import Actor, Session
from tests.bot.house import House
from tests.support.lender import Lender

IDLE = timedelta(minutes=15)


async def hears(house: House, idle: timedelta | None = IDLE) -> Actor:
    """What handlers learn of who says a word."""
    told: dict[str, Any] = {}

    async def handler(_: object, data: dict[str, Any]) -> None:
        told.update(data)

    house.room.core.send_text(house.ivan, house.ivan, "слово")
    *_, update = await house.updates()
    object.__setattr__(house.services, "idle", idle)
    await OneTransaction()(handler, update, {"services": house.services, "bot": house.bot})
    assert told["borrower_id"] == told["actor"].borrower_id
    actor: Actor = told["actor"]
    return actor


@pytest.fixture
async def signed_in(house: House) -> House:
    now = house.lender.clock.now()
    session = Session(
        chat_id=ChatId(house.ivan), borrower_id=house.ivan, name=None, opened_at=now, seen_at=now
    )
    await house.lender.sessions.open(session)
    return house


async def seen(lender: Lender, chat: int) -> Session:
    session = await lender.sessions.of_chat(ChatId(chat))
    assert session is not None
    return session


async def test_a_guest_has_the_number_of_the_chat(house: House) -> None:
    actor = await hears(house)

    assert (actor.borrower_id, actor.signed_in, actor.locked) == (house.ivan, False, False)


async def test_the_name_of_the_account_is_remembered_with_the_last_word(signed_in: House) -> None:
    signed_in.lender.clock.move(minutes=5)
    actor = await hears(signed_in)

    session = await seen(signed_in.lender, signed_in.ivan)
    assert session.name == actor.name != ""
    assert session.seen_at == signed_in.lender.clock.now()


async def test_within_a_minute_nothing_is_written(signed_in: House) -> None:
    signed_in.lender.clock.move(seconds=30)
    await hears(signed_in)

    assert (await seen(signed_in.lender, signed_in.ivan)).name is None


async def test_after_idle_time_it_is_locked_and_stays_so(signed_in: House) -> None:
    signed_in.lender.clock.move(minutes=16)

    assert (await hears(signed_in)).locked
    assert (await hears(signed_in)).locked


async def test_without_idle_time_it_never_is(signed_in: House) -> None:
    signed_in.lender.clock.move(hours=1000)

    assert not (await hears(signed_in, None)).locked

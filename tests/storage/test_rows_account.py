"""Accounts, sessions, guests and what waits at the door, as they lie in the database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.account import Account, PayoutHold, longer
from domain.model.accounts.login_attempt import LoginAttempt, LoginWay, SecretTry, What
from domain.model.accounts.session import Session
from domain.model.messaging.gone import Gone
from domain.rules.guard import Guard
from storage.rows.accounts import FRESH
from storage.rows.entering import GuardRows, LoginAttemptRows, SecretTryRows
from tests.support.answers import NOON
from tests.support.lender import IVAN, PHONE, Lender

HERE, THERE = ChatId(IVAN), ChatId(200_001)
ACCOUNT = Account(
    borrower_id=IVAN,
    phone=PHONE,
    password_hash="hash",
    pin_hash="pin",
    opened_at=NOON,
    blocked_at=NOON,
    block_reason="проверка",
    hold=PayoutHold(since=NOON, until=NOON + timedelta(days=1), every=True),
    away_told_at=NOON,
)


def session(chat_id: ChatId, minutes: int = 0) -> Session:
    seen_at = NOON + timedelta(minutes=minutes)
    return Session(chat_id=chat_id, borrower_id=IVAN, name="Иван", opened_at=NOON, seen_at=seen_at)


async def test_an_account_comes_back_as_it_was_saved_and_its_phone_is_sealed(
    lender: Lender,
) -> None:
    await lender.accounts.save(ACCOUNT)

    assert await lender.accounts.get(IVAN) == ACCOUNT
    assert await lender.accounts.of_phone(PHONE) == ACCOUNT
    (row,) = await lender.db.all("SELECT * FROM account")
    assert PHONE.encode() not in row["phone"]
    assert "проверка".encode() not in row["block_reason"]


async def test_an_account_without_a_phone_is_found_by_none(lender: Lender) -> None:
    await lender.accounts.save(replace(ACCOUNT, phone=None))

    assert await lender.accounts.of_phone(PHONE) is None
    assert await lender.accounts.get(IVAN) == replace(ACCOUNT, phone=None)


async def test_a_number_of_the_first_versions_is_read_from_an_application(lender: Lender) -> None:
    await lender.applies()
    await lender.accounts.save(ACCOUNT)
    await lender.db.run("UPDATE account SET phone = NULL")

    account = await lender.accounts.get(IVAN)
    assert account is not None
    assert account.phone == PHONE


async def test_two_accounts_never_have_one_phone(lender: Lender) -> None:
    await lender.accounts.save(ACCOUNT)

    with pytest.raises(Exception, match="UNIQUE"):
        async with lender.db.transaction():
            await lender.accounts.save(replace(ACCOUNT, borrower_id=BorrowerId(5)))


def test_of_two_holds_what_either_stops_stays_stopped() -> None:
    day = timedelta(days=1)
    cards = PayoutHold(since=NOON, until=NOON + day, every=False)
    every = PayoutHold(since=NOON + day / 2, until=NOON + day * 1.5, every=True)

    assert longer(None, cards) == cards
    assert longer(cards, every) == PayoutHold(since=NOON, until=every.until, every=True)
    assert longer(cards, replace(every, since=cards.until)).since == cards.until


async def test_sessions_are_told_with_the_last_one_heard_first(lender: Lender) -> None:
    rows = lender.sessions
    for one in (session(HERE), session(THERE, 5)):
        await rows.open(one)

    assert [one.chat_id for one in await rows.of(IVAN)] == [THERE, HERE]
    assert await rows.chat_of(IVAN) == THERE
    await rows.touch(session(HERE, 9))
    assert await rows.chat_of(IVAN) == HERE


async def test_a_chat_that_has_blocked_the_bot_is_told_nothing(lender: Lender) -> None:
    rows = lender.sessions
    for one in (session(HERE), session(THERE, 5)):
        await rows.open(one)
    await lender.conversations.leave(THERE, Gone.BLOCKED, NOON)
    assert await rows.chat_of(IVAN) == HERE

    await lender.conversations.leave(HERE, Gone.BLOCKED, NOON)
    assert await rows.chat_of(IVAN) is None


async def test_a_chat_is_signed_in_to_one_account_at_most(lender: Lender) -> None:
    await lender.sessions.open(session(THERE))
    other = replace(session(THERE), borrower_id=BorrowerId(7))
    await lender.sessions.open(other)

    assert await lender.sessions.of_chat(THERE) == other
    assert await lender.sessions.of(IVAN) == []


async def test_a_chat_that_leaves_its_own_account_is_a_new_guest(lender: Lender) -> None:
    await lender.sessions.open(session(HERE))
    await lender.sessions.end(HERE, NOON)

    guest = await lender.sessions.guest(HERE)
    assert guest >= FRESH
    assert await lender.sessions.chat_of(guest) == HERE
    assert await lender.sessions.chat_of(IVAN) is None
    assert await lender.sessions.knows(IVAN, HERE)


async def test_what_isnt_signed_in_cant_be_ended(lender: Lender) -> None:
    await lender.sessions.end(THERE, NOON)

    assert await lender.sessions.guest(THERE) == BorrowerId(THERE)


async def test_wrong_tries_are_counted_under_a_keyed_hash(lender: Lender) -> None:
    rows = GuardRows(lender.db, lender.cipher)
    await rows.save(Guard(scope=f"login {PHONE}", failures=2, last_at=NOON))

    assert await rows.get(f"login {PHONE}") == Guard(
        scope=f"login {PHONE}", failures=2, last_at=NOON
    )
    (row,) = await lender.db.all("SELECT * FROM guard")
    assert PHONE not in row["scope"]
    await rows.clear(f"login {PHONE}")
    assert await rows.get(f"login {PHONE}") == Guard(scope=f"login {PHONE}")


async def test_what_a_chat_does_at_the_door_is_sealed_and_forgotten(lender: Lender) -> None:
    rows = LoginAttemptRows(lender.db, lender.cipher)
    entry = LoginAttempt(
        chat_id=THERE, way=LoginWay.RECOVERY, phone=PHONE, touched_at=NOON, proven=True
    )
    await rows.save(entry)

    assert await rows.get(THERE) == entry
    assert await rows.of_phone(PHONE) == [entry]
    assert not await rows.forget_before(NOON + timedelta(seconds=1), 10)
    assert await rows.get(THERE) is None


async def test_secrets_wait_one_a_chat_those_of_known_chats_first(lender: Lender) -> None:
    rows = SecretTryRows(lender.db, lender.cipher)
    strange = SecretTry(
        id="a",
        chat_id=THERE,
        what=What.LOGIN,
        borrower_id=None,
        secret="тайна",
        asked_at=NOON,
        first=False,
    )
    known = replace(strange, id="b", chat_id=HERE, first=True, asked_at=NOON + timedelta(hours=1))

    assert await rows.add(strange)
    assert not await rows.add(replace(strange, id="c"))
    assert await rows.add(known)
    assert await rows.next() == known
    assert await rows.drop("b")
    assert not await rows.drop("b")
    assert await rows.next() == strange

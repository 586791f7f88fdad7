"""Signing in by phone and password: who gets in, what is told, and what wrong tries cost."""

from dataclasses import replace

import pytest

from domain.ids import BorrowerId, ChatId
from domain.money import Money
from domain.notifications import (
    AwaySms,
    Commands,
    Entered,
    EntryBlocked,
    EntryDenied,
    LoanOverdue,
    NewEntry,
    OverdueSms,
    SignedOut,
    UnderReview,
    WhyOut,
)
from domain.refusals import EntryOver, FinishFirst, NothingToDo, TriesPaused, TryUnderWay
from tests.support.door import MARIA, PASSWORD, Counting, Door
from tests.support.lender import IVAN, PHONE, Lender

STRANGER = "+79039998877"


@pytest.fixture
async def door(lender: Lender) -> Door:
    made = Door(lender)
    await made.opens()
    return made


async def test_the_right_password_lets_in_and_the_other_devices_learn_of_it(door: Door) -> None:
    await door.do("name_login", phone=PHONE)
    await door.do("try_password", secret=PASSWORD)
    await door.argon2()

    told = await door.lender.told()
    assert [type(one) for one in told] == [Commands, NewEntry, Entered]
    assert await door.who() == IVAN
    assert await door.who(IVAN) == IVAN


async def test_the_secret_is_gone_with_its_outcome(door: Door) -> None:
    await door.logs_in()

    assert await door.lender.db.all("SELECT * FROM secret_try") == []
    assert await door.lender.db.all("SELECT * FROM entry") == []


async def test_a_secret_that_waits_is_sealed(door: Door) -> None:
    await door.do("name_login", phone=PHONE)
    await door.do("try_password", secret=PASSWORD)

    (row,) = await door.lender.db.all("SELECT * FROM secret_try")
    assert PASSWORD.encode() not in row["body"]
    assert PHONE.encode() not in (await door.lender.db.all("SELECT * FROM entry"))[0]["body"]


async def test_an_unknown_phone_is_answered_like_a_wrong_password_and_takes_argon2_too(
    door: Door,
) -> None:
    known = await door.logs_in("wrong-password")
    unknown = await door.logs_in("wrong-password", chat=MARIA + 1, phone=STRANGER)

    assert known == unknown == EntryDenied(wait=None, locked=False)
    assert Counting.worked == 2


async def test_an_account_without_a_payout_is_no_account_yet(lender: Lender) -> None:
    door = Door(lender)
    await door.opens()
    account = await lender.accounts.get(IVAN)
    assert account is not None
    await lender.accounts.save(replace(account, opened_at=None))

    assert isinstance(await door.logs_in(), EntryDenied)


async def test_who_was_blocked_by_staff_is_told_so_only_with_the_right_password(
    door: Door,
) -> None:
    account = await door.lender.accounts.get(IVAN)
    assert account is not None
    await door.lender.accounts.save(replace(account, blocked_at=door.lender.clock.now()))

    assert isinstance(await door.logs_in("wrong-password"), EntryDenied)
    assert isinstance(await door.logs_in(), EntryBlocked)
    assert await door.who() is None


async def test_a_password_without_a_phone_is_asked_for_anew(door: Door) -> None:
    with pytest.raises(EntryOver):
        await door.do("try_password", secret=PASSWORD)


async def test_after_an_hour_the_phone_is_asked_again(door: Door) -> None:
    await door.do("name_login", phone=PHONE)
    door.lender.clock.move(hours=1)

    with pytest.raises(EntryOver):
        await door.do("try_password", secret=PASSWORD)


async def test_who_is_in_does_not_come_in_again(door: Door) -> None:
    with pytest.raises(NothingToDo):
        await door.do("name_login", chat=IVAN, phone=PHONE)


async def test_nobody_comes_in_where_a_guest_has_an_application_under_way(lender: Lender) -> None:
    await lender.applies()
    door = Door(lender)

    with pytest.raises(FinishFirst):
        await door.do("name_login", chat=IVAN, phone=STRANGER)


async def test_one_secret_of_a_chat_at_a_time(door: Door) -> None:
    await door.do("name_login", phone=PHONE)
    await door.do("try_password", secret="one-password")

    with pytest.raises(TryUnderWay):
        await door.do("try_password", secret="another-password")


class TestWrongTries:
    async def test_pause_for_the_phone_whoever_tries(self, door: Door) -> None:
        for chat in range(3):
            await door.logs_in("wrong-password", chat=MARIA + chat)

        await door.do("name_login", chat=MARIA + 9, phone=PHONE)
        with pytest.raises(TriesPaused) as paused:
            await door.do("try_password", chat=MARIA + 9, secret=PASSWORD)
        assert not paused.value.locked
        assert (paused.value.until - door.lender.clock.now()).total_seconds() == 30

    async def test_pause_for_the_chat_whatever_phone_it_names(self, door: Door) -> None:
        for digit in range(3):
            await door.logs_in("wrong-password", phone=f"+7903000000{digit}")

        await door.do("name_login", phone="+79030000009")
        with pytest.raises(TriesPaused):
            await door.do("try_password", secret=PASSWORD)

    async def test_from_elsewhere_do_not_lock_the_borrower_out(self, door: Door) -> None:
        """A chat that was signed in before has only its own tries to answer for."""
        for chat in range(3):
            await door.logs_in("wrong-password", chat=MARIA + chat)
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=ChatId(IVAN))

        assert isinstance(await door.logs_in(chat=IVAN), Entered)

    async def test_are_forgiven_by_the_right_one(self, door: Door) -> None:
        for _ in range(2):
            await door.logs_in("wrong-password")
        assert isinstance(await door.logs_in(), Entered)
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=MARIA)

        assert await door.logs_in("wrong-password") == EntryDenied(wait=None, locked=False)


class TestSigningOut:
    async def test_makes_the_chat_a_guests_who_sees_nothing_of_the_account(
        self, door: Door
    ) -> None:
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=ChatId(IVAN))

        actor = await door.actor(IVAN)
        assert not actor.signed_in
        assert actor.borrower_id != IVAN

    async def test_gives_another_chat_its_own_number_back(self, door: Door) -> None:
        await door.logs_in()
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=MARIA)

        assert (await door.actor()).borrower_id == BorrowerId(MARIA)

    async def test_everywhere_tells_the_others_why(self, door: Door) -> None:
        await door.logs_in()
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=MARIA, everywhere=True)

        assert SignedOut(why=WhyOut.ELSEWHERE) in await door.lender.told()
        assert [await door.who(chat) for chat in (IVAN, MARIA)] == [None, None]

    async def test_of_a_stranger_forgets_that_chat(self, door: Door) -> None:
        await door.logs_in()
        await door.lender.do("sign_out_device", borrower_id=IVAN, chat_id=MARIA, stranger=True)

        assert not await door.lender.sessions.knows(IVAN, MARIA)
        with pytest.raises(NothingToDo):
            await door.lender.do("sign_out_device", borrower_id=IVAN, chat_id=MARIA)

    async def test_of_somebody_elses_device_is_not_possible(self, door: Door) -> None:
        with pytest.raises(NothingToDo):
            await door.lender.do("sign_out_device", borrower_id=MARIA, chat_id=ChatId(IVAN))


class TestWhatIsToldTo:
    async def chat_told(self, door: Door) -> ChatId:
        async with door.lender.db.transaction():
            await door.lender.notices.tell(IVAN, UnderReview())
        row = await door.lender.db.one("SELECT lane FROM outbox ORDER BY id DESC LIMIT 1")
        assert row is not None
        return ChatId(int(row["lane"].removeprefix("tg:")))

    async def test_a_borrower_comes_where_they_spoke_last(self, door: Door) -> None:
        door.lender.clock.move(minutes=5)
        await door.logs_in()

        assert await self.chat_told(door) == MARIA

        door.lender.clock.move(minutes=5)
        session = await door.lender.sessions.of_chat(ChatId(IVAN))
        assert session is not None
        await door.lender.sessions.touch(replace(session, seen_at=door.lender.clock.now()))
        assert await self.chat_told(door) == ChatId(IVAN)

    async def test_a_guest_comes_to_the_chat_of_that_guest(self, door: Door) -> None:
        assert await door.lender.sessions.chat_of(BorrowerId(MARIA)) == MARIA

    async def test_who_is_in_nowhere_goes_by_sms_once_until_they_come_back(
        self, door: Door
    ) -> None:
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=ChatId(IVAN))
        await door.lender.told()
        for _ in range(2):
            async with door.lender.db.transaction():
                await door.lender.notices.tell(IVAN, UnderReview())
        assert await door.lender.told() == [AwaySms()]

        await door.logs_in()
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=MARIA)
        await door.lender.told()
        async with door.lender.db.transaction():
            await door.lender.notices.tell(IVAN, UnderReview())
        assert await door.lender.told() == [AwaySms()]

    async def test_who_is_in_nowhere_of_a_delay_has_what_the_law_asks_for(self, door: Door) -> None:
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=ChatId(IVAN))
        await door.lender.told()
        notice = LoanOverdue(
            contract="1-1",
            lender="кредитор",
            phone="8 800",
            overdue=Money.rubles(1),
            total=Money.rubles(1),
            days=1,
            charge_paused=False,
            prolongable=False,
        )
        async with door.lender.db.transaction():
            await door.lender.notices.tell(IVAN, notice)

        assert await door.lender.told() == [
            OverdueSms(lender="кредитор", phone="8 800", contract="1-1")
        ]


class TestBruteForce:
    async def test_ten_thousand_passwords_from_a_thousand_accounts_get_nowhere(
        self, door: Door
    ) -> None:
        """Only the first few reach Argon2; the rest are told when the next try is open."""
        for chat in range(1_000):
            await door.do("name_login", chat=MARIA + chat, phone=PHONE)
        refused = 0
        for number in range(10_000):
            try:
                await door.do(
                    "try_password", chat=MARIA + number % 1_000, secret=f"password-{number}"
                )
            except TriesPaused:
                refused += 1
            else:
                await door.argon2()

        assert (Counting.worked, refused) == (3, 9_997)
        assert await door.lender.db.all("SELECT * FROM secret_try") == []

    async def test_others_get_in_meanwhile(self, door: Door) -> None:
        """Strangers fill the queue for many phones; a borrower's own chat goes first."""
        await door.lender.do("sign_out", borrower_id=IVAN, chat_id=ChatId(IVAN))
        for number in range(200):
            chat = MARIA + number
            await door.do("name_login", chat=chat, phone=f"+7903{number:07}")
            await door.do("try_password", chat=chat, secret="password-1")
        await door.do("name_login", chat=IVAN, phone=PHONE)
        await door.do("try_password", chat=IVAN, secret=PASSWORD)

        first = await door.job.secret_tries.next()
        assert first.chat_id == IVAN
        await door.argon2()
        assert await door.who(IVAN) == IVAN
        assert Counting.worked == 201

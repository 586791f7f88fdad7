"""«Напомнить пароль»: code, birth date from a new chat, a new password; races and brute force."""

import contextlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.ledger.loan_events import PaymentPurpose
from domain.model.codes import Check
from domain.money import Money
from domain.notifications import (
    Entered,
    EntryElsewhere,
    ExportReady,
    PaperReady,
    PasswordChangedSms,
    RecoveryCodeSms,
    SignedOut,
    WhyOut,
)
from domain.refusals import (
    CodesUsedUp,
    CodeTooSoon,
    DataHeld,
    EntryOver,
    NothingToDo,
    PasswordRefused,
    TriesPaused,
)
from storage.engine.database import iso
from tests.support.answers import payout
from tests.support.door import MARIA, PASSWORD, Door
from tests.support.lender import IVAN, PHONE, Lender
from tests.support.repaying import Payer

STRANGER = "+79039998877"
BORN = date(1990, 12, 31)
NEW = "трава зелёный поезд"


@pytest.fixture
async def door(lender: Lender) -> Door:
    """Иван has a loan, an account and a password."""
    await lender.has_loan()
    made = Door(lender)
    await made.opens()
    lender.clock.move(minutes=5)
    return made


async def asks(door: Door, *, chat: int = MARIA, phone: str = PHONE) -> str | None:
    """The digits that came by SMS, if any came."""
    await door.do("ask_recovery", chat=chat, phone=phone)
    told = [one for one in await door.lender.told() if isinstance(one, RecoveryCodeSms)]
    return told[-1].digits if told else None


async def proves(door: Door, *, chat: int = MARIA) -> Any:
    digits = await asks(door, chat=chat)
    return await door.do("confirm_recovery", chat=chat, digits=digits)


async def passes(door: Door, *, chat: int = MARIA) -> None:
    if (await proves(door, chat=chat)).asks_birth:
        await door.do("confirm_birth_date", chat=chat, birth_date=BORN)


async def sets(door: Door, password: str = NEW, *, chat: int = MARIA) -> list[Any]:
    await door.do("set_secret", chat=chat, typed=password)
    await door.argon2()
    return await door.lender.told()


async def test_a_new_password_lets_in_and_ends_the_old_sessions(door: Door) -> None:
    await passes(door)
    told = await sets(door)

    assert SignedOut(why=WhyOut.PASSWORD) in told
    entered = told[-1]
    assert isinstance(entered, Entered)
    assert entered.recovered
    assert await door.who() == IVAN
    assert await door.who(IVAN) is None
    await door.lender.do("sign_out", borrower_id=IVAN, chat_id=MARIA)
    await door.lender.told()
    assert isinstance(await door.logs_in(NEW), Entered)


async def test_from_a_new_chat_payouts_to_a_new_card_wait_a_day(door: Door) -> None:
    await passes(door)
    await sets(door)

    account = await door.lender.accounts.get(IVAN)
    assert account is not None
    hold, now = account.hold, door.lender.clock.now()
    assert hold is not None
    assert (hold.until - now, hold.every) == (timedelta(hours=24), False)
    assert hold.holds(now, None)
    assert hold.holds(now, now)
    assert not hold.holds(now, now - timedelta(days=1))
    assert not hold.holds(hold.until, None)


async def test_a_chat_that_was_in_before_names_the_birth_date_too_and_nothing_waits(
    door: Door,
) -> None:
    assert (await proves(door, chat=IVAN)).asks_birth
    with pytest.raises(EntryOver):
        await door.do("set_secret", chat=IVAN, typed=NEW)
    assert (await door.do("confirm_birth_date", chat=IVAN, birth_date=BORN)).right

    told = await sets(door, chat=IVAN)
    (entered,) = [one for one in told if isinstance(one, Entered)]
    account = await door.lender.accounts.get(IVAN)
    assert account is not None
    assert (entered.held_until, account.hold) == (None, None)
    assert [one.new_chat for one in told if isinstance(one, PasswordChangedSms)] == [False]
    await door.lender.do("ask_export", borrower_id=IVAN)


class TestPersonalDataAfterARecoveryFromANewChat:
    @pytest.fixture
    async def let_in(self, lender: Lender) -> Lender:
        await lender.has_repaid()
        door = Door(lender)
        await door.opens()
        lender.clock.move(minutes=5)
        await passes(door)
        told = await sets(door)
        assert [one.new_chat for one in told if isinstance(one, PasswordChangedSms)] == [True]
        return lender

    @pytest.mark.parametrize(
        ("usecase", "arguments"),
        [
            ("ask_export", {}),
            ("read_profile", {}),
            ("change_profile", {"chat_id": MARIA, "field": "income", "value": "70000"}),
            ("ask_document", {"repayment_id": "any"}),
            ("look_at_credit", {}),
        ],
    )
    async def test_waits_for_a_day(
        self, let_in: Lender, usecase: str, arguments: dict[str, object]
    ) -> None:
        until = let_in.clock.now() + timedelta(days=1)
        with pytest.raises(DataHeld) as refusal:
            await let_in.do(usecase, borrower_id=IVAN, **arguments)
        assert refusal.value.until == until

        let_in.clock.move(days=1)
        with contextlib.suppress(KeyError, NothingToDo):
            await let_in.do(usecase, borrower_id=IVAN, **arguments)

    async def test_is_not_shown_by_a_new_application(self, let_in: Lender) -> None:
        await let_in.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))

        draft = await let_in.drafts.get(IVAN)
        assert draft is not None
        assert (draft.answers, draft.returning) == ({}, False)


class TestACopyAskedForRightBeforeARecovery:
    """Whoever gets in finds no file on its way."""

    @pytest.fixture
    async def asked(self, lender: Lender) -> Lender:
        await lender.has_repaid()
        door = Door(lender)
        await door.opens()
        lender.clock.move(minutes=5)
        await lender.do("ask_export", borrower_id=IVAN)
        return lender

    async def is_let_in(self, lender: Lender) -> None:
        door = Door(lender)
        await passes(door)
        await sets(door)

    async def test_waits_for_the_day_as_well(self, asked: Lender) -> None:
        await self.is_let_in(asked)
        await asked.work("export")
        assert await asked.told() == []

        asked.clock.move(hours=23, minutes=59)
        assert await due(asked) == set()
        asked.clock.move(minutes=1)
        await asked.work("export")
        assert [type(one) for one in await asked.told()] == [ExportReady]

    async def test_waits_when_it_was_gathered_just_before(self, asked: Lender) -> None:
        job: Any = asked.wiring.works["export"]
        (row,) = await asked.db.all("SELECT id FROM export_request")
        assert await job.gather_export(export_id=row["id"]) is not None
        await self.is_let_in(asked)

        with pytest.raises(DataHeld):
            async with asked.db.transaction():
                await job.give_export(export_id=row["id"], content=b"{}")


async def due(lender: Lender) -> set[str]:
    rows = await lender.db.all(
        "SELECT kind FROM job WHERE due_at <= ? AND kind = 'export'", iso(lender.clock.now())
    )
    return {row["kind"] for row in rows}


async def test_a_confirmation_of_a_payment_waits_too_when_it_was_asked_for_before(
    lender: Lender,
) -> None:
    payer = await Payer.come(lender)
    door = Door(lender)
    await door.opens()
    repayment = await payer.pays(PaymentPurpose.PART, Money.rubles(500))
    await payer.works()
    await lender.do("ask_document", borrower_id=IVAN, repayment_id=repayment.id)
    lender.clock.move(minutes=5)
    await passes(door)
    await sets(door)
    await lender.work("payment_paper")
    assert await lender.told() == []

    lender.clock.move(days=1)
    await lender.work("payment_paper")
    assert [type(one) for one in await lender.told()] == [PaperReady]


class TestAnUnknownPhone:
    async def test_gets_the_same_words_and_no_sms(self, door: Door) -> None:
        known = await door.do("ask_recovery", phone=PHONE)
        unknown = await door.do("ask_recovery", chat=MARIA + 1, phone=STRANGER)

        assert replace(known, phone="", number=0) == replace(unknown, phone="", number=0)
        sms = [one for one in await door.lender.told() if isinstance(one, RecoveryCodeSms)]
        assert len(sms) == 1

    async def test_has_as_many_tries(self, door: Door) -> None:
        await asks(door)
        await asks(door, chat=MARIA + 1, phone=STRANGER)
        for chat in (MARIA, MARIA + 1):
            said = [await door.do("confirm_recovery", chat=chat, digits="999999") for _ in "1234"]
            assert [(one.check, one.left) for one in said] == [
                (Check.WRONG, 2),
                (Check.WRONG, 1),
                (Check.WRONG, 0),
                (Check.SPENT, 0),
            ]

    async def test_is_refused_a_code_as_soon_and_as_often(self, door: Door) -> None:
        for phone, chat in ((PHONE, MARIA), (STRANGER, MARIA + 1)):
            await asks(door, chat=chat, phone=phone)
            with pytest.raises(CodeTooSoon):
                await door.do("ask_recovery", chat=chat)
            again = await door.do("ask_recovery", chat=chat, phone=phone)
            assert again.wait  # named once more: the one that went is still right


class TestABirthDate:
    async def test_that_is_wrong_counts_and_pauses(self, door: Door) -> None:
        await proves(door)
        wrong = date(1980, 1, 1)
        for _ in range(2):
            verdict = await door.do("confirm_birth_date", birth_date=wrong)
            assert (verdict.right, verdict.wait) == (False, None)
        assert (await door.do("confirm_birth_date", birth_date=wrong)).wait is not None

        with pytest.raises(TriesPaused):
            await door.do("confirm_birth_date", birth_date=BORN)
        door.lender.clock.move(seconds=31)
        assert (await door.do("confirm_birth_date", birth_date=BORN)).right

    async def test_is_asked_only_after_the_code(self, door: Door) -> None:
        await asks(door)

        with pytest.raises(EntryOver):
            await door.do("confirm_birth_date", birth_date=BORN)


class TestBlockedByStaff:
    async def test_is_said_when_they_have_shown_who_they_are(self, door: Door) -> None:
        account = await door.lender.accounts.get(IVAN)
        assert account is not None
        await door.lender.accounts.save(replace(account, blocked_at=door.lender.clock.now()))

        verdict = await proves(door)
        assert verdict.asks_birth
        assert (await door.do("confirm_birth_date", birth_date=BORN)).blocked
        with pytest.raises(EntryOver):
            await door.do("set_secret", typed=NEW)


class TestTwoChats:
    async def test_of_two_codes_the_last_one_counts(self, door: Door) -> None:
        first = await asks(door)
        second = await asks(door, chat=MARIA + 1)

        assert (await door.do("confirm_recovery", digits=first)).check is Check.EXPIRED
        confirmed = await door.do("confirm_recovery", chat=MARIA + 1, digits=second)
        assert confirmed.check is Check.RIGHT

    async def test_a_strangers_code_takes_no_place_of_who_shared_the_number(
        self, door: Door
    ) -> None:
        """Else anybody who types somebody's number keeps them from recovering."""
        await door.do("ask_recovery", phone=PHONE, contact=True)
        (sms,) = [one for one in await door.lender.told() if isinstance(one, RecoveryCodeSms)]
        await asks(door, chat=MARIA + 1)

        assert (await door.do("confirm_recovery", digits=sms.digits)).check is Check.RIGHT

    async def test_of_two_passwords_the_first_one_counts_and_the_other_is_told(
        self, door: Door
    ) -> None:
        await passes(door)
        door.lender.clock.move(minutes=2)
        await passes(door, chat=MARIA + 1)
        told = await sets(door)

        assert EntryElsewhere() in told
        with pytest.raises(EntryOver):
            await door.do("set_secret", chat=MARIA + 1, typed="синий трамвай утром")

    async def test_of_two_passwords_on_their_way_only_one_is_saved(self, door: Door) -> None:
        await passes(door)
        door.lender.clock.move(minutes=2)
        await passes(door, chat=MARIA + 1)
        await door.do("set_secret", typed=NEW)
        await door.do("set_secret", chat=MARIA + 1, typed="синий трамвай утром")
        await door.argon2()

        assert [await door.who(chat) for chat in (MARIA, MARIA + 1)].count(IVAN) == 1


async def test_a_replayed_code_is_worth_nothing(door: Door) -> None:
    digits = await asks(door)
    assert (await door.do("confirm_recovery", digits=digits)).check is Check.RIGHT

    assert (await door.do("confirm_recovery", digits=digits)).check is Check.SPENT


async def test_a_code_that_signs_does_not_recover(door: Door) -> None:
    """Codes are bound to their purpose: that of code 1 is another one."""
    await asks(door)
    await door.lender.do("choose_amount", borrower_id=MARIA, amount=Money.rubles(5_000))
    await door.lender.do("ask_phone", borrower_id=MARIA, phone=PHONE)
    other = vars((await door.lender.told())[-1])["digits"]

    assert (await door.do("confirm_recovery", digits=other)).check is Check.WRONG


async def test_a_bad_password_is_refused_and_another_one_taken(door: Door) -> None:
    await passes(door)
    for bad in ("коротко", "password1", "Петров навсегда", "я9161234567"):
        with pytest.raises(PasswordRefused):
            await door.do("set_secret", typed=bad)

    assert isinstance((await sets(door))[-1], Entered)


async def test_the_old_password_is_no_more(door: Door) -> None:
    await passes(door)
    await sets(door)
    await door.lender.do("sign_out", borrower_id=IVAN, chat_id=MARIA)

    assert not isinstance(await door.logs_in(PASSWORD), Entered)


async def test_ten_thousand_codes_from_many_chats_get_nowhere(door: Door) -> None:
    """Five codes an hour and ten a day for a phone, three tries each, and only the newest of them
    counts: the right one, six digits, is found in one of thirty-three thousand days."""
    door.lender.clock.move(hours=2)  # the codes of the loan are no part of this
    tries, sms = 0, 0
    for chat in range(MARIA, MARIA + 10_000):
        try:
            sms += await asks(door, chat=chat) is not None
        except CodesUsedUp:
            continue
        for guess in range(4):
            verdict = await door.do("confirm_recovery", chat=chat, digits=f"{900_000 + guess}")
            tries += verdict.check is Check.WRONG

    assert (sms, tries) == (5, 15)


async def test_a_payout_to_a_new_card_is_held_and_goes_out_by_itself(lender: Lender) -> None:
    await lender.has_repaid()
    door = Door(lender)
    await door.opens()
    await passes(door)
    await sets(door)
    await lender.is_offered_terms()
    account = await lender.accounts.get(IVAN)
    assert account is not None
    assert account.hold is not None
    await lender.accounts.save(replace(account, hold=replace(account.hold, every=True)))
    await lender.signs()

    held = [type(one).__name__ for one in await lender.told()]
    assert "PayoutHeld" in held
    assert "move" not in await lender.planned()
    assert (await lender.application()).status == "cooling"

    lender.clock.move(hours=25)
    await lender.work("cooling_over")
    await lender.bank_says_of_payout(payout("succeeded", ident="2"))
    assert (await lender.application()).status == "issued"

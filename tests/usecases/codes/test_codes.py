"""One-time codes: three tries, five minutes, one thing confirmed, and not too many of them."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ids import BorrowerId, CodeId
from domain.model.codes import LIFETIME, Check, Code, CodePurpose, check
from domain.money import Money
from domain.notifications import PhoneCodeSms
from domain.refusals import CodesUsedUp, CodeTooSoon, NothingToDo, Refusal, Stopped
from domain.usecases.applications.phone import PhoneVerdict
from domain.usecases.codes.codes import CodeSent
from storage.rows.signing import CodeRows
from tests.support.answers import NOON
from tests.support.lender import ANNA as ADMIN
from tests.support.lender import IVAN, PHONE, Lender

OTHER_PHONE = "+79261234567"
ANNA = BorrowerId(100_002)
SENT = Code(
    id=CodeId("1"),
    purpose=CodePurpose.PHONE,
    borrower_id=IVAN,
    phone=PHONE,
    subject=PHONE,
    digest="right",
    sent_at=NOON,
)


class TestOneCode:
    def test_right_is_right_once(self) -> None:
        verdict, used = check(SENT, "right", NOON)

        assert (verdict, used.used_at) == (Check.RIGHT, NOON)
        assert check(used, "right", NOON) == (Check.SPENT, used)

    def test_three_wrong_tries_spend_it(self) -> None:
        code, left = SENT, []
        for _ in range(3):
            verdict, code = check(code, "wrong", NOON)
            assert verdict is Check.WRONG
            left.append(code.tries_left)

        assert left == [2, 1, 0]
        assert check(code, "right", NOON) == (Check.SPENT, code)

    def test_it_lives_for_five_minutes(self) -> None:
        last = NOON + LIFETIME - timedelta(microseconds=1)
        assert check(SENT, "right", last)[0] is Check.RIGHT
        assert check(SENT, "right", NOON + LIFETIME) == (Check.EXPIRED, SENT)


@pytest.fixture
async def drafting(lender: Lender) -> Lender:
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))
    return lender


async def ask(lender: Lender, phone: str | None = PHONE) -> str:
    """Have code 1 sent; its digits, as the SMS says them."""
    await lender.do("ask_phone", borrower_id=IVAN, phone=phone)
    (sms,) = await lender.told()
    assert isinstance(sms, PhoneCodeSms)
    return sms.digits


async def confirm(lender: Lender, digits: str) -> tuple[Check, int]:
    found = await lender.do("confirm_phone", borrower_id=IVAN, digits=digits)
    return found.check, found.left


async def test_the_phone_is_confirmed_by_the_code_that_was_sent_to_it(drafting: Lender) -> None:
    digits = await ask(drafting)

    assert await confirm(drafting, digits) == (Check.RIGHT, 3)
    draft = await drafting.drafts.get(IVAN)
    assert draft is not None
    assert (draft.phone, draft.phone_confirmed) == (PHONE, True)


async def test_a_wrong_try_is_kept_although_nothing_else_happens(drafting: Lender) -> None:
    digits = await ask(drafting)

    found = [await confirm(drafting, "999999") for _ in range(4)]

    assert found == [(Check.WRONG, 2), (Check.WRONG, 1), (Check.WRONG, 0), (Check.SPENT, 0)]
    assert await confirm(drafting, digits) == (Check.SPENT, 0)


async def test_a_code_for_one_number_does_not_confirm_another(drafting: Lender) -> None:
    digits = await ask(drafting)
    draft = await drafting.drafts.get(IVAN)
    assert draft is not None
    await drafting.drafts.save(replace(draft, phone=OTHER_PHONE))

    assert await confirm(drafting, digits) == (Check.EXPIRED, 0)


async def test_a_new_code_makes_the_old_one_useless(drafting: Lender) -> None:
    old = await ask(drafting)
    drafting.clock.move(minutes=1)
    await ask(drafting, None)

    assert await confirm(drafting, old) == (Check.WRONG, 2)


async def test_a_new_code_takes_a_minute(drafting: Lender) -> None:
    await ask(drafting)
    drafting.clock.move(seconds=18)

    with pytest.raises(CodeTooSoon) as refusal:
        await ask(drafting, None)
    assert refusal.value.wait == 43

    drafting.clock.move(seconds=42)
    await ask(drafting)


async def test_there_are_five_codes_an_hour_and_ten_a_day(drafting: Lender) -> None:
    for _ in range(2):
        for _ in range(5):
            await ask(drafting)
            drafting.clock.move(minutes=1)
        with pytest.raises(CodesUsedUp) as refusal:
            await ask(drafting)
        drafting.clock.move(hours=1)
    assert refusal.value.wait == 60

    with pytest.raises(CodesUsedUp) as refusal:
        await ask(drafting)
    assert refusal.value.wait == 24 * 60


class TestStrangersWhoNameSomebodysNumber:
    """Chats that have not proven a number share one budget for it, and use up nobody else's."""

    async def asks(self, lender: Lender, chat: int, **how: bool) -> CodeSent:
        borrower_id = BorrowerId(chat)
        await lender.do("choose_amount", borrower_id=borrower_id, amount=Money.rubles(10_000))
        sent: CodeSent = await lender.do("ask_phone", borrower_id=borrower_id, phone=PHONE, **how)
        return sent

    async def used_up(self, lender: Lender) -> None:
        """By eight chats."""
        for chat in range(200_001, 200_009):
            with suppress(CodesUsedUp):
                await self.asks(lender, chat)

    async def test_get_five_an_hour_together(self, drafting: Lender) -> None:
        await drafting.told()
        await self.used_up(drafting)

        assert len(await drafting.told()) == 5

    async def test_leave_its_owner_every_code(self, drafting: Lender) -> None:
        await drafting.do("confirm_phone", borrower_id=IVAN, digits=await ask(drafting))
        await self.used_up(drafting)

        for number in range(2, 6):  # and doesn't count theirs
            drafting.clock.move(minutes=1)
            assert (await drafting.do("ask_phone", borrower_id=IVAN)).number == number

    async def test_leave_who_shares_the_number_as_their_own_a_code(self, drafting: Lender) -> None:
        await self.used_up(drafting)

        with pytest.raises(CodesUsedUp) as refused:
            await self.asks(drafting, ANNA)
        assert refused.value.shared  # so that sharing it is told to help
        sent = await self.asks(drafting, ANNA, contact=True)
        drafting.clock.move(minutes=1)
        again = await drafting.do("ask_phone", borrower_id=BorrowerId(ANNA))
        assert (sent.number, again.number) == (1, 2)

    async def test_learn_nothing_of_what_others_were_sent(self, drafting: Lender) -> None:
        await ask(drafting)

        assert (await self.asks(drafting, ANNA)).number == 1

    async def test_hold_for_a_day_too(self, drafting: Lender) -> None:
        await self.used_up(drafting)
        drafting.clock.move(hours=2)
        await self.used_up(drafting)
        drafting.clock.move(hours=2)

        with pytest.raises(CodesUsedUp) as refused:
            await self.asks(drafting, ANNA)
        assert refused.value.wait == 24 * 60


async def test_another_number_within_the_minute_gets_its_code(drafting: Lender) -> None:
    await ask(drafting)
    sent = await drafting.do("ask_phone", borrower_id=IVAN, phone="+79031112233")

    assert (sent.phone, sent.number) == ("+79031112233", 2)


async def test_a_number_named_again_within_the_minute_has_its_code_already(
    drafting: Lender,
) -> None:
    """A, B, and A again: the code that went to A is still right, and no other SMS goes."""
    first = await ask(drafting)
    await ask(drafting, OTHER_PHONE)
    drafting.clock.move(seconds=18)
    sent = await drafting.do("ask_phone", borrower_id=IVAN, phone=PHONE)

    assert (sent.phone, sent.wait, await drafting.told()) == (PHONE, 43, [])
    assert await confirm(drafting, first) == (Check.RIGHT, 3)


async def test_a_code_of_the_number_in_between_proves_only_that_number(drafting: Lender) -> None:
    await ask(drafting)
    between = await ask(drafting, OTHER_PHONE)
    await drafting.do("ask_phone", borrower_id=IVAN, phone=PHONE)

    assert await confirm(drafting, between) == (Check.WRONG, 2)


async def test_after_the_minute_a_number_named_again_gets_another_code(drafting: Lender) -> None:
    first = await ask(drafting)
    await ask(drafting, OTHER_PHONE)
    drafting.clock.move(minutes=1)

    assert await ask(drafting) != first


async def test_a_code_that_is_spent_is_not_said_to_be_right(drafting: Lender) -> None:
    await ask(drafting)
    for _ in range(3):
        await confirm(drafting, "999999")

    with pytest.raises(CodeTooSoon):
        await ask(drafting)


async def test_other_numbers_are_no_way_around_the_limit_of_a_chat(drafting: Lender) -> None:
    for number in range(5):
        await drafting.do("ask_phone", borrower_id=IVAN, phone=f"+7903111223{number}")
    with pytest.raises(CodesUsedUp) as refused:
        await drafting.do("ask_phone", borrower_id=IVAN, phone="+79031112239")
    assert not refused.value.shared  # their own: no contact helps


async def test_another_number_must_be_confirmed_anew(drafting: Lender) -> None:
    digits = await ask(drafting)
    await drafting.do("confirm_phone", borrower_id=IVAN, digits=digits)
    drafting.clock.move(minutes=1)
    await ask(drafting, OTHER_PHONE)

    draft = await drafting.drafts.get(IVAN)
    assert draft is not None
    assert not draft.phone_confirmed


class TestANumberInUse:
    """What is known of a number is told only to somebody who has proven that it is theirs."""

    async def test_tells_nothing_of_its_former_owner(self, lender: Lender) -> None:
        """Numbers change hands: not the loan, nor the application, nor the block."""
        await lender.applies()
        assert (await verdict(lender)).refusal is None
        await lender.do("withdraw", borrower_id=IVAN)
        await lender.db.run("DELETE FROM draft")

        lender.clock.move(minutes=1)
        await lender.has_loan()
        await lender.do("block_account", phone=PHONE, reason="проверка", by="Анна", by_id=ADMIN)
        found = await verdict(lender)
        assert found.refusal is None
        assert found.account  # that there is one was told before, and is all

    async def test_on_a_list_is_refused(self, lender: Lender) -> None:
        await lender.stop_lists.replace_all([("block", "phone", PHONE)])

        assert await refusal(lender) == Stopped()

    async def test_is_not_confirmed_and_its_code_is_used_up(self, lender: Lender) -> None:
        await lender.stop_lists.replace_all([("block", "phone", PHONE)])
        await refusal(lender)

        draft = await lender.drafts.get(ANNA)
        assert draft is not None
        assert not draft.phone_confirmed
        code = await CodeRows(lender.db, lender.cipher).last(ANNA, CodePurpose.PHONE)
        assert code is not None
        assert code.used_at == lender.clock.now()


async def refusal(lender: Lender) -> Refusal:
    found = await verdict(lender)
    assert isinstance(found.refusal, Refusal)
    return found.refusal


async def verdict(lender: Lender) -> PhoneVerdict:
    """What Anna learns when she proves Ivan's number to be hers, and not before."""
    lender.clock.move(minutes=1)
    await lender.told()
    await lender.do("choose_amount", borrower_id=ANNA, amount=Money.rubles(10_000))
    await lender.do("ask_phone", borrower_id=ANNA, phone=PHONE)
    (sms,) = await lender.told()
    found = await lender.do("confirm_phone", borrower_id=ANNA, digits=vars(sms)["digits"])
    assert isinstance(found, PhoneVerdict)
    assert found.check is Check.RIGHT
    return found


class TestTheSecondChannel:
    async def test_a_robot_calls_with_a_new_code_when_sms_does_not_come(
        self, drafting: Lender
    ) -> None:
        await ask(drafting)
        drafting.clock.move(minutes=1)
        await drafting.consents("robot_call")
        sent = await drafting.do("ask_phone", borrower_id=IVAN, by_call=True)
        (call,) = await drafting.told()

        assert isinstance(call, PhoneCodeSms)
        assert (call.by_call, sent.by_call) == (True, True)
        assert await confirm(drafting, call.digits) == (Check.RIGHT, 3)

    async def test_calls_count_like_sms(self, drafting: Lender) -> None:
        await drafting.consents("robot_call")
        numbers = []
        for number in range(5):
            by_call = number % 2 == 1
            sent = await drafting.do("ask_phone", borrower_id=IVAN, phone=PHONE, by_call=by_call)
            numbers.append((sent.number, sent.most))
            drafting.clock.move(minutes=1)

        assert numbers == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
        with pytest.raises(CodesUsedUp):
            await drafting.do("ask_phone", borrower_id=IVAN, by_call=True)


async def test_no_code_is_sent_before_a_sum_was_chosen(lender: Lender) -> None:
    with pytest.raises(NothingToDo):
        await lender.do("ask_phone", borrower_id=IVAN, phone=PHONE)


async def test_a_clock_that_stepped_back_holds_up_no_code(drafting: Lender) -> None:
    await ask(drafting)
    drafting.clock.move(hours=-1)

    assert await ask(drafting)

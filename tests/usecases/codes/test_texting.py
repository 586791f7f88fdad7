"""Totals of SMS and calls: their cost, and that strangers wait when one is reached."""

from datetime import UTC, datetime

import pytest

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.session import Actor
from domain.model.cases import CaseKind
from domain.model.codes import Check
from domain.model.messaging.texting import Channel, Window
from domain.money import Money
from domain.notifications import AwaySms, CaseOpened, CaseSolved, PhoneCodeSms
from domain.refusals import CodesStopped
from domain.usecases.codes.codes import CodeSent
from domain.usecases.codes.texting import Total
from handlers import problems
from handlers.staff import screens
from storage.engine.sqlite import Sqlite
from tests.support.answers import NOON
from tests.support.lender import ANNA, IVAN, PHONE, Lender, texting

STRANGER = BorrowerId(200_001)
LONG = "я" * 71  # two parts


@pytest.fixture
def limited(db: Sqlite) -> Lender:
    """Three SMS an hour and five a day; two calls an hour."""
    return Lender(db, text_limits=texting(100, sms_hour=3, sms_day=5, call_hour=2))


async def asks(lender: Lender, chat: int = STRANGER, **how: object) -> CodeSent:
    """Somebody names a number that is nobody's else."""
    borrower_id = BorrowerId(chat)
    await lender.do("choose_amount", borrower_id=borrower_id, amount=Money.rubles(10_000))
    if how.get("by_call"):
        await lender.consents("robot_call", chat=borrower_id)
    named = {"phone": f"+7903{chat:07}"} | how
    sent: CodeSent = await lender.do("ask_phone", borrower_id=borrower_id, **named)
    return sent


async def use_up(lender: Lender, number: int, first: int = 300_001) -> None:
    for chat in range(first, first + number):
        await asks(lender, chat)


async def totals(lender: Lender) -> dict[tuple[Channel, Window], Total]:
    found = await lender.do("look_at_texts")
    return {(one.channel, one.window): one for one in found}


class TestWhatIsCounted:
    async def test_every_sms_and_call_with_its_cost(self, limited: Lender) -> None:
        await asks(limited)
        limited.clock.move(minutes=1)
        await asks(limited, by_call=True)
        async with limited.db.transaction():  # no code, and an SMS all the same
            await limited.notices.text(PHONE, AwaySms())
        found = await totals(limited)

        sms, call = found[Channel.SMS, Window.HOUR], found[Channel.CALL, Window.DAY]
        assert (sms.texted.count, sms.texted.cost) == (2, Money.rubles(5 * (1 + 2)))
        assert (call.texted.count, call.texted.cost) == (1, Money.rubles(3))

    async def test_an_hour_begins_anew_and_a_day_in_moscow(self, limited: Lender) -> None:
        limited.clock.at = datetime(2026, 11, 23, 20, 59, tzinfo=UTC)  # 23:59 in Moscow
        await asks(limited)
        limited.clock.move(minutes=1)
        found = await totals(limited)

        assert [one.texted.count for one in found.values()] == [0, 0, 0, 0]

    async def test_what_was_counted_outlives_a_restart(self, limited: Lender) -> None:
        await use_up(limited, 3)
        again = Lender(limited.db, text_limits=limited.text_limits)

        with pytest.raises(CodesStopped):
            await asks(again)

    async def test_what_was_not_sent_is_not_counted(self, limited: Lender) -> None:
        """A number that nobody knows gets no SMS at the recovery."""
        actor = Actor(chat_id=ChatId(STRANGER), borrower_id=STRANGER, name="Пётр", signed_in=False)
        await limited.do("ask_recovery", actor=actor, phone=PHONE)

        assert (await totals(limited))[Channel.SMS, Window.HOUR].texted.count == 0


class TestATotalThatIsReached:
    async def test_makes_strangers_wait_for_the_next_hour(self, limited: Lender) -> None:
        await use_up(limited, 3)

        with pytest.raises(CodesStopped) as refused:
            await asks(limited)
        assert refused.value.until == NOON.replace(hour=10)
        limited.clock.at = refused.value.until
        assert (await asks(limited)).number == 1

    async def test_makes_them_wait_for_the_next_day(self, limited: Lender) -> None:
        await use_up(limited, 3)
        limited.clock.move(hours=1)
        await use_up(limited, 2, first=300_010)

        with pytest.raises(CodesStopped) as refused:
            await asks(limited)
        assert refused.value.until == datetime(2026, 11, 23, 21, tzinfo=UTC)  # midnight in Moscow

    def test_says_when_codes_go_on_and_that_the_own_contact_helps(self) -> None:
        screen = problems.refusal(CodesStopped(NOON.replace(hour=10), by_call=False))

        assert "с 23\xa0ноября в\xa013:00 (МСК)" in screen.text
        assert screen.ask_contact

    async def test_leaves_who_shares_the_own_contact_a_code(self, limited: Lender) -> None:
        await use_up(limited, 3)

        assert (await asks(limited, contact=True)).number == 1

    async def test_leaves_who_has_proven_the_number_theirs(self, limited: Lender) -> None:
        await asks(limited, IVAN, phone=PHONE)
        (sms,) = await limited.told()
        assert isinstance(sms, PhoneCodeSms)
        done = await limited.do("confirm_phone", borrower_id=IVAN, digits=sms.digits)
        assert done.check is Check.RIGHT
        await use_up(limited, 2)
        limited.clock.move(minutes=1)

        assert (await asks(limited, IVAN, phone=PHONE)).number == 2

    async def test_of_calls_leaves_strangers_their_sms(self, limited: Lender) -> None:
        for chat in (300_001, 300_002):
            await asks(limited, chat, by_call=True)

        with pytest.raises(CodesStopped) as refused:
            await asks(limited, by_call=True)
        assert refused.value.by_call
        assert not (await asks(limited)).by_call


class TestTheAlarm:
    async def reached(self, lender: Lender) -> None:
        await use_up(lender, 3)
        await lender.work("texts_reached")

    async def heard(self, lender: Lender, kind: type) -> int:
        return len([one for one in await lender.told() if isinstance(one, kind)])

    async def test_is_heard_once_with_counts_and_cost(self, limited: Lender) -> None:
        await self.reached(limited)
        await asks(limited, contact=True)  # one more than the total

        assert "texts_reached" not in await limited.planned()
        assert await self.heard(limited, CaseOpened) == 1
        case = await limited.open_case("texts")
        assert case.facts["sms_hour"] == "3,3,15.00"
        text = screens.opened(case.id, case.number, case.kind, case.facts).text
        assert "СМС за час: 3 из 3, 15\xa0₽" in text
        assert "Звонков за сутки: 0 из 100, 0\xa0₽" in text

    async def test_ends_by_itself_when_the_hour_is_over(self, limited: Lender) -> None:
        await self.reached(limited)
        limited.clock.at = NOON.replace(hour=10)
        await limited.work("texts_over")

        assert await limited.cases.open_about(CaseKind.TEXTS, "all") is None
        assert await self.heard(limited, CaseSolved) == 1

    async def test_stays_while_the_day_s_total_makes_them_wait(self, limited: Lender) -> None:
        await use_up(limited, 3)
        limited.clock.move(hours=1)
        await use_up(limited, 2, first=300_010)
        await limited.work("texts_reached")
        limited.clock.at = datetime(2026, 11, 23, 21, tzinfo=UTC)
        assert await limited.cases.open_about(CaseKind.TEXTS, "all") is not None
        await limited.work("texts_over")

        assert await limited.cases.open_about(CaseKind.TEXTS, "all") is None

    async def test_comes_again_in_another_hour_and_not_in_the_same(self, limited: Lender) -> None:
        await self.reached(limited)
        case = await limited.open_case("texts")
        await limited.do("decide_case", case_id=case.id, action="done", by="Анна", by_id=ANNA)
        await asks(limited, contact=True)
        assert "texts_reached" not in await limited.planned()

        limited.clock.at = datetime(2026, 11, 24, 9, tzinfo=UTC)
        await use_up(limited, 3, first=300_020)
        await limited.work("texts_reached")
        assert await self.heard(limited, CaseOpened) == 2

    async def test_stands_after_what_people_wait_for(self, limited: Lender) -> None:
        await self.reached(limited)

        assert await limited.do("list_cases") == []
        assert [one.case.kind for one in await limited.do("list_alarms")] == [CaseKind.TEXTS]


async def test_staff_read_the_totals(limited: Lender) -> None:
    await use_up(limited, 3)
    text = screens.texts(await limited.do("look_at_texts")).text

    assert "СМС за час: 3 из 3, 15\xa0₽ — незнакомым чатам с 13:00 (МСК)" in text
    assert "Звонков за сутки: 0 из 100, 0\xa0₽" in text

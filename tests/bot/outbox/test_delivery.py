"""Whatever was queued is said, in order, once; what can't be said is set aside with an alarm."""

import asyncio
import json

import pytest
from aiogram.exceptions import ClientDecodeError

from bot.intake.dispatcher import queue
from bot.outbox.delivery import SMS_ALARM_AFTER
from domain.gateways import GatewayRefused, GatewayUnclear
from domain.model.cases import CaseKind
from domain.notifications import Apology, Content, PhoneCodeSms
from handlers.engine.screen import Button, Delete, Edit, Said, Say, Screen, buttons
from handlers.notifications import screen_of
from sandbox.telegram.core import Refusal
from sandbox.telegram.refusals import bad, too_many
from storage.engine.codec import dump
from storage.queues.conversations import Key
from storage.queues.outbox import OutboxMessage, telegram_lane
from tests.bot.house import House
from tests.support.lender import PHONE, STAFF

pytestmark = pytest.mark.usefixtures("pauses")
SERVER_ERROR = Refusal(500, "Internal Server Error")


def say(text: str) -> Say:
    return Say(Screen(text=text))


async def put(house: House, *said: Said) -> None:
    """Queue it as the answer to an update."""
    async with house.lender.db.transaction():
        await queue(house.services, Key(house.ivan, 0, house.ivan), list(said))


async def rows(house: House) -> list[tuple[str, str | None]]:
    found = await house.lender.db.all("SELECT state, error FROM outbox ORDER BY id")
    return [(row["state"], row["error"]) for row in found]


async def case(house: House, kind: CaseKind) -> list[dict[str, str]]:
    return await house.lender.case_facts(kind)


async def test_a_chat_is_told_everything_in_order(house: House) -> None:
    await put(house, *(say(str(number)) for number in range(5)))
    await house.deliver()

    assert house.shown() == ["0", "1", "2", "3", "4"]
    assert {state for state, _ in await rows(house)} == {"sent"}


async def test_what_is_queued_while_it_is_being_said_follows(house: House) -> None:
    delivering = asyncio.create_task(house.deliver())
    for number in range(5):
        await put(house, say(str(number)))
    await delivering
    await house.deliver()

    assert house.shown() == ["0", "1", "2", "3", "4"]


async def test_buttons_edits_and_deletions_reach_the_chat(house: House) -> None:
    await put(
        house, Say(Screen(text="one", rows=buttons(Button(text="Да", data="yes")))), say("two")
    )
    await house.deliver()
    await put(house, Edit(2, Screen(text="changed")), Delete(3))
    await house.deliver()

    assert house.shown() == ["changed"]


async def test_rows_that_an_earlier_version_queued_are_said(house: House) -> None:
    told = {"said": dump(say("queued before")), "notice": dump(Apology())}
    async with house.lender.db.transaction():
        for kind in ("say", "notice"):
            await house.lender.outbox.add(
                lane=telegram_lane(house.ivan),
                kind=kind,
                content=Content.PUBLIC,
                body=json.dumps({"chat": house.ivan, "type": "Apology", **told}),
            )
    await house.deliver()

    assert house.shown() == ["queued before", screen_of(Apology()).text]


async def test_notices_and_sms_have_their_words(house: House) -> None:
    async with house.lender.db.transaction():
        await house.lender.notices.tell(house.ivan, Apology())
        await house.lender.notices.text(PHONE, PhoneCodeSms(digits="123456"))
    await house.deliver()

    assert "Что-то сломалось" in house.shown()[0]
    ((phone, text),) = house.sms.sent
    assert phone == PHONE
    assert "123456" in text


async def test_an_edit_of_a_message_that_is_gone_is_said_anew(house: House) -> None:
    await put(house, Edit(77, Screen(text="changed")))
    await house.deliver()

    assert house.shown() == ["changed"]


@pytest.mark.parametrize("again", [Edit(2, Screen(text="one")), Delete(99)])
async def test_repeating_an_edit_or_a_deletion_does_no_harm(house: House, again: Said) -> None:
    await put(house, say("one"))
    await house.deliver()
    await put(house, again)
    await house.deliver()

    assert await rows(house) == [("sent", None), ("sent", None)]
    assert await case(house, CaseKind.MESSAGE) == []


class TestTrouble:
    async def test_a_blocked_bot_is_noted_and_nobody_is_alarmed(self, house: House) -> None:
        house.room.core.block(house.ivan, house.ivan, True)
        await put(house, say("one"))
        await house.deliver()

        assert await rows(house) == [("failed", "blocked")]
        assert await house.lender.conversations.gone(house.ivan)
        assert await case(house, CaseKind.MESSAGE) == []

    async def test_what_telegram_refuses_is_set_aside_with_a_case(self, house: House) -> None:
        await put(house, say("<oops"), say("two"))
        await house.deliver()

        assert house.shown() == ["two"]
        (facts,) = await case(house, CaseKind.MESSAGE)
        assert facts["chat"] == str(house.ivan)
        assert "⚠️ Телеграм не принял сообщение" in house.shown(STAFF)[0]

    async def test_too_many_requests_are_waited_for(
        self, house: House, pauses: list[float]
    ) -> None:
        house.session.troubles = [too_many(7)]
        await put(house, say("one"))
        await house.deliver()

        assert house.shown() == ["one"]
        assert 7 in pauses

    async def test_no_answer_is_tried_again_with_growing_pauses(
        self, house: House, pauses: list[float]
    ) -> None:
        house.session.troubles = [SERVER_ERROR, ConnectionResetError(), SERVER_ERROR]
        await put(house, say("one"), say("two"))
        await house.deliver()

        assert house.shown() == ["one", "two"]
        assert pauses == [0.5, 1.0, 2.0]

    async def test_a_page_of_some_proxy_is_no_answer_either(
        self, house: House, pauses: list[float]
    ) -> None:
        page = ClientDecodeError("Failed to decode object", ValueError(), "<html>502</html>")
        house.session.troubles = [page, page]
        await put(house, say("one"))
        await house.deliver()

        assert house.shown() == ["one"]
        assert pauses == [0.5, 1.0]

    async def test_one_chat_in_trouble_does_not_hold_up_another(self, house: House) -> None:
        anna = house.room.people.add(name="Анна", phone="+79260000000").id
        house.room.core.send_text(anna, anna, "/start")
        house.room.core.block(house.ivan, house.ivan, True)
        await put(house, *(say(str(number)) for number in range(20)))
        async with house.lender.db.transaction():
            await queue(house.services, Key(anna, 0, anna), [say("hello")])
        await house.deliver()

        assert house.shown(anna) == ["hello"]

    async def test_what_our_own_code_cannot_say_is_set_aside_after_some_tries(
        self, house: House, pauses: list[float]
    ) -> None:
        async with house.lender.db.transaction():
            await house.lender.outbox.add(
                lane=f"tg:{house.ivan}", kind="say", content=Content.PUBLIC, body='{"chat": 1}'
            )
        await put(house, say("two"))
        await house.deliver()

        assert house.shown() == ["two"]
        assert len(pauses) == 5
        (facts,) = await case(house, CaseKind.MESSAGE)
        assert facts["error"] == "KeyError"

    async def test_a_message_that_was_said_and_cannot_be_marked_is_not_said_again(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A full disk, say."""
        real, troubles = house.lender.outbox.sent, [OSError("disk full")] * 3

        async def sent(self: object, queued: OutboxMessage, message_id: int | None) -> None:  # noqa: ARG001
            if troubles:
                raise troubles.pop()
            await real(queued, message_id)

        monkeypatch.setattr(type(house.lender.outbox), "sent", sent)
        await put(house, say("one"), say("two"))
        await house.deliver()

        assert house.shown() == ["one", "two"]

    async def test_an_alarm_that_cannot_be_told_makes_no_further_alarm(self, house: House) -> None:
        """It comes again itself: tests/bot/outbox/test_desk.py."""
        house.session.troubles = [bad("can't parse entities")]
        async with house.lender.db.transaction():
            await house.lender.wiring.open_case(kind=CaseKind.JOB, subject="1", facts={})
        await house.deliver()

        assert await case(house, CaseKind.MESSAGE) == []
        assert [state for state, _ in await rows(house)] == ["failed"]


class TestSms:
    async def test_a_code_by_call_is_dictated(self, house: House) -> None:
        async with house.lender.db.transaction():
            notice = PhoneCodeSms(digits="123456", by_call=True)
            await house.lender.notices.text(PHONE, notice)
        await house.deliver()

        assert house.sms.sent == []
        ((phone, text),) = house.sms.called
        assert phone == PHONE
        assert "1, 2, 3, 4, 5, 6" in text

    async def test_staff_learn_once_of_one_that_waits_for_minutes(
        self, house: House, pauses: list[float]
    ) -> None:
        """An empty balance at the operator's, say: it goes out when that is mended."""
        house.sms.troubles = [GatewayUnclear("smsc: error 3") for _ in range(SMS_ALARM_AFTER + 2)]
        await self.text(house)

        assert await case(house, CaseKind.MESSAGE) == [{"chat": "СМС", "error": "GatewayUnclear"}]
        assert len(house.sms.sent) == 1
        assert sum(pauses[:SMS_ALARM_AFTER]) == pytest.approx(120, rel=0.1)

    async def test_an_unclear_answer_is_tried_again(self, house: House) -> None:
        house.sms.troubles = [GatewayUnclear("smsc: timeout")]
        await self.text(house)

        assert len(house.sms.sent) == 1

    async def test_a_refused_one_is_set_aside_without_the_phone(self, house: House) -> None:
        house.sms.troubles = [GatewayRefused("7")]
        await self.text(house)

        assert await case(house, CaseKind.MESSAGE) == [{"chat": "СМС", "error": "7"}]
        (row, _) = await house.lender.db.all("SELECT * FROM outbox ORDER BY id")
        assert PHONE not in repr(dict(row))

    async def text(self, house: House) -> None:
        async with house.lender.db.transaction():
            await house.lender.notices.text(PHONE, PhoneCodeSms(digits="123456"))
        await house.deliver()


async def test_nothing_is_lost_when_delivery_is_stopped_in_between(house: House) -> None:
    await put(house, *(say(str(number)) for number in range(10)))
    for _ in range(4):
        delivering = asyncio.create_task(house.delivery.run())
        while len(house.shown()) < 3 and await house.lender.outbox.queued():
            await house.lender.db.one("SELECT 1")
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
    await house.deliver()

    assert list(dict.fromkeys(house.shown())) == [str(number) for number in range(10)]
    assert len(house.shown()) <= 10 + 4  # the one in flight may be repeated


async def test_staff_see_cases_with_buttons(house: House) -> None:
    async with house.lender.db.transaction():
        case = await house.lender.wiring.open_case(
            kind=CaseKind.PAYOUT, subject="a", facts={"amount": "10000.00", "reason": "<b>"}
        )
    await house.deliver()

    (text,) = house.shown(STAFF)
    assert f"Дело {case.number}" in text
    assert "Причина: <b>" in text

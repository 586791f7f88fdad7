"""One update, one transaction: what was heard, what changed and what is said commit together."""

import asyncio
from typing import Any

import pytest
from aiogram.types import Update

from bot.intake.dispatcher import OneTransaction
from domain.ids import BorrowerId
from domain.model.cases import CaseKind
from domain.model.messaging.gone import Gone
from domain.refusals import NothingToDo
from handlers.engine.parse import InputError
from storage.queues.conversations import ConversationState, Key
from tests.bot.house import House
from tests.support.lender import STAFF


class Broken:
    """A use case that writes and then raises; after so many times it works."""

    def __init__(self, house: House, real: Any, error: Exception, times: int = 99) -> None:
        self.house, self.real, self.error, self.times = house, real, error, times

    async def __call__(self, *, borrower_id: BorrowerId, **named: object) -> Any:
        await self.house.lender.conversations.leave(
            borrower_id, Gone.BLOCKED, self.house.lender.clock.now()
        )
        if self.times:
            self.times -= 1
            raise self.error
        return await self.real(borrower_id=borrower_id, **named)


def breaks(house: House, usecase: str, error: Exception, times: int = 99) -> None:
    provided: Any = house.services.provided
    provided[usecase] = Broken(house, provided[usecase], error, times)


async def says(house: House, text: str) -> None:
    house.room.core.send_text(house.ivan, house.ivan, text)
    await house.hear()


async def wrote(house: House) -> bool:
    return await house.lender.conversations.gone(house.ivan) is not None


async def state(house: House) -> str | None:
    return await house.lender.state()


@pytest.fixture
async def begun(house: House) -> House:
    """Ivan was asked for the sum."""
    await says(house, "/start")
    assert "Сколько вам нужно" in house.shown()[-1]
    return house


async def test_an_update_changes_the_state_the_facts_and_the_chat(begun: House) -> None:
    await says(begun, "10000")

    assert await state(begun) == "Offer:term"
    assert await begun.lender.drafts.get(begun.ivan) is not None
    assert "На сколько дней" in begun.shown()[-1]


async def test_an_update_that_was_seen_changes_nothing(begun: House) -> None:
    begun.room.core.send_text(begun.ivan, begun.ivan, "10000")
    (update,) = await begun.updates()
    for _ in range(3):
        await begun.feeder.feed(update)
    await begun.deliver()

    assert len(begun.shown()) == 2


async def test_the_same_update_at_once_is_handled_once(begun: House) -> None:
    begun.room.core.send_text(begun.ivan, begun.ivan, "10000")
    (update,) = await begun.updates()
    await asyncio.gather(*(begun.feeder.feed(update) for _ in range(5)))
    await begun.deliver()

    assert len(begun.shown()) == 2


async def test_a_conversation_keeps_its_order_whatever_else_goes_on(house: House) -> None:
    anna = house.room.people.add(name="Анна", phone="+79260000000").id
    for text in ("/start", "10000", "14"):
        for who in (house.ivan, anna):
            house.room.core.send_text(who, who, text)
    await house.hear()

    for who in (house.ivan, anna):
        assert [text.split(".")[0].split("?")[0] for text in house.shown(who)][1:] != []
        assert "Полная стоимость" in house.shown(who)[-1]


@pytest.mark.parametrize("error", [InputError("amount"), NothingToDo()])
async def test_a_refusal_undoes_what_the_handler_wrote_and_is_said(
    begun: House, error: Exception
) -> None:
    breaks(begun, "choose_amount", error)
    await says(begun, "10000")

    assert not await wrote(begun)
    assert await state(begun) == "Offer:amount"
    assert len(begun.shown()) == 2
    assert await begun.lender.db.one("SELECT 1 FROM failed_update") is None


async def test_a_refused_update_counts_as_seen(begun: House) -> None:
    breaks(begun, "choose_amount", NothingToDo())
    begun.room.core.send_text(begun.ivan, begun.ivan, "10000")
    (update,) = await begun.updates()
    for _ in range(2):
        await begun.feeder.feed(update)
    await begun.deliver()

    assert len(begun.shown()) == 2


async def test_a_refusal_leaves_the_conversation_where_it_was(begun: House) -> None:
    async def goes_elsewhere(_: object, data: dict[str, Any]) -> None:
        await data["state"].set_state("Elsewhere")
        await data["state"].update_data(field="name")
        raise NothingToDo

    begun.room.core.send_text(begun.ivan, begun.ivan, "10000")
    (update,) = await begun.updates()
    given = {"services": begun.services, "bot": begun.bot}
    await OneTransaction()(goes_elsewhere, update, given)

    key = Key(begun.ivan, 0, begun.ivan)
    conversation_state = await begun.lender.conversations.read(update.update_id, key)
    assert conversation_state == ConversationState(True, "Offer:amount", {}, begun.ivan)


class TestFailure:
    async def test_rolls_everything_back_and_is_tried_again(self, begun: House) -> None:
        breaks(begun, "choose_amount", ValueError(), times=2)
        await says(begun, "10000")

        assert await wrote(begun)
        assert await state(begun) == "Offer:term"
        assert "сломалось" not in "".join(begun.shown())

    async def test_is_given_up_after_three_times_with_an_apology_and_a_case(
        self, begun: House
    ) -> None:
        breaks(begun, "choose_amount", ValueError("10000"))
        await says(begun, "10000")

        assert not await wrote(begun)
        assert await state(begun) == "Offer:amount"
        assert "Что-то сломалось" in begun.shown()[-1]
        (row,) = await begun.lender.db.all("SELECT * FROM staff_case")
        assert row["kind"] == CaseKind.UPDATE
        assert await begun.lender.case_facts() == [
            {"update": row["subject"], "error": "ValueError"}  # and not what was typed
        ]
        assert len(begun.shown(STAFF)) == 1

    async def test_of_one_update_does_not_keep_the_next_one_waiting(self, begun: House) -> None:
        breaks(begun, "choose_amount", ValueError())
        await says(begun, "10000")
        await says(begun, "/help")

        assert "/cancel" in begun.shown()[-1]

    async def test_to_say_anything_undoes_the_update(
        self, begun: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def add(*_: object, **__: object) -> None:
            raise OSError("disk full")

        monkeypatch.setattr(type(begun.lender.outbox), "add", add)
        begun.room.core.send_text(begun.ivan, begun.ivan, "10000")
        (update,) = await begun.updates()
        with pytest.raises(OSError, match="disk full"):  # not even the apology can be queued
            await begun.feeder.feed(update)
        monkeypatch.undo()

        await begun.feeder.feed(update)
        await begun.deliver()
        assert "На сколько дней" in begun.shown()[-1]


async def test_an_update_of_an_unknown_kind_is_passed_over(house: House) -> None:
    with pytest.warns(RuntimeWarning, match="unknown update type"):
        await house.feeder.feed_all([Update(update_id=9000)])

    assert (await house.lender.conversations.read(9000, None)).seen


class TestButtons:
    async def tap(self, house: House, button: str, who: int | None = None, chat: int = 0) -> Any:
        who = who or house.ivan
        tapping = asyncio.create_task(house.room.core.tap(chat or who, who, button))
        await asyncio.sleep(0)  # the tap is an update now
        await house.hear()
        return await tapping

    async def test_the_screen_changes_in_place_and_the_button_is_answered(
        self, begun: House
    ) -> None:
        tapped = await self.tap(begun, "10 000 ₽")

        assert tapped.answer is None
        assert len(begun.shown()) == 1
        assert "На сколько дней" in begun.shown()[0]

    async def test_a_stale_button_says_so(self, begun: House) -> None:
        await says(begun, "10000")
        await says(begun, "/cancel")
        tapped = await self.tap(begun, "14 дней")

        assert "уже не действует" in tapped.answer

    async def test_an_answer_that_telegram_does_not_take_means_nothing(self, begun: House) -> None:
        begun.session.troubles = [ConnectionResetError()]
        tapping = asyncio.create_task(
            begun.room.core.tap(begun.ivan, begun.ivan, "10 000 ₽", wait=0.01)
        )
        await asyncio.sleep(0)
        await begun.hear()
        await asyncio.gather(tapping, return_exceptions=True)

        assert "answerCallbackQuery" in begun.session.calls
        assert await state(begun) == "Offer:term"

    async def test_in_the_staff_group_a_refusal_is_for_whoever_tapped(self, house: House) -> None:
        staff = house.room.people.staff()[0].id
        async with house.lender.db.transaction():
            await house.lender.wiring.open_case(kind=CaseKind.JOB, subject="1", facts={})
        await house.deliver()
        breaks(house, "decide_case", NothingToDo())

        class Decided(Broken):
            async def __call__(self, **_: object) -> Any:
                raise NothingToDo

        provided: Any = house.services.provided
        provided["decide_case"] = Decided(house, None, NothingToDo())
        tapped = await self.tap(house, "Готово", staff, STAFF)

        assert "уже" in tapped.answer
        assert len(house.shown(STAFF)) == 1

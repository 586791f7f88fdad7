"""The staff group moves, is lost, pauses or refuses: rows wait, and the owners hear of it."""

import asyncio
import json
from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramEntityTooLarge
from aiogram.methods import SendDocument

from bot.intake.dispatcher import queue
from bot.process.readiness import Readiness
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.model.messaging.desk import PAUSED, Trouble
from handlers.engine.screen import Say, Screen
from sandbox.telegram.group import STATUSES
from sandbox.telegram.refusals import bad, too_large, too_many
from storage.queues.conversations import Key
from storage.queues.desk import DeskRows
from tests.bot.house import House
from tests.support.lender import ANNA, OWNER, STAFF

pytestmark = pytest.mark.usefixtures("pauses")
MOVED = STAFF - 1
NOT_LOST = ("administrator", "member")


async def alarm(house: House, subject: str = "1") -> None:
    """Something that staff must see."""
    async with house.lender.db.transaction():
        await house.lender.wiring.open_case(
            kind=CaseKind.WEBHOOK, subject=subject, facts={"error": ""}
        )


async def queued(house: House) -> int:
    return await house.lender.outbox.queued()


async def waits(house: House) -> dict[str, str]:
    return {one.lane: one.why for one in await house.lender.waits.all()}


def owner(house: House) -> list[str]:
    return house.shown(OWNER)


class TestMoved:
    async def test_what_waits_and_what_comes_goes_to_the_new_group(self, house: House) -> None:
        await alarm(house)
        house.room.core.upgrade_group(ANNA)
        house.room.core.state.updates.clear()  # the bot has heard of nothing
        await alarm(house, "2")
        await house.deliver()
        await alarm(house, "3")
        await house.deliver()

        assert len(house.shown(STAFF)) == 3
        assert house.services.desk.chat_id == MOVED
        assert [str(MOVED) in one for one in owner(house)] == [True]
        assert await house.lender.case_facts("message") == []

    async def test_its_own_word_is_enough(self, house: House) -> None:
        house.room.core.upgrade_group(ANNA)
        await house.hear()

        assert house.services.desk.chat_id == MOVED
        assert len(owner(house)) == 1

    async def test_a_new_start_knows_it(self, house: House) -> None:
        house.room.core.upgrade_group(ANNA)
        await house.hear()
        again = DeskRows(house.lender.db, STAFF)
        await again.load()

        assert again.chat_id == MOVED

    async def test_it_may_move_twice(self, house: House) -> None:
        for _ in range(2):
            house.room.core.upgrade_group(ANNA)
            await house.hear()
        again = DeskRows(house.lender.db, STAFF)
        await again.load()

        assert (again.now(STAFF), again.now(MOVED)) == (STAFF - 2, STAFF - 2)

    async def test_staff_work_on_where_it_is_now(self, house: House) -> None:
        house.room.core.upgrade_group(ANNA)
        await house.hear()
        house.room.core.send_text(STAFF, ANNA, "/cases")
        await house.hear()

        assert "Открытых дел нет" in house.shown(STAFF)[-1]

    async def test_another_group_that_moves_means_nothing(self, house: House) -> None:
        async with house.lender.db.transaction():
            assert not await house.lender.desk.moved(-5, -6)
        assert house.services.desk.chat_id == STAFF

    async def test_the_members_are_asked_where_it_is(self, house: House) -> None:
        """Asked at the start, before anything is said there."""
        from bot.channels.telegram.group import TelegramGroup
        from domain.gateways import GroupMoved

        house.room.core.upgrade_group(ANNA)
        with pytest.raises(GroupMoved) as caught:
            await TelegramGroup(house.bot, house.lender.desk).administrators()
        house.lender.staff_group.answers += [caught.value]
        await house.lender.jobs.plan(JobKind.STAFF_MEMBERS, "all")
        with pytest.raises(GroupMoved):
            await house.lender.work("staff_members")

        assert house.services.desk.chat_id == MOVED


class TestLost:
    @pytest.mark.parametrize("status", [one for one in STATUSES if one not in NOT_LOST])
    async def test_rows_wait_and_the_owner_hears_it_once(self, house: House, status: str) -> None:
        house.room.core.bot_becomes(ANNA, status)
        house.room.core.state.updates.clear()
        await alarm(house)
        await house.deliver()
        house.lender.clock.move(minutes=6)
        await alarm(house, "2")
        await house.deliver()

        assert (len(owner(house)), await queued(house)) == (1, 2)
        assert house.shown(STAFF) == []

        house.room.core.bot_becomes(ANNA, "administrator")
        await house.hear()

        assert len(house.shown(STAFF)) == 2
        assert owner(house)[1:] == [
            "✅ Бот снова пишет в группу сотрудников. Всё, что ждало, уходит по порядку."
        ]
        assert await waits(house) == {}
        assert await house.lender.case_facts("message") == []

    async def test_the_owner_hears_it_before_anything_is_to_be_said(self, house: House) -> None:
        house.room.core.bot_becomes(ANNA, "kicked")
        await house.hear()

        (told,) = owner(house)
        assert "бота нет в группе" in told

    async def test_a_way_back_that_nobody_told_of_is_found(self, house: House) -> None:
        house.room.core.bot_becomes(ANNA, "kicked")
        await alarm(house)
        await house.deliver()
        house.room.core.bot_becomes(ANNA, "administrator")
        house.room.core.state.updates.clear()
        house.lender.clock.move(minutes=6)
        await house.deliver()
        await house.deliver()

        assert (len(house.shown(STAFF)), len(owner(house))) == (1, 2)

    async def test_borrowers_are_answered_as_ever(self, house: House) -> None:
        house.room.core.bot_becomes(ANNA, "kicked")
        await alarm(house)
        await house.deliver()
        async with house.lender.db.transaction():
            said = [Say(Screen(text="one"))]
            await queue(house.services, Key(house.ivan, 0, house.ivan), list(said))
        await house.deliver()

        assert house.shown() == ["one"]

    async def test_a_new_start_asks_no_earlier(self, house: House) -> None:
        house.room.core.bot_becomes(ANNA, "kicked")
        await alarm(house)
        await house.deliver()
        calls = len(house.session.calls)
        again = House(house.lender, house.room)
        await again.deliver()

        assert again.session.calls == []
        assert len(house.session.calls) == calls

    async def test_rights_that_are_gone_are_named(self, house: House) -> None:
        house.room.core.bot_becomes(ANNA, "member")
        await house.hear()

        (told,) = owner(house)
        assert "не может удалять сообщения, управлять темами, закреплять сообщения" in told
        await alarm(house)
        await house.deliver()
        assert len(house.shown(STAFF)) == 1

    async def test_at_the_start_it_is_noticed(self, house: House) -> None:
        from domain.gateways import GatewayRefused

        house.lender.staff_group.answers += [GatewayRefused(Trouble.REMOVED)]
        await house.lender.jobs.plan(JobKind.STAFF_MEMBERS, "all")
        await house.lender.work("staff_members")
        await house.deliver()

        assert len(owner(house)) == 1
        members = await house.lender.db.all("SELECT * FROM staff_member WHERE inside = 1")
        assert len(members) == 2  # nobody is taken for gone, as nobody could be asked about


class TestPaused:
    async def test_a_wait_of_hours_is_kept_over_a_new_start(self, house: House) -> None:
        house.session.troubles = [too_many(10_072)]
        await alarm(house)
        await house.deliver()
        (told,) = owner(house)
        assert "не принимает сообщения в группу сотрудников до" in told

        again = House(house.lender, house.room)
        house.lender.clock.move(hours=2)
        await again.deliver()
        assert again.session.calls == []

        house.lender.clock.move(hours=1)
        await again.deliver()
        assert len(house.shown(STAFF)) == 1
        assert await waits(house) == {}

    async def test_only_that_chat_waits_and_no_owner_is_bothered(self, house: House) -> None:
        house.session.troubles = [too_many(3_600)]
        async with house.lender.db.transaction():
            said = [Say(Screen(text="one"))]
            await queue(house.services, Key(house.ivan, 0, house.ivan), list(said))
        await house.deliver()
        await alarm(house)
        await house.deliver()

        assert (house.shown(), len(house.shown(STAFF)), owner(house)) == ([], 1, [])
        assert await waits(house) == {f"tg:{house.ivan}": PAUSED}

    async def test_a_clock_that_was_ahead_lets_nothing_wait(self, house: House) -> None:
        house.session.troubles = [too_many(3_600)]
        await alarm(house)
        await house.deliver()
        house.lender.clock.at -= timedelta(hours=5)
        await house.deliver()

        assert len(house.shown(STAFF)) == 1

    async def test_delivery_wakes_by_itself_when_the_time_has_come(self, house: House) -> None:
        house.session.troubles = [too_many(3_600)]
        await alarm(house)
        await house.deliver()
        delivering = asyncio.create_task(house.delivery.run())
        house.lender.clock.move(hours=2)
        async with asyncio.timeout(5):
            while not house.shown(STAFF):
                await house.lender.db.one("SELECT 1")
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)

    async def test_readiness_tells_of_it_and_is_no_worse(self, house: House) -> None:
        """A new start wouldn't mend it."""
        lender = house.lender
        readiness = Readiness(lender.db, lender.outbox, lender.waits, lender.clock, listening=True)
        house.session.troubles = [too_many(3_600)]
        await alarm(house)
        await house.deliver()
        lender.clock.move(minutes=5)
        told = await readiness.told()

        assert (told["ready"], told["waiting_lanes"], told["oldest_seconds"]) == (True, 1, 300)
        assert str(told["staff_group"]).startswith("paused until 20")


class TestTooLarge:
    async def test_it_is_final_with_a_case_and_the_lane_goes_on(self, house: House) -> None:
        house.session.troubles = [too_large()]
        async with house.lender.db.transaction():
            said = [Say(Screen(text="one")), Say(Screen(text="two"))]
            await queue(house.services, Key(house.ivan, 0, house.ivan), list(said))
        await house.deliver()

        assert house.shown()[0] == "two"
        assert "Файл слишком большой" in house.shown()[1]
        (facts,) = await house.lender.case_facts("message")
        assert facts["chat"] == str(house.ivan)

    def test_aiogram_takes_it_for_trouble_of_the_network(self) -> None:
        """Which is why it is named."""
        from aiogram.exceptions import TelegramNetworkError

        error = TelegramEntityTooLarge(SendDocument(chat_id=1, document="x"), "too large")
        assert isinstance(error, TelegramNetworkError)


class TestRefusedAlarm:
    async def test_it_comes_again_as_long_as_the_case_is_open(self, house: House) -> None:
        house.session.troubles = [bad("can't parse entities")]
        await alarm(house)
        await house.deliver()
        assert house.shown(STAFF) == []

        house.session.troubles = [bad("can't parse entities")]
        house.lender.clock.move(hours=1, minutes=1)
        await house.lender.work("tell_case")
        await house.deliver()
        assert house.shown(STAFF) == []

        house.lender.clock.move(hours=1, minutes=1)
        await house.lender.work("tell_case")
        await house.deliver()
        assert len(house.shown(STAFF)) == 1

    async def test_a_closed_case_is_not_told(self, house: House) -> None:
        house.session.troubles = [bad("can't parse entities")]
        await alarm(house)
        await house.deliver()
        async with house.lender.db.transaction():
            await house.lender.wiring.solve_case(kind=CaseKind.WEBHOOK, subject="1")
        await house.deliver()
        before = house.shown(STAFF)
        house.lender.clock.move(hours=2)
        await house.lender.work("tell_case")
        await house.deliver()

        assert house.shown(STAFF) == before


async def test_ids_of_cases_in_a_refused_alarm_are_what_is_planned(house: House) -> None:
    house.session.troubles = [bad("can't parse entities")]
    await alarm(house)
    case = await house.lender.open_case("webhook")
    await house.deliver()

    rows = await house.lender.db.all("SELECT subject FROM job WHERE kind = 'tell_case'")
    assert json.dumps([row["subject"] for row in rows]) == json.dumps([case.id])

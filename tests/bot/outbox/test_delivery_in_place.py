"""One message that edits itself, and the menu of commands."""

from datetime import timedelta

import pytest

from domain.ids import BorrowerId
from domain.model.application import ApplicationStatus, ProgressStep
from domain.money import Money
from domain.notifications import Commands, Progress
from handlers.engine.screen import Delete
from handlers.home.commands import LISTS
from tests.bot.house import House
from tests.bot.outbox.test_delivery import put, rows, say
from tests.support.answers import NOON

pytestmark = pytest.mark.usefixtures("pauses")


class TestTheMessageThatEditsItself:
    async def shows(self, house: House, status: ApplicationStatus, **times: int) -> None:
        """Say where the application is, as the domain does after each step."""
        reached = {
            ProgressStep[name.upper()]: NOON + timedelta(hours=h) for name, h in times.items()
        }
        ten = Money.rubles(10_000)
        async with house.lender.db.transaction():
            await house.lender.notices.tell(
                house.ivan, Progress(status=status, amount=ten, days=14, times=reached)
            )
        await house.deliver()

    async def test_is_one_however_often_it_changes(self, house: House) -> None:
        await self.shows(house, ApplicationStatus.CHECKING, received=0)
        await put(house, say("something else"))
        await self.shows(house, ApplicationStatus.APPROVED, received=0, decided=1)

        status, other = house.shown()
        assert other == "something else"
        assert "✓ 12:00 Заявка получена\n✓ 13:00 Решение принято" in status
        assert "Проверяем" not in status

    async def test_is_said_anew_when_it_is_gone_and_that_one_is_edited_from_then_on(
        self, house: House
    ) -> None:
        await self.shows(house, ApplicationStatus.CHECKING, received=0)
        first = await anchored(house)
        assert first is not None
        await put(house, say("something else"), Delete(first))
        await self.shows(house, ApplicationStatus.APPROVED, received=0)
        await self.shows(house, ApplicationStatus.OFFERED, received=0)

        other, status = house.shown()
        assert other == "something else"
        assert "Ждём вашей подписи" in status
        assert await anchored(house) not in (None, first)

    async def test_begins_anew_at_the_end_of_the_chat_once_its_anchor_was_lifted(
        self, house: House
    ) -> None:
        await self.shows(house, ApplicationStatus.CHECKING, received=0)
        async with house.lender.db.transaction():
            await house.lender.conversations.lift_anchor(house.ivan, "progress")
        await self.shows(house, ApplicationStatus.CHECKING, received=0)

        assert len(house.shown()) == 2
        await self.shows(house, ApplicationStatus.REJECTED, received=0)
        earlier, now = house.shown()
        assert "Проверяем" in earlier
        assert "Отказано" in now

    async def test_that_stays_the_same_does_no_harm(self, house: House) -> None:
        for _ in range(2):
            await self.shows(house, ApplicationStatus.CHECKING, received=0)

        assert len(house.shown()) == 1
        assert {state for state, _ in await rows(house)} == {"sent"}

    async def test_is_one_in_each_chat(self, house: House) -> None:
        anna = house.room.people.add(name="Анна", phone="+79260000000").id
        house.room.core.send_text(anna, anna, "/start")
        await self.shows(house, ApplicationStatus.CHECKING, received=0)
        async with house.lender.db.transaction():
            await house.lender.notices.tell(
                BorrowerId(anna),
                Progress(
                    status=ApplicationStatus.CHECKING, amount=Money.rubles(5_000), days=7, times={}
                ),
            )
        await house.deliver()

        assert [len(house.shown(chat)) for chat in (house.ivan, anna)] == [1, 1]


async def anchored(house: House) -> int | None:
    return await house.lender.conversations.anchored(house.ivan, "progress")


class TestTheMenuOfCommands:
    @pytest.mark.parametrize("who", ["borrower", "guest"])
    async def test_is_set_for_one_chat_and_nothing_is_said(self, house: House, who: str) -> None:
        async with house.lender.db.transaction():
            await house.lender.notices.tell(house.ivan, Commands(who=who))
        await house.deliver()

        menu = house.room.core.commands(house.ivan)
        assert [one["command"] for one in menu] == list(LISTS[who])
        assert house.shown() == []
        assert {state for state, _ in await rows(house)} == {"sent"}

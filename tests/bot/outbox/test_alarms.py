"""Our own troubles, of which there may be many at once, don't bury what people wait for."""

from dataclasses import replace

from domain.model.cases import CaseKind
from handlers.staff import screens as staff
from tests.support.lender import Lender


class TestAlarmsOfOneKind:
    async def test_are_heard_once_and_counted(self, lender: Lender) -> None:
        async with lender.db.transaction():
            for number in range(1_000):
                facts = {"update": str(number)}
                await lender.wiring.open_case(
                    kind=CaseKind.UPDATE, subject=str(number), facts=facts
                )

        assert len(await lender.told()) == 1
        (alarm,) = await lender.do("list_alarms")
        assert (alarm.case.kind, alarm.count) == (CaseKind.UPDATE, 1_000)
        assert "И ещё 999\xa0таких же дел." in staff.alarm(alarm).text

    async def test_never_stand_before_what_people_wait_for(self, lender: Lender) -> None:
        async with lender.db.transaction():
            for number in range(50):
                facts = {"job": "x"}
                await lender.wiring.open_case(kind=CaseKind.JOB, subject=str(number), facts=facts)
            lender.clock.move(hours=1)
            await lender.wiring.open_case(kind=CaseKind.REVIEW, subject="a", facts={})

        assert [case.kind for case in await lender.do("list_cases")] == [CaseKind.REVIEW]

    async def test_are_heard_again_when_all_are_closed(self, lender: Lender) -> None:
        for number in range(2):
            async with lender.db.transaction():
                case = await lender.wiring.open_case(
                    kind=CaseKind.JOB, subject=str(number), facts={}
                )
                await lender.cases.save(replace(case, closed_at=lender.clock.now()))

        assert len(await lender.told()) == 2

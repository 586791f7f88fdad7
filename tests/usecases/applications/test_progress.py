"""The status screen: what has been reached and when, in one message that edits itself."""

from datetime import timedelta

from domain.model.application import ApplicationStatus, ProgressStep
from domain.money import Money
from domain.notifications import Progress
from tests.support.answers import NOON, payout, report
from tests.support.lender import IVAN, Lender


async def shown(lender: Lender) -> list[Progress]:
    """The states of the screen so far."""
    await lender.told()
    return lender.progress


async def test_every_stage_is_shown_with_the_time_at_which_it_was_reached(lender: Lender) -> None:
    await lender.applies()
    lender.clock.move(minutes=1)
    for which in ("one", "two"):
        await lender.bureau_answers(which, report())
    await lender.binds_card()  # ten seconds at the bank
    lender.clock.move(minutes=2)
    await lender.work("terms")
    await lender.signs()  # two minutes later
    lender.clock.move(minutes=1)
    await lender.bank_says_of_payout(payout("succeeded"))

    screens = await shown(lender)
    assert [one.status for one in screens] == [
        ApplicationStatus.CHECKING,
        ApplicationStatus.APPROVED,
        ApplicationStatus.OFFERED,
        ApplicationStatus.SIGNED,
        ApplicationStatus.ISSUED,
    ]
    after = {stage: (at - NOON).total_seconds() for stage, at in screens[-1].times.items()}
    assert after == {
        ProgressStep.RECEIVED: 0,
        ProgressStep.DECIDED: 60,
        ProgressStep.CARD: 190,
        ProgressStep.SIGNED: 310,
        ProgressStep.PAID_OUT: 370,
    }


async def test_a_screen_knows_only_what_has_been_reached_by_then(lender: Lender) -> None:
    await lender.is_approved(amount=10_000, days=14)

    received, approved = await shown(lender)
    assert received.times == {ProgressStep.RECEIVED: NOON}
    assert approved.times.keys() == {ProgressStep.RECEIVED, ProgressStep.DECIDED}
    assert (approved.amount, approved.days) == (Money.rubles(10_000), 14)


async def test_less_is_shown_once_it_is_offered(lender: Lender) -> None:
    await lender.applies(amount=10_000)
    for which in ("one", "two"):
        await lender.bureau_answers(which, report(score=450))

    asked, offered = await shown(lender)
    assert (asked.amount, offered.amount) == (Money.rubles(10_000), Money.rubles(5_000))
    assert offered.status is ApplicationStatus.COUNTER


async def test_the_first_time_counts(lender: Lender) -> None:
    """A review, say, is decided once; taking the counter-offer does not move that time."""
    await lender.applies()
    for which in ("one", "two"):
        await lender.bureau_answers(which, report(score=450))
    lender.clock.move(hours=1)
    await lender.do("take_less", borrower_id=IVAN)

    assert (await shown(lender))[-1].times[ProgressStep.DECIDED] == NOON


async def test_a_rejection_and_a_withdrawal_end_it(lender: Lender) -> None:
    await lender.applies()
    await lender.do("withdraw", borrower_id=IVAN)

    last = (await shown(lender))[-1]
    assert (last.status, last.times) == (ApplicationStatus.CANCELLED, {ProgressStep.RECEIVED: NOON})


class TestTheMessage:
    """Which message shows it is delivery's matter; when it begins anew is the domain's."""

    async def anchored(self, lender: Lender) -> int | None:
        return await lender.conversations.anchored(IVAN, "progress")

    async def test_is_a_new_one_for_a_new_application(self, lender: Lender) -> None:
        await lender.conversations.anchor(IVAN, "progress", 77)
        await lender.applies()
        assert await self.anchored(lender) is None

        await lender.conversations.anchor(IVAN, "progress", 78)
        for which in ("one", "two"):
            await lender.bureau_answers(which, report())
        assert await self.anchored(lender) == 78

    async def test_comes_to_the_end_of_the_chat_when_asked_for(self, lender: Lender) -> None:
        await lender.applies()
        await lender.conversations.anchor(IVAN, "progress", 77)
        application = await lender.do("show_status", borrower_id=IVAN)

        assert application == await lender.application()
        assert await self.anchored(lender) is None
        assert (await shown(lender))[-1].status is ApplicationStatus.CHECKING

    async def test_is_not_there_before_an_application(self, lender: Lender) -> None:
        assert await lender.do("show_status", borrower_id=IVAN) is None
        assert await shown(lender) == []


async def test_half_a_day_of_silence_is_no_stage(lender: Lender) -> None:
    await lender.applies()
    lender.clock.move(minutes=1)
    await lender.work("decision_late")

    assert len(await shown(lender)) == 1
    assert lender.clock.now() - NOON == timedelta(minutes=1)

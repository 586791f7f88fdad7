"""Every outcome of a movement of money is recorded once."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.gateways import GatewayRefused, GatewayUnclear, Payout
from domain.model.bank_operation import BankOperation, NextStep, OperationStatus
from domain.model.cases import Action, CaseKind
from domain.money import ZERO, Money
from domain.notifications import (
    CardCheckDelayed,
    CardRefused,
    CaseOpened,
    HoldPlaced,
    PayoutUnknown,
)
from tests.support.answers import HOLD, payment, payout
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def signed(lender: Lender) -> Lender:
    """A payout is reserved."""
    await lender.is_offered_terms()
    await lender.signs()
    await lender.told()
    return lender


@pytest.fixture
async def holding(lender: Lender) -> Lender:
    """A hold is reserved."""
    await lender.is_approved()
    await lender.opens_page()
    await lender.fills_in_card()
    await lender.told()
    return lender


async def record(lender: Lender, what: str, **facts: object) -> Any:
    """Call the use case that records an outcome: found, refusal, loss."""
    usecase = getattr(lender.wiring.works["move"], f"record_{what}")
    async with lender.db.transaction():
        return await usecase(**facts)


async def start(lender: Lender, operation: BankOperation) -> NextStep:
    """A receiver who has to be looked up first is clean."""
    job: Any = lender.wiring.works["move"]
    async with lender.db.transaction():
        _, step = await job.start_operation(operation_id=operation.id)
    if step is not NextStep.CHECK:
        return NextStep(step)
    assert await job.look_up(operation)
    return await start(lender, operation)


async def test_that_the_bank_is_called_is_committed_before_it_is_called(signed: Lender) -> None:
    assert await start(signed, await signed.payout()) is NextStep.SEND

    operation = await signed.payout()
    assert (operation.state, operation.sent_at) == (OperationStatus.SENT, signed.clock.now())
    assert await start(signed, operation) is NextStep.REPEAT
    assert (await signed.payout()).sent_at == operation.sent_at


async def test_a_success_that_is_told_twice_makes_one_loan(signed: Lender) -> None:
    await start(signed, await signed.payout())
    ident = (await signed.payout()).id
    await record(signed, "found", operation_id=ident, found=payout("succeeded"))
    await signed.told()
    before = await signed.db.all("SELECT * FROM move ORDER BY id")

    assert not await record(signed, "found", operation_id=ident, found=payout("succeeded"))
    assert not await record(signed, "found", operation_id=ident, found=payout("canceled"))

    assert await signed.told() == []
    assert list(map(dict, await signed.db.all("SELECT * FROM move ORDER BY id"))) == list(
        map(dict, before)
    )
    assert len(await signed.db.all("SELECT id FROM loan")) == 1


async def test_a_key_of_a_clock_that_was_ahead_does_not_outlive_the_banks(signed: Lender) -> None:
    """The bank forgets it 24 hours after the call, whatever our clock said then."""
    signed.clock.move(hours=5)
    await start(signed, await signed.payout())
    signed.clock.move(hours=-5)
    await start(signed, await signed.payout())
    assert (await signed.payout()).sent_at == signed.clock.now()

    signed.clock.move(hours=24)
    assert await start(signed, await signed.payout()) is NextStep.FIND


async def test_the_bank_is_asked_for_what_a_clock_that_was_ahead_sent(
    signed: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    teller = signed.wiring.works["move"].teller  # type: ignore[attr-defined]
    made_at, found = signed.clock.now(), payout("succeeded")

    async def find_payouts(*, reference: str, since: datetime) -> list[Payout]:  # noqa: ARG001
        return [found] if since <= made_at else []

    monkeypatch.setattr(teller.bank, "find_payouts", find_payouts, raising=False)
    signed.clock.move(hours=3)
    await start(signed, await signed.payout())

    assert await teller.find(await signed.payout()) == found


class TestAClockThatWasDaysAheadWhenThePayoutWasSent:
    """Its answer was lost, the bot was down, and meanwhile the clock was set right."""

    @pytest.fixture
    async def sent(self, signed: Lender, monkeypatch: pytest.MonkeyPatch) -> Lender:
        """It is with the bank since noon; the key of it is forgotten there the next noon."""
        found = replace(payout("succeeded"), created_at=signed.clock.now())

        async def find_payouts(*, reference: str, since: datetime) -> list[Payout]:  # noqa: ARG001
            return [found] if since <= found.created_at else []

        monkeypatch.setattr(signed.bank, "find_payouts", find_payouts, raising=False)
        signed.clock.move(days=5)
        with pytest.raises(GatewayUnclear):
            await says(signed, GatewayUnclear("timeout"))
        job: Any = signed.wiring.works["move"]
        job.sent_here.clear()  # another process goes on
        return signed

    @pytest.mark.parametrize(
        "hours",
        [
            1,
            3 * 24,  # by the clock that was ahead it isn't even sent yet
            5 * 24 + 1,  # nothing looks wrong, the key seems an hour old
            6 * 24 + 1,  # the key is forgotten by either clock
        ],
    )
    async def test_it_is_found_and_not_sent_once_more(self, sent: Lender, hours: int) -> None:
        sent.clock.move(days=-5, hours=hours)
        await sent.db.run("UPDATE job SET due_at = '2026-11-01T00:00:00.000000+00:00'")
        await sent.work("move")

        assert await sent.loans.open_in(IVAN) is not None
        assert len([name for name, _ in sent.bank.asked if name == "pay_out"]) == 1


async def test_after_a_restart_the_bank_is_looked_through_once_before_a_repetition(
    signed: Lender,
) -> None:
    with pytest.raises(GatewayUnclear):
        await says(signed, GatewayUnclear("timeout"))
    job: Any = signed.wiring.works["move"]
    job.sent_here.clear()
    signed.bank.asked.clear()
    rounds: list[tuple[object, ...]] = [([], GatewayUnclear("1")), (GatewayUnclear("2"),)]
    for answers in rounds:
        signed.clock.move(minutes=5)
        with pytest.raises(GatewayUnclear):
            await says(signed, *answers)

    assert [name for name, _ in signed.bank.asked] == ["find_payouts", "pay_out", "pay_out"]
    assert len({named["key"] for name, named in signed.bank.asked if name == "pay_out"}) == 1


async def test_a_failure_that_is_told_twice_opens_one_case(signed: Lender) -> None:
    await start(signed, await signed.payout())
    ident = (await signed.payout()).id
    for _ in range(2):
        await record(signed, "refusal", operation_id=ident, code="forbidden")

    cases = [one for one in await signed.told() if isinstance(one, CaseOpened)]
    assert [one.kind for one in cases] == [CaseKind.PAYOUT]


async def test_a_refusal_after_the_bank_has_taken_it_is_not_believed(signed: Lender) -> None:
    await start(signed, await signed.payout())
    ident = (await signed.payout()).id
    await record(signed, "found", operation_id=ident, found=payout("pending"))
    await record(signed, "refusal", operation_id=ident, code="forbidden")

    assert (await signed.payout()).state is OperationStatus.PENDING


async def test_a_hold_that_stands_is_asked_about_once(holding: Lender) -> None:
    await start(holding, await holding.hold())
    ident = (await holding.hold()).id
    assert await record(holding, "found", operation_id=ident, found=payment("pending"))
    assert (await holding.hold()).state is OperationStatus.PENDING

    for _ in range(2):
        assert not await record(
            holding, "found", operation_id=ident, found=payment("waiting_for_capture")
        )
    assert [type(one) for one in await holding.told()] == [HoldPlaced]


async def test_a_hold_that_is_lost_is_just_tried_again_by_the_borrower(holding: Lender) -> None:
    with pytest.raises(GatewayUnclear):
        await says(holding, GatewayUnclear("timeout"))
    holding.clock.move(hours=23)
    await says(holding, [])

    assert (await holding.hold()).state is OperationStatus.FAILED
    assert await holding.state() == "Card:page"
    await holding.do("open_binding", borrower_id=IVAN)


class TestAHoldOfAnotherSum:
    """It proves nothing, and may be a large one."""

    @pytest.fixture
    async def other(self, holding: Lender) -> Lender:
        await start(holding, await holding.hold())
        large = replace(payment("waiting_for_capture"), amount=Money.rubles(3_470))
        operation = await holding.hold()
        assert await record(holding, "found", operation_id=operation.id, found=large)
        return holding

    async def test_is_cancelled_and_the_card_is_asked_for_again(self, other: Lender) -> None:
        assert (await other.hold()).state is OperationStatus.RELEASING
        assert await start(other, await other.hold()) is NextStep.RELEASE
        assert await other.state() == "Card:page"
        assert [type(one) for one in await other.told()] == [CaseOpened, CardRefused]

    async def test_is_a_case(self, other: Lender) -> None:
        (facts,) = await other.case_facts("other_payment")
        assert (facts["amount"], facts["moved"]) == ("3.47", "3470.00")

    async def test_in_another_currency_is_the_same(self, holding: Lender) -> None:
        await start(holding, await holding.hold())
        dollars = replace(payment("waiting_for_capture"), amount=ZERO, foreign="3.47 USD")
        await record(holding, "found", operation_id=(await holding.hold()).id, found=dollars)

        (facts,) = await holding.case_facts("other_payment")
        assert facts["foreign"] == "3.47 USD"
        assert (await holding.hold()).state is OperationStatus.RELEASING


class TestWrongKeysWhileAHoldIsPending:
    @pytest.fixture
    async def pending(self, holding: Lender) -> Lender:
        await says(holding, payment("pending"))
        await holding.told()
        holding.clock.move(minutes=10)
        return holding

    @pytest.mark.parametrize("code", ["invalid_credentials", "forbidden"])
    async def test_are_told_as_a_delay(self, pending: Lender, code: str) -> None:
        with pytest.raises(GatewayRefused):
            await says(pending, GatewayRefused(code))

        assert await pending.told() == [CardCheckDelayed()]

    async def test_are_told_once(self, pending: Lender) -> None:
        for _ in range(3):
            with pytest.raises(GatewayRefused):
                await says(pending, GatewayRefused("forbidden"))
            async with pending.db.transaction():
                subject = f"move:{(await pending.hold()).id}"
                await pending.wiring.open_case(kind=CaseKind.JOB, subject=subject, facts={})

        assert [type(one) for one in await pending.told()] == [CardCheckDelayed, CaseOpened]

    async def test_say_nothing_of_a_hold_that_is_given_back(self, lender: Lender) -> None:
        await lender.is_approved()
        await lender.is_asked_for_sum()
        await lender.do("name_hold_sum", borrower_id=IVAN, amount=HOLD)
        await lender.told()
        with pytest.raises(GatewayRefused):
            await says(lender, GatewayRefused("forbidden"))

        assert await lender.told() == []


class TestAPayoutOfWhichNobodyCanTell:
    @pytest.fixture
    async def lost(self, signed: Lender) -> Lender:
        with pytest.raises(GatewayUnclear):
            await says(signed, GatewayUnclear("timeout"))
        signed.clock.move(hours=23)
        await says(signed, [])
        return signed

    async def case(self, lender: Lender) -> CaseOpened:
        opened = (await lender.told())[-1]
        assert isinstance(opened, CaseOpened)
        return opened

    async def test_is_looked_at_by_staff(self, lost: Lender) -> None:
        opened = await self.case(lost)

        assert (await lost.payout()).state is OperationStatus.LOST
        assert opened.kind is CaseKind.LOST_PAYOUT
        assert opened.facts == {"amount": "10000.00", "reference": (await lost.payout()).id}

    async def test_can_be_looked_for_once_more(self, lost: Lender) -> None:
        opened = await self.case(lost)
        await lost.do("decide_case", case_id=opened.case, action=Action.FIND, by="Ольга", by_id=1)
        await says(lost, [payout("succeeded")])

        assert await lost.loans.open_in(IVAN) is not None

    async def test_is_a_case_again_when_it_is_not_found_again(self, lost: Lender) -> None:
        opened = await self.case(lost)
        await lost.do("decide_case", case_id=opened.case, action=Action.FIND, by="Ольга", by_id=1)
        await says(lost, [])

        said = await lost.told()
        assert isinstance(said[-1], CaseOpened)
        assert said[-1].case != opened.case
        assert PayoutUnknown not in [type(one) for one in said]

    async def test_is_told_to_the_borrower_once(self, lost: Lender) -> None:
        said = [type(one) for one in await lost.told()]
        assert said == [PayoutUnknown, CaseOpened]
        assert lost.progress[-1].stuck

    async def test_is_paid_again_only_when_staff_have_made_sure(self, lost: Lender) -> None:
        opened = await self.case(lost)
        old = await lost.payout()
        await lost.do("decide_case", case_id=opened.case, action=Action.RETRY, by="Ольга", by_id=1)

        assert (await lost.operations.get(old.id)).state is OperationStatus.FAILED
        new = await lost.payout()
        assert new.state is OperationStatus.RESERVED
        assert new.key != old.key


async def test_a_late_answer_of_a_payout_that_was_given_up_is_not_recorded(
    signed: Lender,
) -> None:
    failed = replace(await signed.payout(), state=OperationStatus.FAILED)
    await signed.operations.save(failed)

    assert not await record(signed, "found", operation_id=failed.id, found=payout("succeeded"))
    assert await signed.payout() == failed


async def says(lender: Lender, *answers: object) -> None:
    """The bank answers the next calls about the one movement that is due."""
    lender.bank.answers += answers
    await lender.work("move")

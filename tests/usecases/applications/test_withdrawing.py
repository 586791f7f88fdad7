"""Changing one's mind before the money is on its way: nothing is owed, nothing is left open."""

import asyncio
from contextlib import suppress
from dataclasses import replace

import pytest

from domain.gateways import GatewayUnclear, Ownership
from domain.model.application import ApplicationStatus
from domain.model.bank_operation import OperationStatus
from domain.model.card_binding import BindingStatus
from domain.notifications import CaseSolved
from domain.refusals import NothingToDo
from storage.queues.work import Job
from tests.support.answers import HOLD, payout
from tests.support.lender import IVAN, Lender

EMPTY = payout("canceled", party="yoo_money", reason="insufficient_funds")
REFUSED = payout("canceled", party="payout_network", reason="general_decline")


@pytest.fixture
async def asked(lender: Lender) -> Lender:
    """The hold stands, and the borrower is asked for its sum."""
    await lender.is_approved()
    await lender.is_asked_for_sum()
    await lender.told()
    return lender


async def test_the_application_is_cancelled_and_the_hold_too(asked: Lender) -> None:
    assert await asked.do("withdraw", borrower_id=IVAN)

    assert (await asked.application()).status is ApplicationStatus.CANCELLED
    assert (await asked.binding()).state is BindingStatus.EXPIRED
    assert (await asked.hold()).state is OperationStatus.RELEASING


async def test_its_cases_are_closed(asked: Lender) -> None:
    await asked.do("name_hold_sum", borrower_id=IVAN, amount=HOLD)
    asked.owner_check.answers.append(Ownership.UNKNOWN)
    await asked.work("owner")
    await asked.told()

    await asked.do("withdraw", borrower_id=IVAN)

    assert [type(one) for one in await asked.told()] == [CaseSolved]


@pytest.fixture
async def signed(lender: Lender) -> Lender:
    await lender.is_offered_terms()
    await lender.signs()
    await lender.told()
    return lender


@pytest.fixture
async def delayed(signed: Lender) -> Lender:
    """The payout failed on our side and is to be tried again."""
    await signed.bank_says_of_payout(EMPTY)
    await signed.told()
    return signed


@pytest.mark.parametrize("status", ["pending", "unclear", "lost"])
async def test_nothing_is_withdrawn_while_the_money_may_be_on_its_way(
    signed: Lender, status: str
) -> None:
    answer = GatewayUnclear("no answer") if status != "pending" else payout("pending")
    signed.bank.answers.append(answer)
    with suppress(GatewayUnclear):
        await signed.work("move")
    if status == "lost":
        await signed.operations.save(replace(await signed.payout(), state=OperationStatus.LOST))

    assert not await signed.do("withdraw", borrower_id=IVAN)
    assert (await signed.application()).status is ApplicationStatus.SIGNED
    assert not (await signed.do("look_around", borrower_id=IVAN)).refusable


async def test_a_delayed_payout_is_refused_with_its_case_and_its_next_try(delayed: Lender) -> None:
    assert "payout_retry" in await delayed.planned()
    assert (await delayed.do("look_around", borrower_id=IVAN)).refusable

    assert await delayed.do("withdraw", borrower_id=IVAN)

    assert (await delayed.application()).status is ApplicationStatus.CANCELLED
    assert "payout_retry" not in await delayed.planned()
    assert await delayed.cases.open(10) == []


async def test_a_payout_that_was_never_sent_is_undone(signed: Lender) -> None:
    assert await signed.do("withdraw", borrower_id=IVAN)

    operation = await signed.payout()
    assert (operation.state, operation.reason) == (OperationStatus.FAILED, "withdrawn")
    await signed.wiring.works["move"](Job("move", operation.id, 1, 1))  # it had been claimed before
    assert "pay_out" not in dict(signed.bank.asked)
    assert "move" not in await signed.planned()


async def test_after_a_refusal_no_payout_is_tried_again(delayed: Lender) -> None:
    """The job of the retry had been claimed when the borrower refused."""
    await delayed.do("withdraw", borrower_id=IVAN)
    application = await delayed.application()
    await delayed.wiring.works["payout_retry"](Job("payout_retry", application.id, 1, 1))

    assert (await delayed.payout()).state is OperationStatus.FAILED
    assert (await delayed.application()).status is ApplicationStatus.CANCELLED
    assert await delayed.operations.live_payout(application.id) is None


async def test_once_the_retry_was_sent_it_is_too_late(delayed: Lender) -> None:
    application = await delayed.application()
    await delayed.wiring.works["payout_retry"](Job("payout_retry", application.id, 1, 1))
    delayed.bank.answers.append(payout("pending", ident="2"))
    await delayed.work("move")

    assert not await delayed.do("withdraw", borrower_id=IVAN)
    assert (await delayed.application()).status is ApplicationStatus.SIGNED


async def test_a_retry_that_isnt_sent_yet_is_undone(delayed: Lender) -> None:
    application = await delayed.application()
    await delayed.wiring.works["payout_retry"](Job("payout_retry", application.id, 1, 1))

    assert await delayed.do("withdraw", borrower_id=IVAN)
    assert (await delayed.payout()).state is OperationStatus.FAILED


@pytest.mark.parametrize("first", ["refusal", "retry"])
async def test_refusal_and_retry_at_the_same_moment_end_in_one_of_both(
    delayed: Lender, first: str
) -> None:
    application = await delayed.application()
    retry = delayed.wiring.works["payout_retry"](Job("payout_retry", application.id, 1, 1))
    refusal = delayed.do("withdraw", borrower_id=IVAN)
    both = (refusal, retry) if first == "refusal" else (retry, refusal)
    await asyncio.gather(*both)

    assert (await delayed.application()).status is ApplicationStatus.CANCELLED
    assert await delayed.operations.live_payout(application.id) is None
    assert not {"move", "payout_retry"} & await delayed.planned()


async def test_who_waits_for_another_card_may_refuse_too(signed: Lender) -> None:
    await signed.bank_says_of_payout(REFUSED)
    await signed.do("open_binding", borrower_id=IVAN)

    assert await signed.do("withdraw", borrower_id=IVAN)
    assert (await signed.binding()).state is BindingStatus.EXPIRED
    assert not {"move", "binding"} & await signed.planned()


async def test_a_signed_loan_isnt_called_off_by_the_button_of_an_application(
    delayed: Lender,
) -> None:
    """It was shown before the signature: refusing a loan is asked about first."""
    with pytest.raises(NothingToDo):
        await delayed.do("cancel_application", borrower_id=IVAN)


async def test_somebody_with_a_loan_is_not_told_that_nothing_is_owed(lender: Lender) -> None:
    await lender.has_loan()

    assert not await lender.do("withdraw", borrower_id=IVAN)


async def test_a_draft_is_dropped(lender: Lender) -> None:
    await lender.fills_in()

    assert await lender.do("withdraw", borrower_id=IVAN)
    assert await lender.drafts.get(IVAN) is None

"""Binding a card: the page, the hold whose sum the borrower names, and whose card it is."""

from dataclasses import replace

import pytest

from domain.gateways import UNTOLD, CardFacts, GatewayRefused
from domain.ids import CardId
from domain.model.bank_operation import OperationStatus
from domain.model.card_binding import MOST_A_DAY, BindingStatus, CardRefusal
from domain.model.cards import Card
from domain.money import Money
from domain.notifications import (
    CardCheckDelayed,
    CardPage,
    CardPageExpired,
    CardRefused,
    HoldExpired,
    HoldPlaced,
    Notice,
)
from domain.refusals import NothingToDo, TooManyCards
from tests.support.answers import CARD, HOLD, NOON, method, payment
from tests.support.lender import IVAN, Lender

WRONG = Money.rubles("9.99")


@pytest.fixture
async def approved(lender: Lender) -> Lender:
    await lender.is_approved()
    await lender.told()
    return lender


@pytest.fixture
async def asked(approved: Lender) -> Lender:
    """The hold stands, and the borrower is asked for its sum."""
    await approved.is_asked_for_sum()
    await approved.told()
    return approved


async def name_sum(lender: Lender, amount: Money) -> tuple[BindingStatus, int]:
    binding = await lender.do("name_hold_sum", borrower_id=IVAN, amount=amount)
    return binding.state, binding.tries_left


class TestWrongKeysOfTheLender:
    """Nobody's card: the borrower reads of a delay, and it goes on when the keys are mended."""

    async def test_at_the_page(self, approved: Lender) -> None:
        approved.bank.answers.append(GatewayRefused("forbidden"))
        with pytest.raises(GatewayRefused):
            await approved.work("binding")
        assert await approved.told() == [CardCheckDelayed()]

        await approved.opens_page()
        assert [type(one) for one in await approved.told()] == [CardPage]

    @pytest.mark.parametrize("code", ["invalid_credentials", "forbidden"])
    async def test_at_the_hold(self, approved: Lender, code: str) -> None:
        await approved.opens_page()
        await approved.fills_in_card()
        await approved.told()
        approved.bank.answers.append(GatewayRefused(code))
        with pytest.raises(GatewayRefused):
            await approved.work("move")
        assert await approved.told() == [CardCheckDelayed()]

        approved.bank.answers.append(payment("waiting_for_capture"))
        await approved.work("move")
        assert [type(one) for one in await approved.told()] == [HoldPlaced]
        first, second = [named for name, named in approved.bank.asked if name == "hold"]
        assert first["key"] == second["key"]


class TestACardThatTheBankDoesNotTell:
    """YooKassa promises neither `first6` nor, of an active method, `card`: staff decide."""

    @pytest.mark.parametrize("facts", [UNTOLD, replace(CARD, first6="")])
    async def test_is_nobodys_whom_the_check_could_be_asked_about(
        self, approved: Lender, facts: CardFacts
    ) -> None:
        await approved.opens_page()
        approved.clock.move(seconds=10)
        told = replace(method((await approved.binding()).id, "active"), card=facts)
        approved.bank.answers += [told, payment("waiting_for_capture")]
        await approved.work("binding")
        await approved.work("move")
        await approved.do("name_hold_sum", borrower_id=IVAN, amount=HOLD)
        await approved.work("owner")

        assert approved.owner_check.asked == []
        assert (await approved.open_case("owner")).facts == {"card": f"*{facts.last4}"}
        assert (await approved.binding()).state is BindingStatus.OWNER

    def test_is_never_the_same_as_another(self) -> None:
        card = Card(id=CardId("1"), borrower_id=IVAN, facts=UNTOLD, bound_at=NOON, method_id="1")
        assert not card.is_same(UNTOLD)


async def test_the_page_is_shown_and_the_card_is_held(approved: Lender) -> None:
    await approved.opens_page()
    binding = await approved.binding()
    assert await approved.told() == [CardPage(url=binding.page or "")]

    await approved.fills_in_card()
    assert (await approved.binding()).state is BindingStatus.HOLDING
    assert (await approved.hold()).state is OperationStatus.RESERVED

    approved.bank.answers.append(payment("waiting_for_capture"))
    await approved.work("move")
    assert await approved.told() == [HoldPlaced(last4="4477", tries=3, minutes=20)]
    assert await approved.state() == "Card:amount"


@pytest.mark.parametrize(
    ("seconds", "state", "notice"),
    [
        (10, BindingStatus.REFUSED, CardRefused(refusal=CardRefusal.BANK, last4=None)),
        (3600, BindingStatus.EXPIRED, CardPageExpired()),
    ],
)
async def test_a_page_that_the_bank_closes_early_was_a_refusal(
    approved: Lender, seconds: int, state: BindingStatus, notice: Notice
) -> None:
    await approved.opens_page()
    await approved.told()
    approved.clock.move(seconds=seconds)
    approved.bank.answers.append(method((await approved.binding()).id, "inactive"))
    await approved.work("binding")

    assert await approved.told() == [notice]
    assert (await approved.binding()).state is state
    assert "binding" not in await approved.planned()


async def test_the_right_sum_is_taken_and_the_hold_cancelled(asked: Lender) -> None:
    assert await name_sum(asked, HOLD) == (BindingStatus.OWNER, 3)
    assert (await asked.hold()).state is OperationStatus.RELEASING

    asked.bank.answers += [payment("waiting_for_capture"), payment("canceled")]
    await asked.work("move")

    assert (await asked.hold()).state is OperationStatus.RELEASED
    assert "hold_expiry" not in await asked.planned()


async def test_a_cancel_whose_answer_was_lost_is_found_again(asked: Lender) -> None:
    await name_sum(asked, HOLD)
    asked.bank.answers.append(payment("canceled"))  # the hold itself knows
    await asked.work("move")

    assert (await asked.hold()).state is OperationStatus.RELEASED
    assert "cancel" not in dict(asked.bank.asked)


async def test_the_third_miss_ends_the_binding_and_cancels_the_hold(asked: Lender) -> None:
    found = [await name_sum(asked, WRONG) for _ in range(3)]

    assert found == [
        (BindingStatus.ASKING, 2),
        (BindingStatus.ASKING, 1),
        (BindingStatus.ASKING, 0),
    ]
    binding = await asked.binding()
    assert (binding.state, binding.refusal) == (BindingStatus.REFUSED, CardRefusal.WRONG_SUM)
    assert (await asked.hold()).state is OperationStatus.RELEASING
    assert await asked.planned() >= {"move"}
    assert "hold_expiry" not in await asked.planned()
    with pytest.raises(NothingToDo):
        await name_sum(asked, HOLD)


async def test_after_twenty_minutes_the_hold_is_cancelled(asked: Lender) -> None:
    asked.clock.move(minutes=20)
    with pytest.raises(NothingToDo):
        await name_sum(asked, HOLD)

    await asked.work("hold_expiry")

    assert (await asked.binding()).state is BindingStatus.EXPIRED
    assert (await asked.hold()).state is OperationStatus.RELEASING
    assert await asked.told() == [HoldExpired()]
    assert await asked.state() == "Card:page"


async def test_a_hold_of_a_binding_that_was_given_up_is_cancelled_once_it_is_known(
    approved: Lender,
) -> None:
    await approved.opens_page()
    await approved.fills_in_card()
    hold = await approved.hold()
    await approved.do("open_binding", borrower_id=IVAN)  # while the bank is being asked to hold
    approved.bank.answers.append(payment("waiting_for_capture"))
    await approved.work("move")
    assert (await approved.operations.get(hold.id)).state is OperationStatus.RELEASING

    approved.bank.answers += [payment("waiting_for_capture"), payment("canceled")]
    await approved.work("move")
    assert (await approved.operations.get(hold.id)).state is OperationStatus.RELEASED


async def test_another_binding_gives_up_the_one_in_work(asked: Lender) -> None:
    old = await asked.binding()
    asked.clock.move(minutes=1)
    await asked.do("open_binding", borrower_id=IVAN)

    assert (await asked.bindings.get(old.id)).state is BindingStatus.EXPIRED
    assert old.hold is not None
    assert (await asked.operations.get(old.hold)).state is OperationStatus.RELEASING
    assert (await asked.binding()).state is BindingStatus.OPENING
    assert "hold_expiry" not in await asked.planned()


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [
        ("insufficient_funds", CardRefusal.NO_MONEY),
        ("card_expired", CardRefusal.CARD_EXPIRED),
        ("general_decline", CardRefusal.BANK),
        (None, CardRefusal.BANK),
    ],
)
async def test_a_hold_that_the_bank_refuses_says_why(
    approved: Lender, reason: str | None, refusal: CardRefusal
) -> None:
    await approved.opens_page()
    await approved.fills_in_card()
    await approved.told()
    approved.bank.answers.append(payment("canceled", reason=reason))
    await approved.work("move")

    assert await approved.told() == [CardRefused(refusal=refusal, last4="4477")]
    assert (await approved.binding()).state is BindingStatus.REFUSED
    assert (await approved.hold()).state is OperationStatus.FAILED


async def test_a_request_that_the_bank_refuses_is_a_refusal_too(approved: Lender) -> None:
    await approved.opens_page()
    await approved.fills_in_card()
    await approved.told()
    approved.bank.answers.append(GatewayRefused("invalid_request"))
    await approved.work("move")

    assert await approved.told() == [CardRefused(refusal=CardRefusal.BANK, last4="4477")]


async def test_a_verified_card_is_not_replaced_while_the_terms_are_made(approved: Lender) -> None:
    """Else the new page would move the conversation away from the signature for ever."""
    await approved.binds_card()

    with pytest.raises(NothingToDo):
        await approved.do("open_binding", borrower_id=IVAN)


async def test_no_card_is_wanted_before_the_decision(lender: Lender) -> None:
    await lender.applies()

    with pytest.raises(NothingToDo):
        await lender.do("open_binding", borrower_id=IVAN)


async def test_eight_cards_a_day_are_enough(approved: Lender) -> None:
    """Each try is a chance to guess the sum of a hold on somebody else's card."""
    for _ in range(MOST_A_DAY - 1):  # the first one came with the approval
        approved.clock.move(minutes=1)
        await approved.do("open_binding", borrower_id=IVAN)
    with pytest.raises(TooManyCards):
        await approved.do("open_binding", borrower_id=IVAN)

    approved.clock.move(days=1)
    await approved.do("open_binding", borrower_id=IVAN)


async def test_a_refused_try_leaves_the_binding_as_it_was(approved: Lender) -> None:
    for _ in range(MOST_A_DAY - 1):
        approved.clock.move(minutes=1)
        await approved.do("open_binding", borrower_id=IVAN)
    last = await approved.binding()
    with pytest.raises(TooManyCards):
        await approved.do("open_binding", borrower_id=IVAN)

    assert await approved.binding() == last
    assert last.state is BindingStatus.OPENING


async def test_a_late_answer_about_a_binding_that_has_ended_changes_nothing(asked: Lender) -> None:
    ended = replace(await asked.binding(), state=BindingStatus.EXPIRED)
    await asked.bindings.save(ended)
    record_page = asked.wiring.works["binding"].record_page  # type: ignore[attr-defined]
    async with asked.db.transaction():
        waiting = await record_page(binding_id=ended.id, method=method(ended.id, "active"))

    assert not waiting
    assert await asked.binding() == ended


async def test_beside_a_loan_every_end_of_a_binding_leads_back_to_the_wallet(
    lender: Lender,
) -> None:
    await lender.has_loan()
    await lender.do("open_binding", borrower_id=IVAN)
    await lender.told()
    await lender.opens_page()
    page = (await lender.binding()).page or ""
    assert await lender.told() == [CardPage(url=page, to_wallet=True)]
    await lender.fills_in_card()
    lender.bank.answers.append(payment("canceled", reason="card_expired"))
    await lender.work("move")

    refused = CardRefused(refusal=CardRefusal.CARD_EXPIRED, last4="4477", to_wallet=True)
    assert await lender.told() == [refused]


async def test_the_wallet_shows_a_card_that_waits_for_its_sum(lender: Lender) -> None:
    await lender.has_loan()
    await lender.do("open_binding", borrower_id=IVAN)
    assert (await lender.do("look_at_cards", borrower_id=IVAN)).waits is None
    await lender.opens_page()
    await lender.fills_in_card()
    lender.bank.answers.append(payment("waiting_for_capture"))
    await lender.work("move")

    binding = await lender.binding()
    assert binding.state is BindingStatus.ASKING
    assert (await lender.do("look_at_cards", borrower_id=IVAN)).waits == binding
    assert (await lender.do("look_around", borrower_id=IVAN)).card_waits == binding

"""Getting the money to the card, exactly once."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.gateways import GatewayRefused, GatewayUnclear
from domain.ids import ApplicationId, ChatId, OperationId
from domain.model.application import ApplicationStatus
from domain.model.bank_operation import OperationStatus
from domain.model.card_binding import BindingStatus, CardRefusal
from domain.model.cases import Action, CaseKind
from domain.money import ZERO, Money
from domain.notifications import (
    CardRefused,
    CaseOpened,
    CaseSolved,
    Commands,
    LoanIssued,
    PayoutDelayed,
    PayoutDiffers,
    PayoutUndone,
)
from domain.refusals import NothingToDo
from domain.rules.editions import version
from tests.support.answers import NOON, payout
from tests.support.lender import IVAN, PHONE, Lender

EMPTY = payout("canceled", party="yoo_money", reason="insufficient_funds")
REFUSED = payout("canceled", party="payout_network", reason="general_decline")


@pytest.fixture
async def signed(lender: Lender) -> Lender:
    """A signed contract: the payout is reserved."""
    await lender.is_offered_terms()
    await lender.signs()
    return lender


async def test_a_signature_reserves_the_payout_and_sends_nothing(signed: Lender) -> None:
    operation = await signed.payout()

    assert (operation.state, operation.amount) == (OperationStatus.RESERVED, Money.rubles(10_000))
    assert "pay_out" not in dict(signed.bank.asked)
    assert {"move", "password"} <= await signed.planned()


async def test_the_loan_begins_when_the_bank_has_confirmed_the_payout(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("succeeded"))

    loan = await signed.loans.open_in(IVAN)
    assert loan is not None
    assert loan.issued_at == NOON + timedelta(minutes=1)
    assert (loan.issued_on, loan.due_on) == (date(2026, 11, 23), date(2026, 12, 7))
    assert (await signed.application()).status is ApplicationStatus.ISSUED
    issued, menu = await signed.told()
    assert isinstance(issued, LoanIssued)
    assert (issued.due_on, issued.payment, issued.payments) == (loan.due_on, loan.total, 1)
    assert issued.total == Money.rubles(11_120)
    assert menu == Commands(who="borrower")
    assert await signed.state() is None


async def test_the_chat_that_applied_is_the_borrowers_own_from_then_on(signed: Lender) -> None:
    assert await signed.sessions.of_chat(ChatId(IVAN)) is None
    await signed.bank_says_of_payout(payout("succeeded"))

    session = await signed.sessions.of_chat(ChatId(IVAN))
    account = await signed.accounts.of_phone(PHONE)
    assert session is not None
    assert account is not None
    assert (session.borrower_id, account.borrower_id, account.opened) == (IVAN, IVAN, True)


async def test_a_loan_keeps_the_edition_of_the_law_under_which_it_was_signed(
    signed: Lender,
) -> None:
    """A new table that is loaded between signature and payout changes nothing."""
    application = await signed.application()
    assert application.law == version()
    await signed.applications.save(replace(application, law="an earlier one"))
    await signed.bank_says_of_payout(payout("succeeded"))

    loan = await signed.loans.open_in(IVAN)
    assert loan is not None
    assert loan.law == "an earlier one"


async def test_a_payout_that_is_pending_is_asked_about_until_it_ends(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("pending"))
    assert await signed.loans.open_in(IVAN) is None

    signed.clock.move(seconds=5)
    await signed.bank_says_of_payout(payout("succeeded"))

    assert [name for name, _ in signed.bank.asked[-2:]] == ["pay_out", "payout"]
    assert await signed.loans.open_in(IVAN) is not None


async def test_an_unclear_payout_is_repeated_with_the_same_key(signed: Lender) -> None:
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    await signed.bank_says_of_payout(payout("succeeded"))

    (first, second) = [named for name, named in signed.bank.asked if name == "pay_out"]
    assert first == second


async def test_a_refused_repetition_is_not_taken_for_a_payout_that_never_was(
    signed: Lender,
) -> None:
    """The first call reached the bank, its answer was lost, and then the key was withdrawn."""
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    await signed.bank_says_of_payout(GatewayRefused("invalid_request"), [payout("succeeded")])

    assert (await signed.payout()).state is OperationStatus.DONE
    assert await signed.loans.open_in(IVAN) is not None


async def test_a_repetition_is_refused_and_nothing_can_be_looked_up_so_nothing_is_known(
    signed: Lender,
) -> None:
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    answers = GatewayRefused("invalid_request"), GatewayRefused("forbidden")
    with pytest.raises(GatewayRefused):
        await signed.bank_says_of_payout(*answers)

    assert (await signed.payout()).state is OperationStatus.SENT


async def test_after_a_day_a_payout_without_an_answer_is_looked_for_and_never_sent(
    signed: Lender,
) -> None:
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    signed.clock.move(hours=23)
    await signed.bank_says_of_payout([payout("succeeded")])

    assert [name for name, _ in signed.bank.asked].count("pay_out") == 1
    assert await signed.loans.open_in(IVAN) is not None


async def test_a_second_payout_cannot_be_reserved_while_one_may_be_alive(signed: Lender) -> None:
    for state in (
        OperationStatus.RESERVED,
        OperationStatus.SENT,
        OperationStatus.PENDING,
        OperationStatus.LOST,
        OperationStatus.DONE,
    ):
        await signed.operations.save(replace(await signed.payout(), state=state))
        assert not await retry(signed)


async def test_the_database_itself_refuses_a_second_live_payout(signed: Lender) -> None:
    double = replace(await signed.payout(), id=OperationId("another"), key="another key")

    with pytest.raises(sqlite3.IntegrityError):
        await signed.operations.save(double)


class TestAnEmptyBalance:
    """The lender's trouble: the borrower waits, staff see to it, it is tried again."""

    async def test_is_told_to_the_borrower_and_to_staff_once(self, signed: Lender) -> None:
        await signed.told()
        await signed.bank_says_of_payout(EMPTY)
        assert [type(one) for one in await signed.told()] == [PayoutDelayed, CaseOpened]
        assert await signed.state() == "Paying:out"

        await again(signed)
        await signed.bank_says_of_payout(replace(EMPTY, id="po-2"))
        assert await signed.told() == []

    async def test_is_tried_again_with_another_key_until_it_works(self, signed: Lender) -> None:
        await signed.bank_says_of_payout(EMPTY)
        await again(signed)
        await signed.told()
        await signed.bank_says_of_payout(payout("succeeded", ident="2"))

        keys = [named["key"] for name, named in signed.bank.asked if name == "pay_out"]
        assert len(set(keys)) == 2
        assert [type(one) for one in await signed.told()] == [CaseSolved, LoanIssued, Commands]
        assert "payout_retry" not in await signed.planned()

    async def test_leaves_the_card_as_it_is(self, signed: Lender) -> None:
        await signed.bank_says_of_payout(EMPTY)

        assert (await signed.binding()).state is BindingStatus.VERIFIED
        with pytest.raises(NothingToDo):
            await signed.do("open_binding", borrower_id=IVAN)

    async def test_can_be_tried_again_by_staff_without_paying_twice(self, signed: Lender) -> None:
        await signed.bank_says_of_payout(EMPTY)
        case = await signed.cases.open_about(CaseKind.PAYOUT, (await signed.application()).id)
        assert case is not None

        await signed.do("decide_case", case_id=case.id, action=Action.RETRY, by="Ольга", by_id=1)
        await again(signed)  # the timer that was planned before

        assert [row["state"] for row in await payouts(signed)] == ["failed", "reserved"]

    async def test_that_is_under_way_again_by_itself_is_not_said_to_be_retried_by_staff(
        self, signed: Lender
    ) -> None:
        await signed.bank_says_of_payout(EMPTY)
        case = await signed.open_case("payout")
        await again(signed)

        with pytest.raises(NothingToDo):
            await signed.do(
                "decide_case", case_id=case.id, action=Action.RETRY, by="Ольга", by_id=1
            )
        kept = await signed.cases.get(case.id)
        assert kept is not None
        assert kept.closed_at is None

    async def test_is_what_a_refused_request_is_too(self, signed: Lender) -> None:
        await signed.told()
        await signed.bank_says_of_payout(GatewayRefused("invalid_request"))

        assert [type(one) for one in await signed.told()] == [PayoutDelayed, CaseOpened]


class TestAnotherSumThanAskedFor:
    """The bank paid out, and not what was signed: no loan begins by itself."""

    async def test_is_a_case_and_no_loan(self, signed: Lender) -> None:
        await signed.told()
        await signed.bank_says_of_payout(payout("succeeded", amount=9_999))

        assert await signed.loans.open_in(IVAN) is None
        assert [type(one) for one in await signed.told()] == [PayoutDiffers, CaseOpened]
        (facts,) = await signed.case_facts("other_sum")
        assert (facts["amount"], facts["moved"]) == ("10000.00", "9999.00")

    async def test_is_never_sent_again(self, signed: Lender) -> None:
        await signed.bank_says_of_payout(payout("succeeded", amount=10_001))
        application = await signed.application()

        assert await signed.operations.live_payout(application.id) is not None  # the guard holds
        assert "payout_retry" not in await signed.planned()
        assert len([name for name, _ in signed.bank.asked if name == "pay_out"]) == 1

    async def test_in_another_currency_is_the_same(self, signed: Lender) -> None:
        await signed.told()
        dollars = replace(payout("succeeded"), amount=ZERO, foreign="110.00 USD")
        await signed.bank_says_of_payout(dollars)

        assert [type(one) for one in await signed.told()] == [PayoutDiffers, CaseOpened]
        (facts,) = await signed.case_facts("other_sum")
        assert (facts["amount"], facts["foreign"]) == ("10000.00", "110.00 USD")
        assert await signed.loans.open_in(IVAN) is None

    async def test_stands_on_the_status_screen(self, signed: Lender) -> None:
        await signed.told()
        await signed.bank_says_of_payout(payout("succeeded", amount=9_999))
        await signed.told()

        assert signed.progress[-1].stuck

    async def decides(self, signed: Lender, action: Action) -> None:
        await signed.bank_says_of_payout(payout("succeeded", amount=9_999))
        await signed.told()
        signed.clock.move(hours=3)
        case = await signed.open_case("other_sum")
        await signed.do("decide_case", case_id=case.id, action=action, by="Ольга", by_id=1)

    async def test_once_mended_by_the_bank_is_the_loan_that_was_signed(
        self, signed: Lender
    ) -> None:
        """It begins when staff say so: until then the borrower didn't have the sum."""
        await self.decides(signed, Action.MENDED)

        loan = await signed.loans.open_in(IVAN)
        assert loan is not None
        assert (loan.principal, loan.issued_at) == (Money.rubles(10_000), signed.clock.now())
        assert LoanIssued in [type(one) for one in await signed.told()]

    async def test_that_came_back_ends_the_application_and_pays_nothing(
        self, signed: Lender
    ) -> None:
        await self.decides(signed, Action.CAME_BACK)

        assert (await signed.application()).status is ApplicationStatus.CANCELLED
        assert PayoutUndone(amount=Money.rubles(10_000), came_back=True) in await signed.told()
        assert not {"move", "payout_retry"} & await signed.planned()
        assert len([name for name, _ in signed.bank.asked if name == "pay_out"]) == 1
        assert not await retry(signed)

    @pytest.mark.parametrize("action", [Action.MENDED, Action.CAME_BACK])
    async def test_is_decided_once(self, signed: Lender, action: Action) -> None:
        await self.decides(signed, action)
        (case,) = await signed.db.all("SELECT id FROM staff_case WHERE kind = 'other_sum'")

        for again in (Action.MENDED, Action.CAME_BACK):
            with pytest.raises(NothingToDo):
                await signed.do(
                    "decide_case", case_id=case["id"], action=again, by="Ольга", by_id=1
                )


class TestWrongKeysOfTheLender:
    """Nobody's card and nothing of the payout: the scheduler alarms, and it is tried again."""

    @pytest.mark.parametrize("code", ["invalid_credentials", "forbidden"])
    async def test_leave_the_payout_as_it_was(self, signed: Lender, code: str) -> None:
        await signed.told()
        with pytest.raises(GatewayRefused):
            await signed.bank_says_of_payout(GatewayRefused(code))

        assert (await signed.payout()).state is OperationStatus.SENT
        assert [type(one) for one in await signed.told()] == [PayoutDelayed]

    async def test_are_told_to_the_borrower_once_while_staff_have_the_case(
        self, signed: Lender
    ) -> None:
        await signed.told()
        for _ in range(3):
            with pytest.raises(GatewayRefused):
                await signed.bank_says_of_payout(GatewayRefused("forbidden"))
            async with signed.db.transaction():
                subject = f"move:{(await signed.payout()).id}"
                await signed.wiring.open_case(kind=CaseKind.JOB, subject=subject, facts={})

        assert [type(one) for one in await signed.told()] == [PayoutDelayed, CaseOpened]

    async def test_while_the_bank_has_the_payout_already_are_told_too_and_once(
        self, signed: Lender
    ) -> None:
        await signed.bank_says_of_payout(payout("pending"))
        await signed.told()
        for _ in range(3):
            signed.clock.move(minutes=10)
            with pytest.raises(GatewayRefused):
                await signed.bank_says_of_payout(GatewayRefused("invalid_credentials"))
            async with signed.db.transaction():
                subject = f"move:{(await signed.payout()).id}"
                await signed.wiring.open_case(kind=CaseKind.JOB, subject=subject, facts={})

        assert [type(one) for one in await signed.told()] == [PayoutDelayed, CaseOpened]
        assert (await signed.payout()).state is OperationStatus.PENDING

    async def test_are_told_although_staff_have_a_case_of_the_banks_silence(
        self, signed: Lender
    ) -> None:
        await signed.bank_says_of_payout(payout("pending"))
        async with signed.db.transaction():
            subject, facts = f"move:{(await signed.payout()).id}", {"error": "GatewayUnclear"}
            await signed.wiring.open_case(kind=CaseKind.JOB, subject=subject, facts=facts)
        await signed.told()
        for _ in range(2):
            signed.clock.move(minutes=10)
            with pytest.raises(GatewayRefused):
                await signed.bank_says_of_payout(GatewayRefused("forbidden"))

        assert [type(one) for one in await signed.told()] == [PayoutDelayed]
        assert [one["error"] for one in await signed.case_facts("job")] == ["forbidden"]

    async def test_are_told_when_the_payout_is_looked_for(self, signed: Lender) -> None:
        with pytest.raises(GatewayUnclear):
            await signed.bank_says_of_payout(GatewayUnclear("timeout"))
        await signed.told()
        signed.clock.move(hours=24)
        with pytest.raises(GatewayRefused):
            await signed.bank_says_of_payout(GatewayRefused("forbidden"))

        assert [type(one) for one in await signed.told()] == [PayoutDelayed]

    async def test_once_mended_pay_with_the_same_key(self, signed: Lender) -> None:
        with pytest.raises(GatewayRefused):
            await signed.bank_says_of_payout(GatewayRefused("invalid_credentials"))
        await signed.bank_says_of_payout(payout("succeeded"))

        (first, second) = [named for name, named in signed.bank.asked if name == "pay_out"]
        assert first == second
        assert await signed.loans.open_in(IVAN) is not None


class TestACardThatRefuses:
    async def test_is_replaced_by_another(self, signed: Lender) -> None:
        await signed.told()
        await signed.bank_says_of_payout(REFUSED)

        assert await signed.told() == [CardRefused(refusal=CardRefusal.PAYOUT, last4="4477")]
        assert await signed.state() == "Card:page"
        assert "payout_retry" not in await signed.planned()

    async def test_gets_no_further_try(self, signed: Lender) -> None:
        await signed.bank_says_of_payout(REFUSED)

        assert not await retry(signed)

    async def test_leaves_the_contract_and_the_new_card_gets_the_money(
        self, signed: Lender
    ) -> None:
        await signed.bank_says_of_payout(REFUSED)
        old = await signed.binding()
        signed.clock.move(minutes=1)
        await signed.do("open_binding", borrower_id=IVAN)
        await signed.binds_card()
        await signed.bank_says_of_payout(payout("succeeded", ident="2"))

        loan = await signed.loans.open_in(IVAN)
        assert loan is not None
        assert loan.binding_id == (await signed.binding()).id != old.id
        assert loan.contract == (await signed.application()).contract


async def retry(lender: Lender) -> bool:
    usecase = lender.wiring.works["payout_retry"].usecase  # type: ignore[attr-defined]
    async with lender.db.transaction():
        done: bool = await usecase(application_id=ApplicationId((await lender.application()).id))
    return done


async def again(lender: Lender) -> None:
    lender.clock.move(minutes=10)
    await lender.work("payout_retry")


async def payouts(lender: Lender) -> list[dict[str, str]]:
    rows = await lender.db.all("SELECT * FROM move WHERE kind = 'payout' ORDER BY rowid")
    return [dict(row) for row in rows]

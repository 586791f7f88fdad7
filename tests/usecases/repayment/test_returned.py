"""Money of a payment that somebody gave back in the bank's cabinet, and what somebody misses."""

from dataclasses import replace
from typing import Any

import pytest

from domain.dates import lender_day
from domain.ids import OperationId
from domain.ledger.loan_events import Paid, PaymentPurpose
from domain.ledger.postings import Part, balance
from domain.model.bank_operation import OperationKind, OperationStatus
from domain.model.cases import Action, Case, CaseKind
from domain.model.jobs import JobKind
from domain.money import ZERO, Money
from domain.notifications import CaseOpened, CaseSolved, RefundSent
from domain.refusals import NothingToDo
from storage.rows.ledger import LedgerRows
from tests.support.lender import IVAN, Lender
from tests.support.repaying import Payer

R = Money.rubles


@pytest.fixture
async def payer(lender: Lender) -> Payer:
    """10 000 ₽ for 14 days at 0,8 % a day, since 23 November at noon."""
    return await Payer.come(lender)


async def looks(payer: Payer) -> None:
    """The bank is asked for refunds, as it is daily and at every hint."""
    await payer.lender.jobs.plan(JobKind.BANK_REFUNDS, "all")
    await payer.works("bank_refunds")


async def pays(payer: Payer, amount: Money) -> str:
    """The bank's id of the payment."""
    await payer.pays(PaymentPurpose.PART, amount)
    await payer.works()
    await payer.lender.told()
    operation_id = (await payer.repayments())[0].operation_id
    assert operation_id is not None
    bank_id = (await payer.lender.operations.get(operation_id)).bank_id
    assert bank_id is not None
    return bank_id


async def test_what_was_the_debts_becomes_a_case_and_the_debt_stays(payer: Payer) -> None:
    payer.till.returns(await pays(payer, R(4_000)), R(4_000))
    await looks(payer)

    assert [type(one) for one in await payer.lender.told()] == [CaseOpened]
    (facts,) = await payer.lender.case_facts("returned")
    assert (facts["amount"], facts["debt"]) == ("4000.00", "6000.00")
    assert (await payer.loan_state()).debt.total == R(6_000)


async def test_it_is_noted_once_however_often_the_bank_tells(payer: Payer) -> None:
    payer.till.returns(await pays(payer, R(4_000)), R(1_000))
    for _ in range(3):
        await looks(payer)

    assert len(await payer.lender.case_facts("returned")) == 1


async def test_two_of_one_payment_are_two(payer: Payer) -> None:
    bank_id = await pays(payer, R(4_000))
    payer.till.returns(bank_id, R(1_000))
    payer.till.returns(bank_id, R(500))
    await looks(payer)

    amounts = [facts["amount"] for facts in await payer.lender.case_facts("returned")]
    assert sorted(amounts) == ["1000.00", "500.00"]


async def test_an_overpayment_given_back_by_hand_is_that_and_not_sent_again(payer: Payer) -> None:
    """Two payments of the whole debt came: the second one is too much, and its refund is refused
    by the bank until an employee gives it back."""
    lender = payer.lender
    await payer.pays()
    await payer.works()
    operation = await lender.operations.get(
        OperationId((await payer.repayments())[0].operation_id or "")
    )
    await overpaid_by(payer, R(300))
    await lender.told()
    payer.till.returns(operation.bank_id or "", R(300))
    await looks(payer)

    assert [type(one) for one in await lender.told()] == [RefundSent]
    assert balance(await payer.postings(), Part.OVERPAID) == ZERO
    assert await lender.case_facts("returned") == []


async def goes_back(payer: Payer) -> None:
    """What was paid too much is reserved to be sent."""
    job: Any = payer.lender.wiring.works["move"]
    async with payer.lender.db.transaction():
        outcome = job.record_found.outcomes[OperationKind.CHARGE]
        await outcome.payment_arrived.return_overpayment(await payer.loan_state())


async def overpaid_by(payer: Payer, amount: Money, cause: str = "second") -> None:
    """The bank has captured more than was owed."""
    now = payer.lender.clock.now()
    loan_event = Paid(
        cause=cause, day=lender_day(now), at=now, amount=amount, purpose=PaymentPurpose.PART
    )
    async with payer.lender.db.transaction():
        await LedgerRows(payer.lender.db).add_loan_event(payer.loan_id, loan_event)


async def overpaid_and_lost(payer: Payer, amount: Money) -> tuple[str, Case]:
    """So much was paid too much, and of its refund nobody can tell. The bank's id of the payment,
    and what staff have of it."""
    lender = payer.lender
    await payer.pays()
    await payer.works()
    (repayment,) = await payer.repayments()
    paid = await lender.operations.get(OperationId(repayment.operation_id or ""))
    assert paid.bank_id is not None
    await overpaid_by(payer, amount)
    lost = replace(
        paid,
        id=OperationId("own"),
        kind=OperationKind.REFUND,
        key="own",
        bank_id=None,
        amount=amount,
    )
    async with lender.db.transaction():
        await lender.operations.save(replace(lost, state=OperationStatus.LOST))
        await lender.wiring.open_case(kind=CaseKind.REFUND, subject=repayment.id, facts={})
    await lender.told()
    return paid.bank_id, await lender.open_case("refund")


async def sends_again(payer: Payer, case: Case) -> None:
    """«Отправить заново», and the refund goes its way."""
    await payer.lender.do("decide_case", case_id=case.id, action=Action.RETRY, by="Ольга", by_id=1)
    await payer.works()


class TestOneThatNobodyCanFind:
    """Staff give it back by hand: it takes the place of the lost one."""

    async def test_by_hand_is_not_sent_once_more(self, payer: Payer) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300))
        await looks(payer)

        with pytest.raises(NothingToDo):
            await sends_again(payer, case)
        assert [one.amount for one in payer.till.refunds.values()] == [R(300)]
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO
        assert await payer.lender.case_facts("returned") == []

    async def test_by_hand_ends_its_case(self, payer: Payer) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300))
        await looks(payer)

        loan_state = await payer.lender.cases.get(case.id)
        assert loan_state is not None
        assert loan_state.closed_at is not None
        assert [type(one) for one in await payer.lender.told()] == [RefundSent, CaseSolved]

    async def test_a_part_by_hand_leaves_the_rest_to_be_sent(self, payer: Payer) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(100))
        await looks(payer)

        await sends_again(payer, case)
        assert [one.amount for one in payer.till.refunds.values()] == [R(100), R(200)]
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO

    async def test_after_the_whole_by_hand_a_later_overpayment_goes_back_by_itself(
        self, payer: Payer
    ) -> None:
        paid, _ = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300))
        await looks(payer)
        await overpaid_by(payer, R(50), cause="third")
        await goes_back(payer)
        await payer.works()

        assert [one.amount for one in payer.till.refunds.values()] == [R(300), R(50)]

    async def test_by_hand_just_before_staff_press_again_nothing_is_sent(
        self, payer: Payer
    ) -> None:
        """The bank's word of it hasn't come yet: it is asked before anything is sent."""
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300))
        await sends_again(payer, case)

        assert [one.amount for one in payer.till.refunds.values()] == [R(300)]
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO
        assert await payer.lender.case_facts("returned") == []

    async def test_a_part_by_hand_just_before_leaves_only_the_rest_to_be_sent(
        self, payer: Payer
    ) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(100))
        await sends_again(payer, case)
        await payer.works()

        assert [one.amount for one in payer.till.refunds.values()] == [R(100), R(200)]
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO

    async def test_one_by_hand_that_the_bank_has_not_decided_holds_ours_back(
        self, payer: Payer
    ) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300), status="pending")
        await sends_again(payer, case)
        assert len(payer.till.refunds) == 1

        payer.till.refunds = {
            key: replace(one, status="canceled") for key, one in payer.till.refunds.items()
        }
        payer.lender.clock.move(minutes=10)
        await payer.works()
        assert payer.till.received == R(10_000) - R(300)

    async def test_by_hand_after_ours_has_gone_is_for_staff(self, payer: Payer) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        await sends_again(payer, case)
        payer.till.returns(paid, R(300))
        await looks(payer)

        (facts,) = await payer.lender.case_facts("returned")
        assert facts["amount"] == "300.00"
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO

    async def test_that_was_made_after_all_is_booked_and_its_case_ends(self, payer: Payer) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300), reference="own")
        await looks(payer)

        assert [type(one) for one in await payer.lender.told()] == [RefundSent, CaseSolved]
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO
        with pytest.raises(NothingToDo):
            await sends_again(payer, case)
        await looks(payer)
        assert await payer.lender.told() == []

    async def test_that_was_made_after_all_is_not_sent_again_by_staff(self, payer: Payer) -> None:
        paid, case = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300), reference="own")
        await sends_again(payer, case)

        assert [one.amount for one in payer.till.refunds.values()] == [R(300)]
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO

    async def test_that_is_found_after_another_took_its_place_is_for_staff(
        self, payer: Payer
    ) -> None:
        paid, _ = await overpaid_and_lost(payer, R(300))
        payer.till.returns(paid, R(300))
        await looks(payer)
        payer.till.returns(paid, R(300), reference="own")
        await looks(payer)

        (facts,) = await payer.lender.case_facts("returned")
        assert facts["amount"] == "300.00"
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO


class TestAnotherSumThanAskedFor:
    """Of a refund of ours: what the bank says is what is booked."""

    async def sent(self, payer: Payer, came: Money, foreign: str | None = None) -> None:
        """300 ₽ were paid too much and are to go back; the bank makes it so much."""
        await payer.pays()
        await payer.works()
        await overpaid_by(payer, R(300))
        await goes_back(payer)
        await payer.lender.told()
        payer.till.faults = ["lost"]
        await payer.works()
        ((key, made),) = payer.till.refunds.items()
        payer.till.refunds[key] = replace(made, amount=came, foreign=foreign)
        await payer.works()

    async def test_less_leaves_the_rest_to_the_borrower(self, payer: Payer) -> None:
        await self.sent(payer, R(200))

        assert balance(await payer.postings(), Part.OVERPAID) == ZERO - R(100)
        (facts,) = await payer.lender.case_facts("refund")
        assert facts == {"amount": "100.00", "reason": "other_sum"}

        await sends_again(payer, await payer.lender.open_case("refund"))
        assert balance(await payer.postings(), Part.OVERPAID) == ZERO

    async def test_more_is_for_staff(self, payer: Payer) -> None:
        await self.sent(payer, R(500))

        assert balance(await payer.postings(), Part.OVERPAID) == ZERO
        (facts,) = await payer.lender.case_facts("returned")
        assert facts["amount"] == "200.00"

    async def test_in_another_currency_books_nothing_and_is_for_staff(self, payer: Payer) -> None:
        await self.sent(payer, ZERO, "4.00 USD")

        assert balance(await payer.postings(), Part.OVERPAID) == ZERO - R(300)
        (facts,) = await payer.lender.case_facts("other_payment")
        assert (facts["amount"], facts["foreign"]) == ("300.00", "4.00 USD")


async def test_one_in_another_currency_is_a_case_and_the_others_are_noted(payer: Payer) -> None:
    paid = await pays(payer, R(4_000))
    payer.till.returns(paid, ZERO, foreign="4.00 USD")
    payer.till.returns("payment-of-the-shop", ZERO, foreign="9.00 EUR")
    payer.till.returns(paid, R(1_000))
    for _ in range(2):
        await looks(payer)

    first, second = await payer.lender.case_facts("returned")
    assert first["foreign"] == "4.00 USD"
    assert second["amount"] == "1000.00"


async def test_our_own_refund_whose_answer_was_lost_is_ours(payer: Payer) -> None:
    bank_id = await pays(payer, R(4_000))
    (paid,) = [
        operation
        for operation in await payer.lender.operations.of_repayment(
            (await payer.repayments())[0].id
        )
        if operation.kind is OperationKind.CHARGE
    ]
    own = replace(paid, id=OperationId("own"), kind=OperationKind.REFUND, key="own", bank_id=None)
    async with payer.lender.db.transaction():
        await payer.lender.operations.save(replace(own, state=OperationStatus.SENT))
    payer.till.returns(bank_id, R(100), reference="own")
    await looks(payer)

    assert await payer.lender.told() == []


async def test_a_refund_of_what_the_shop_took_for_something_else_is_not_ours(payer: Payer) -> None:
    payer.till.returns("payment-of-the-shop", R(100))
    await looks(payer)

    assert await payer.lender.told() == []


async def test_one_that_the_bank_has_not_decided_waits(payer: Payer) -> None:
    payer.till.returns(await pays(payer, R(4_000)), R(100), status="pending")
    await looks(payer)

    assert await payer.lender.told() == []


class TestAPaymentThatIsMissed:
    """«Я оплатил, а его нет» ends by itself with that payment, and with no other."""

    async def test_another_one_that_comes_later_leaves_the_case_open(self, payer: Payer) -> None:
        payer.till.faults = ["declined"]
        await payer.pays(PaymentPurpose.PART, R(700))
        await payer.works()
        await payer.lender.do("report_missing", borrower_id=IVAN, anyway=True)
        await payer.lender.told()
        await payer.wait(minutes=2)
        await pays(payer, R(500))

        assert (await payer.lender.open_case("missing")).closed_at is None

    async def test_that_one_ends_it(self, payer: Payer) -> None:
        payer.till.faults = ["lost"]
        await payer.pays(PaymentPurpose.PART, R(700))
        await payer.works()
        await payer.lender.do("report_missing", borrower_id=IVAN)
        await payer.lender.told()
        await payer.works()

        assert CaseSolved in [type(one) for one in await payer.lender.told()]

    async def test_what_nobody_knows_is_for_staff(self, payer: Payer) -> None:
        await payer.lender.do("report_missing", borrower_id=IVAN, anyway=True)
        await payer.lender.told()
        await payer.wait(minutes=2)
        await pays(payer, R(500))

        assert (await payer.lender.open_case("missing")).closed_at is None

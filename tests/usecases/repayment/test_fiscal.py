"""Fiscal receipts for interest: off unless the lender wants them."""

from typing import Any

import pytest

from domain.gateways import FiscalReceipt, GatewayUnclear
from domain.ids import ChatId
from domain.ledger.loan_events import PaymentPurpose
from domain.money import Money
from domain.notifications import PaymentBooked, ReceiptRegistered
from storage.engine.sqlite import Sqlite
from storage.queues.work import Job
from storage.rows.fiscal import ReceiptRows
from tests.support.answers import Outer
from tests.support.lender import IVAN, Lender
from tests.support.repaying import Payer

R = Money.rubles
MADE = FiscalReceipt(number="00000001", url="https://receipt.example/1")


async def pays(lender: Lender, amount: int) -> Any:
    """After ten days: 800 ₽ of interest."""
    payer = await Payer.come(lender)
    await payer.wait(days=10)
    repayment = await payer.pays(PaymentPurpose.PART, R(amount))
    await payer.works("move")
    return repayment


async def registers(lender: Lender, repayment: Any, *answers: object) -> object:
    lender.fiscal.answers += answers
    job = Job("fiscal_receipt", repayment.id, 1, 1)
    return await lender.wiring.works["fiscal_receipt"](job)


@pytest.fixture
def taxed(db: Sqlite) -> Lender:
    """A lender who makes receipts."""
    return Lender(db, fiscal=Outer())


async def test_off_nothing_is_made_at_all(lender: Lender) -> None:
    await pays(lender, 3000)

    assert await lender.db.all("SELECT * FROM fiscal_receipt") == []
    assert "fiscal_receipt" not in await lender.planned()
    assert [one for one in await lender.told() if isinstance(one, ReceiptRegistered)] == []


async def test_the_interest_of_a_payment_is_registered_and_then_told(taxed: Lender) -> None:
    repayment = await pays(taxed, 3000)
    told = await taxed.told()
    assert [one.interest for one in told if isinstance(one, PaymentBooked)] == [R(800)]
    assert [one for one in told if isinstance(one, ReceiptRegistered)] == []
    assert "fiscal_receipt" in await taxed.planned()

    with pytest.raises(GatewayUnclear, match="not registered yet"):  # as no answer: with an alarm
        await registers(taxed, repayment, None)
    assert await taxed.told() == []
    assert await registers(taxed, repayment, MADE) is None

    (notice,) = await taxed.told()
    assert notice == ReceiptRegistered(amount=R(800), number=MADE.number, url=MADE.url)
    (first, second) = [named for _, named in taxed.fiscal.asked]
    assert first == second
    assert (first["amount"], first["email"]) == (R(800), "ivan.petrov@example.org")
    assert first["item"].startswith("Проценты по договору займа ")
    kept = await ReceiptRows(taxed.db).get(repayment.id)
    assert (kept.number, kept.registered_at) == (MADE.number, taxed.clock.now())


async def test_a_lost_answer_asks_for_the_same_receipt(taxed: Lender) -> None:
    repayment = await pays(taxed, 3000)
    await taxed.told()
    with pytest.raises(GatewayUnclear):
        await registers(taxed, repayment, GatewayUnclear("lost"))
    await registers(taxed, repayment, MADE)
    await registers(taxed, repayment)

    assert len(await taxed.told()) == 1
    assert [named["request_id"] for _, named in taxed.fiscal.asked] == [repayment.id] * 2


async def test_a_payment_without_interest_has_no_receipt(taxed: Lender) -> None:
    payer = await Payer.come(taxed)
    await payer.pays(PaymentPurpose.PART, R(3000))
    await payer.works("move")

    assert await taxed.db.all("SELECT * FROM fiscal_receipt") == []


async def test_it_goes_to_the_address_of_now(taxed: Lender) -> None:
    repayment = await pays(taxed, 3000)
    await taxed.do(
        "change_profile",
        borrower_id=IVAN,
        chat_id=ChatId(IVAN),
        field="email",
        value="new@example.org",
    )
    await registers(taxed, repayment, MADE)

    assert taxed.fiscal.asked[0][1]["email"] == "new@example.org"

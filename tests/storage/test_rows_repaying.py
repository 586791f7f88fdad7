"""What a borrower asks for and agrees to after the issue comes back as it went in."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import pytest

from domain.dates import add_days
from domain.ids import AgreementId, CardId, DocumentId, LoanId, OperationId, RepaymentId
from domain.ledger.loan_events import PaymentPurpose
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.autopay import Autopay
from domain.model.credit_holidays import CreditHolidays, Ground, HolidaysStatus
from domain.model.loan import Loan
from domain.model.promise import Promise
from domain.model.repayment import PaymentWay, Repayment, RepaymentStatus
from domain.money import Money
from storage.rows.promises import AutopayRows, CreditHolidaysRows, PromiseRows
from storage.rows.repayment import AgreementRows, RepaymentRows
from tests.storage.conftest import TODAY, whole
from tests.support.answers import NOON
from tests.support.lender import IVAN, Lender

LOAN, ANOTHER = LoanId("l"), LoanId("another")
LATER = NOON + timedelta(hours=1)
REPAYMENT = Repayment(
    id=RepaymentId("r"),
    loan_id=LOAN,
    borrower_id=IVAN,
    amount=Money.rubles("1000.01"),
    purpose=PaymentPurpose.NEXT,
    state=RepaymentStatus.ASKED,
    asked_at=NOON,
    quote_day=TODAY,
    agreement_id=AgreementId("a"),
    auto=True,
)
AGREEMENT = Agreement(
    id=AgreementId("a"),
    loan_id=LOAN,
    borrower_id=IVAN,
    state=AgreementStatus.ASKED,
    on=TODAY,
    asked_at=NOON,
    days=14,
    due=add_days(TODAY, 14),
    price=Money.rubles("1120.00"),
    psk=Decimal("292.000"),
)
PROMISE = Promise(
    id="p", loan_id=LOAN, borrower_id=IVAN, day=TODAY, amount=Money.rubles(500), made_at=NOON
)
HARDSHIP = CreditHolidays(
    id="h",
    loan_id=LOAN,
    borrower_id=IVAN,
    ground=Ground.INCOME,
    months=3,
    asked_at=NOON,
    state=HolidaysStatus.ASKED,
)
TEXT = "Согласен на списания"
AUTOPAY = Autopay(
    loan_id=LOAN,
    borrower_id=IVAN,
    card_id=CardId("c"),
    given_at=NOON,
    text_sha256=sha256(TEXT.encode()).hexdigest(),
)

pytestmark = pytest.mark.usefixtures("loan")


async def test_a_repayment(lender: Lender) -> None:
    rows = RepaymentRows(lender.db)
    await rows.save(REPAYMENT)
    assert await rows.get(REPAYMENT.id) == REPAYMENT

    full = replace(
        REPAYMENT,
        amount=Money.rubles(2_000),
        purpose=PaymentPurpose.PROLONG,
        state=RepaymentStatus.DONE,
        way=PaymentWay.PAGE,
        card_id=CardId("c"),
        opened_at=NOON,
        operation_id=OperationId("m"),
        page="https://bank.example/1",
        paid_at=NOON,
        booked_on=TODAY,
        reason="general_decline",
    )
    await rows.save(whole(full))
    assert await rows.get(full.id) == full
    with pytest.raises(KeyError):
        await rows.get(RepaymentId("another"))


async def test_repayments_that_were_opened_are_listed_the_newest_first(lender: Lender) -> None:
    rows = RepaymentRows(lender.db)
    asked = replace(REPAYMENT, id=RepaymentId("asked"))
    first = replace(
        REPAYMENT, id=RepaymentId("first"), state=RepaymentStatus.FAILED, opened_at=NOON
    )
    same = replace(first, id=RepaymentId("same moment"))
    last = replace(first, id=RepaymentId("last"), opened_at=LATER)
    for one in (asked, last, first, same):
        await rows.save(one)

    assert await rows.of_loan(LOAN) == [last, same, first]
    assert await rows.of_loan(ANOTHER) == []


@pytest.mark.parametrize("state", RepaymentStatus)
async def test_which_repayments_are_in_motion(lender: Lender, state: RepaymentStatus) -> None:
    rows = RepaymentRows(lender.db)
    one = replace(REPAYMENT, state=state, opened_at=NOON)
    await rows.save(one)

    assert await rows.in_motion(LOAN) == ([one] if one.in_motion else [])
    assert await rows.in_motion(ANOTHER) == []


async def test_an_agreement(lender: Lender) -> None:
    rows = AgreementRows(lender.db)
    assert await rows.last(LOAN) is None
    await rows.save(AGREEMENT)
    assert await rows.get(AGREEMENT.id) == AGREEMENT

    full = replace(
        AGREEMENT,
        state=AgreementStatus.SIGNED,
        card_id=CardId("c"),
        document=DocumentId("d"),
        signed_at=NOON,
        repayment_id=RepaymentId("r"),
    )
    await rows.save(whole(full))
    assert await rows.get(full.id) == full
    assert await rows.last(LOAN) == full
    with pytest.raises(KeyError):
        await rows.get(AgreementId("another"))


async def test_the_last_agreement_is_the_one_asked_for_last(lender: Lender) -> None:
    rows = AgreementRows(lender.db)
    for ident, at in (("one", LATER), ("two", NOON), ("three", LATER)):
        await rows.save(replace(AGREEMENT, id=AgreementId(ident), asked_at=at))

    last = await rows.last(LOAN)
    assert last is not None
    assert last.id == "three"


async def test_prolongations_of_a_year_are_those_in_force(lender: Lender) -> None:
    rows = AgreementRows(lender.db)
    for state in AgreementStatus:
        for days in (-1, 0, 1):
            on = add_days(TODAY, days)
            ident = AgreementId(f"{state} {days}")
            await rows.save(replace(AGREEMENT, id=ident, state=state, on=on))

    found = await rows.in_force_since(LOAN, TODAY)
    assert [one.id for one in found] == ["in_force 0", "in_force 1"]
    assert await rows.in_force_since(ANOTHER, TODAY) == []


@pytest.mark.parametrize("kept", [True, False])
async def test_a_promise(lender: Lender, kept: bool) -> None:
    rows = PromiseRows(lender.db)
    assert await rows.last(LOAN) is None
    await rows.save(PROMISE)
    assert await rows.last(LOAN) == PROMISE

    await rows.save(whole(replace(PROMISE, kept=kept)))
    assert await rows.last(LOAN) == replace(PROMISE, kept=kept)
    newer = replace(PROMISE, id="newer", made_at=LATER)
    await rows.save(newer)
    assert await rows.last(LOAN) == newer


async def test_an_application_for_credit_holidays(lender: Lender) -> None:
    rows = CreditHolidaysRows(lender.db)
    await rows.save(HARDSHIP)
    assert await rows.get(HARDSHIP.id) == HARDSHIP

    full = replace(
        HARDSHIP,
        state=HolidaysStatus.GRANTED,
        since=TODAY,
        until=add_days(TODAY, 90),
        daily_rate=Decimal("0.5333"),
    )
    await rows.save(whole(full))
    assert await rows.get(full.id) == full
    newer = replace(HARDSHIP, id="newer", asked_at=LATER)
    await rows.save(newer)
    assert await rows.of_loan(LOAN) == [newer, full]
    assert await rows.of_loan(ANOTHER) == []
    with pytest.raises(KeyError):
        await rows.get("another")


async def test_a_consent_to_be_charged_keeps_its_wording_and_its_end(lender: Lender) -> None:
    rows = AutopayRows(lender.db)
    assert await rows.get(LOAN) is None
    for _ in range(2):
        await rows.save(AUTOPAY, TEXT)
    assert await rows.get(LOAN) == AUTOPAY

    ended = replace(AUTOPAY, ended_at=LATER)
    await rows.save(whole(ended))
    assert await rows.get(LOAN) == ended
    found = await lender.db.all(
        "SELECT text FROM wording WHERE text_sha256 = ?", AUTOPAY.text_sha256
    )
    assert [row["text"] for row in found] == [TEXT]


async def test_a_consent_that_is_given_again_is_the_last_one(lender: Lender) -> None:
    rows = AutopayRows(lender.db)
    await rows.save(replace(AUTOPAY, ended_at=NOON), TEXT)
    again = replace(AUTOPAY, card_id=CardId("c-2"), given_at=LATER, text_sha256="hash")
    await rows.save(again, "Другой текст")

    assert await rows.get(LOAN) == again


async def test_nothing_is_kept_of_a_loan_that_does_not_exist(lender: Lender, loan: Loan) -> None:
    assert loan.id == LOAN
    db = lender.db
    for write in (
        RepaymentRows(db).save(replace(REPAYMENT, loan_id=ANOTHER)),
        AgreementRows(db).save(replace(AGREEMENT, loan_id=ANOTHER)),
        PromiseRows(db).save(replace(PROMISE, loan_id=ANOTHER)),
        CreditHolidaysRows(db).save(replace(HARDSHIP, loan_id=ANOTHER)),
        AutopayRows(db).save(replace(AUTOPAY, loan_id=ANOTHER)),
    ):
        with pytest.raises(Exception, match="FOREIGN KEY"):
            await write

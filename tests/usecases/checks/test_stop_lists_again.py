"""Stop lists are tried again whenever they change, and before a contract or a prolongation."""

from datetime import timedelta
from typing import Any, cast

import pytest

from bot.process.tables import StopListError
from domain.ids import BorrowerId
from domain.ledger.loan_events import PaymentPurpose
from domain.model.agreement import AgreementStatus
from domain.model.application import ApplicationStatus
from domain.money import Money
from domain.notifications import (
    CaseOpened,
    CaseSolved,
    PaymentBooked,
    ProlongationLapsed,
    SignatureChecked,
    SigningCodeSms,
    WhyLapsed,
)
from domain.refusals import ProlongationRefused, WhyNotProlong
from domain.usecases.signing.signing import NoCode
from storage.queues.work import Job
from storage.rows.checks import PeopleRows
from storage.rows.repayment import AgreementRows
from tests.storage.conftest import Explaining
from tests.support.lender import INN, IVAN, PHONE, Lender
from tests.support.prolonging import Prolonger

SUM = Money.rubles(5_000)
LISTED = [("115fz", "phone", PHONE)]


async def tries_lists(lender: Lender, *entries: tuple[str, str, str]) -> list[CaseOpened]:
    """The file has changed: it is taken over, and everybody is tried against it."""
    lender.listed[:] = entries
    again = await lender.wiring.works["stop_lists"](Job("stop_lists", "all", 1, 1))
    assert again == lender.clock.now() + timedelta(days=1)
    return [one for one in await lender.told() if isinstance(one, CaseOpened)]


async def test_a_draft_is_tried(lender: Lender) -> None:
    await lender.fills_in()
    (case,) = await tries_lists(lender, ("block", "passport", "4510123456"))

    assert (case.kind, case.facts["list"]) == ("frozen", "block")


async def test_a_live_application_is_tried(lender: Lender) -> None:
    await lender.is_offered_terms()
    await lender.told()

    assert len(await tries_lists(lender, *LISTED)) == 1


async def test_an_open_loan_is_tried_and_named(lender: Lender) -> None:
    await lender.has_loan()
    await lender.told()
    (case,) = await tries_lists(lender, ("115fz", "inn", INN))

    loan = await lender.loans.open_in(IVAN)
    assert loan is not None
    assert case.facts == {"list": "115fz", "chat": str(IVAN), "loan": loan.contract}


async def test_an_account_without_a_loan_is_tried(lender: Lender) -> None:
    await lender.has_repaid()

    assert len(await tries_lists(lender, *LISTED)) == 1


async def test_the_same_is_told_once(lender: Lender) -> None:
    await lender.has_loan()
    await tries_lists(lender, *LISTED)

    assert await tries_lists(lender, *LISTED) == []


async def test_many_people_are_tried_a_page_at_a_time(lender: Lender) -> None:
    for number in range(120):
        await lender.do("choose_amount", borrower_id=BorrowerId(200_000 + number), amount=SUM)
    await lender.has_loan()
    await lender.told()

    assert len(await tries_lists(lender, *LISTED)) == 1


async def test_a_page_of_people_is_found_by_indexes(lender: Lender) -> None:
    """However many there are: each page begins where the last one ended."""
    asked = Explaining(lender.db)
    await PeopleRows(cast(Any, asked)).page(0, 50)

    tables = ("application", "loan", "draft", "account")
    for table in tables:
        assert any(plan.startswith(f"SEARCH {table} ") for plan in asked.plans), asked.plans
        assert not any(plan.startswith(f"SCAN {table}") for plan in asked.plans), asked.plans


async def test_only_what_has_changed_is_written(lender: Lender) -> None:
    await tries_lists(lender, ("block", "phone", "+79000000001"), ("block", "inn", INN))
    await tries_lists(lender, ("115fz", "phone", "+79000000001"), ("block", "phone", PHONE))

    found = [
        await lender.stop_lists.list_with(kind, value)
        for kind, value in (("phone", "+79000000001"), ("inn", INN), ("phone", PHONE))
    ]
    assert found == ["115fz", None, "block"]


async def test_a_file_with_broken_lines_changes_nothing_and_alarms(
    lender: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lender.has_loan()
    await tries_lists(lender, *LISTED)
    job = lender.wiring.works["stop_lists"]

    def broken() -> list[tuple[str, str, str]]:
        raise StopListError(["line 4: a phone is +79161234567", "line 7: list is block"])

    monkeypatch.setitem(vars(job), "stop_list_file", broken)
    await job(Job("stop_lists", "all", 1, 1))

    (case,) = [one for one in await lender.told() if isinstance(one, CaseOpened)]
    assert (case.kind, case.facts) == ("stop_lists", {"lines": "line 4; line 7"})
    assert await lender.stop_lists.list_with("phone", PHONE) == "115fz"

    monkeypatch.setitem(vars(job), "stop_list_file", list)
    await job(Job("stop_lists", "all", 1, 1))
    assert [type(one) for one in await lender.told()] == [CaseSolved]
    assert await lender.stop_lists.list_with("phone", PHONE) is None


async def test_no_code_is_sent_to_sign_a_contract(lender: Lender) -> None:
    await lender.is_offered_terms()
    await tries_lists(lender, *LISTED)

    assert await lender.do("ask_signature", borrower_id=IVAN) is NoCode.TOLD
    assert await lender.told() == [SignatureChecked()]
    assert (await lender.application()).status is ApplicationStatus.OFFERED


async def test_a_code_that_was_sent_before_signs_nothing(lender: Lender) -> None:
    await lender.is_offered_terms()
    lender.clock.move(minutes=2)
    await lender.told()
    await lender.do("ask_signature", borrower_id=IVAN)
    (sms,) = await lender.told()
    assert isinstance(sms, SigningCodeSms)
    await tries_lists(lender, *LISTED)
    await lender.do("sign", borrower_id=IVAN, chat_id=IVAN, digits=sms.digits)

    assert await lender.told() == [SignatureChecked()]
    assert (await lender.application()).status is ApplicationStatus.OFFERED
    assert await lender.db.all("SELECT * FROM signature") == []


@pytest.fixture
async def payer(lender: Lender) -> Prolonger:
    payer = await Prolonger.come(lender)
    await payer.wait(days=10)
    await lender.told()
    return payer


async def test_no_prolongation_is_offered(payer: Prolonger) -> None:
    await tries_lists(payer.lender, *LISTED)
    with pytest.raises(ProlongationRefused) as refused:
        await payer.lender.do("look_at_prolongation", borrower_id=IVAN)

    assert refused.value.reason is WhyNotProlong.CHECKED
    case = await payer.lender.open_case("frozen")  # staff know who is refused, and by which list
    assert case.facts["list"] == LISTED[0][0]
    assert case.facts["loan"] == (await payer.loan()).contract


async def test_one_that_was_offered_is_not_signed(payer: Prolonger) -> None:
    agreement = await payer.agrees()
    await tries_lists(payer.lender, *LISTED)
    with pytest.raises(ProlongationRefused) as refused:
        await payer.lender.do("ask_prolongation_code", borrower_id=IVAN, agreement_id=agreement.id)

    assert refused.value.reason is WhyNotProlong.CHECKED


async def test_one_that_was_signed_does_not_come_into_force_and_the_money_pays_the_debt(
    payer: Prolonger,
) -> None:
    due = (await payer.loan()).due_on
    agreement = await payer.signs(await payer.agrees())
    await tries_lists(payer.lender, *LISTED)
    await payer.works("move")

    told = await payer.lender.told()
    (booked,) = [one for one in told if isinstance(one, PaymentBooked)]
    assert booked.amount == agreement.price
    (lapsed,) = [one for one in told if isinstance(one, ProlongationLapsed)]
    assert (lapsed.why, lapsed.due) == (WhyLapsed.CHECKED, due)
    kept = await AgreementRows(payer.lender.db).get(agreement.id)
    assert kept.state is AgreementStatus.LAPSED
    assert (await payer.loan()).due_on == due


async def test_a_debt_is_paid_as_ever(payer: Prolonger) -> None:
    await tries_lists(payer.lender, *LISTED)
    await payer.pays(PaymentPurpose.FULL)
    await payer.works("move")

    assert (await payer.loan()).closed_on is not None

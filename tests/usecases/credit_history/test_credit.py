"""«Кредитная история»: one's own rows only; a dispute gets its answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from domain.ids import ApplicationId, BorrowerId, LoanId
from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.reporting import Event, standing
from domain.model.cases import Action
from domain.model.credit_history import Answer
from domain.notifications import DisputeAnswered
from domain.refusals import DisputeUnderWay, NothingToDo
from domain.rules.workdays import add_working_days
from domain.usecases.credit_history.credit import CreditView, Disputed
from storage.rows.credit_history import TEXT, CreditHistoryRows
from storage.rows.dossier import DossierRows
from tests.support.lender import IVAN, OLGA, Lender
from tests.support.repaying import Payer

STRANGER = BorrowerId(100_777)


@pytest.fixture
async def payer(lender: Lender) -> Payer:
    return await Payer.come(lender)


async def sees(payer: Payer, **contract: str) -> CreditView:
    view: CreditView = await payer.lender.do("look_at_credit", borrower_id=IVAN, **contract)
    return view


async def disputes(payer: Payer, number: int | None = 1, text: str = "Не так") -> Disputed:
    contract = (await payer.loan()).contract
    asked: Disputed = await payer.lender.do(
        "ask_dispute", borrower_id=IVAN, contract=contract, number=number, text=text
    )
    return asked


async def decides(payer: Payer, action: Action) -> DisputeAnswered:
    case = await payer.lender.open_case("dispute")
    await payer.lender.told()
    await payer.lender.do("decide_case", case_id=case.id, action=action, by="О", by_id=OLGA)
    (told,) = [one for one in await payer.lender.told() if isinstance(one, DisputeAnswered)]
    return told


async def test_a_borrower_sees_the_rows_of_the_own_loans(payer: Payer) -> None:
    await payer.pays(PaymentPurpose.FULL)
    await payer.works()
    view = await sees(payer)

    assert view.loan == await payer.loan()
    assert [one.row.number for one in view.told] == [3, 2, 1]
    assert {one.bureau for one in view.told[0].sendings} == {"one", "two"}
    assert view.contracts == [view.loan.contract]
    assert await sees(payer, contract=view.loan.contract) == view


async def test_nobody_sees_or_disputes_the_rows_of_another(payer: Payer) -> None:
    contract = (await payer.loan()).contract
    nothing = await payer.lender.do("look_at_credit", borrower_id=STRANGER)
    assert (nothing.loan, nothing.told, nothing.contracts) == (None, (), [])
    with pytest.raises(NothingToDo):
        await payer.lender.do("look_at_credit", borrower_id=STRANGER, contract=contract)
    with pytest.raises(NothingToDo):
        await payer.lender.do(
            "ask_dispute", borrower_id=STRANGER, contract=contract, number=1, text=""
        )
    assert not await payer.lender.case_facts("dispute")


async def test_a_dispute_is_a_case_with_the_term_of_the_law(payer: Payer) -> None:
    asked = await disputes(payer)

    by = add_working_days(payer.lender.clock.today(), 10)
    (facts,) = await payer.lender.case_facts("dispute")
    assert asked.dispute.answer_by == by
    assert facts["until"] == by.isoformat()
    assert facts["asks"] == "Не так"
    assert facts["row"].startswith("1,issued,")
    row = await payer.lender.db.one("SELECT text FROM dispute")
    assert row is not None
    assert "Не так".encode() not in row["text"]
    assert payer.lender.cipher.open(row["text"], TEXT).decode() == "Не так"


async def test_the_same_row_is_disputed_once_until_it_is_answered(payer: Payer) -> None:
    await disputes(payer)
    with pytest.raises(DisputeUnderWay):
        await disputes(payer)
    payer.lender.clock.move(minutes=1)
    await disputes(payer, None)
    case: Any = (await payer.lender.cases.open(5))[0]
    await payer.lender.do("decide_case", case_id=case.id, action=Action.CONFIRM, by="О", by_id=OLGA)
    await disputes(payer)


async def test_a_row_that_does_not_exist_cannot_be_disputed(payer: Payer) -> None:
    with pytest.raises(NothingToDo):
        await disputes(payer, 2)


async def test_what_is_confirmed_stays_and_the_borrower_hears_it(payer: Payer) -> None:
    await disputes(payer)
    told = await decides(payer, Action.CONFIRM)

    assert (told.row, told.corrected) == (1, False)
    view = await sees(payer)
    assert len(view.told) == 1
    assert view.disputes[0].answer is Answer.CONFIRMED
    assert view.disputes[0].answered_at == payer.lender.clock.now()


async def test_what_is_corrected_goes_out_again_in_its_place(payer: Payer) -> None:
    await disputes(payer)
    told = await decides(payer, Action.CORRECT)

    assert told.corrected
    newest = (await sees(payer)).told[0].row
    assert (newest.number, newest.corrects, newest.withdrawn) == (2, 1, False)
    history = CreditHistoryRows(payer.lender.db, payer.lender.cipher)
    assert await history.next_for(payer.loan_id, "one")


async def test_without_a_row_the_last_one_is_told_again(payer: Payer) -> None:
    await payer.pays(PaymentPurpose.FULL)
    await payer.works()
    await disputes(payer, None)
    payer.lender.clock.move(days=1)
    await decides(payer, Action.CORRECT)

    assert (await sees(payer)).told[0].row.corrects == 3
    payer.lender.clock.at += timedelta(days=1)
    assert len((await sees(payer)).told) == 4
    assert not (await payer.loan_state()).debt.total
    assert len((await sees(payer)).told) == 4


async def test_the_copy_of_ones_data_tells_what_bureaus_were_told(payer: Payer) -> None:
    await disputes(payer)
    everything = await DossierRows(payer.lender.db, payer.lender.cipher).everything(IVAN)

    (loan,) = everything.loans
    (row,) = cast(Any, loan["told_to_bureaus"])
    assert (row["event"], row["number"], len(row["bureaus"])) == ("issued", 1, 2)
    (dispute,) = cast(Any, loan["disputes"])
    assert dispute["text"] == "Не так"


async def test_correcting_never_tells_again_what_was_withdrawn(payer: Payer) -> None:
    """A delay was told while the answer to a payment in time was lost: disputed, it stays gone."""
    await payer.wait(days=14)
    payer.till.faults = ["lost"]
    await payer.pays(PaymentPurpose.FULL)
    await payer.works()
    await payer.wait(days=2)
    assert [one.row.fact.event for one in (await sees(payer)).told] == [Event.DELAY, Event.ISSUED]
    await disputes(payer, 2)
    await payer.works()
    told = await decides(payer, Action.CORRECT)

    assert told.corrected
    rows = await CreditHistoryRows(payer.lender.db, payer.lender.cipher).rows(payer.loan_id)
    assert [one.event for one in standing(rows).values()] == [
        Event.ISSUED,
        Event.PAID,
        Event.CLOSED,
    ]
    assert [row.withdrawn for row in rows if row.subject == 2] == [False, True]


async def test_a_dispute_is_known_under_every_account_of_the_person(payer: Payer) -> None:
    lender, loan = payer.lender, await payer.loan()
    here = await lender.application()
    there = replace(here, id=ApplicationId("there"), borrower_id=STRANGER, contract="261101-00001")
    await lender.applications.save(there)
    other = replace(
        loan,
        id=LoanId("there"),
        application_id=there.id,
        borrower_id=STRANGER,
        contract=there.contract or "",
        closed_on=loan.issued_on,
    )
    await lender.loans.add(other, there.form)
    await lender.do(
        "ask_dispute", borrower_id=STRANGER, contract=loan.contract, number=1, text="Не так"
    )

    assert [one.text for one in (await sees(payer)).disputes] == ["Не так"]
    with pytest.raises(DisputeUnderWay):
        await disputes(payer, 1)

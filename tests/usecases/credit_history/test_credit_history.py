"""Rows for bureaus: made with the fact, sent in order, accepted, rejected, late."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from domain.gateways import GatewayRefused, GatewayUnclear, RowAnswer, TellRow
from domain.ids import LoanId
from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.reporting import Event
from domain.model.cases import Action
from domain.model.credit_history import RowStatus, Sending, sending_of
from domain.money import ZERO
from domain.rules.workdays import add_working_days
from storage.queues.work import Job
from storage.rows.credit_history import CreditHistoryRows
from tests.storage.conftest import Explaining
from tests.support.lender import IVAN, OLGA, Lender
from tests.support.repaying import Payer


@dataclass
class Desk:
    """The bureaus of a lender who has given a loan; both have the same desk."""

    payer: Payer

    @property
    def lender(self) -> Lender:
        return self.payer.lender

    @property
    def rows(self) -> CreditHistoryRows:
        return CreditHistoryRows(self.lender.db, self.lender.cipher)

    async def work(self, bureau: str = "one", attempts: int = 1) -> Any:
        job = Job("credit_rows", f"{self.payer.loan_id}:{bureau}", 1, attempts)
        return await self.lender.wiring.works["credit_rows"](job)

    async def accepts(self, bureau: str = "one") -> list[TellRow]:
        """Everything that waits; what it was told."""
        outer = self.lender.bureau_rows
        outer.answers = [RowAnswer(receipt=f"R-{n}") for n in range(20)]
        outer.asked.clear()
        assert await self.work(bureau) is None
        return [named["told"] for _, named in outer.asked]

    async def answers(self, *answers: object, attempts: int = 1) -> Any:
        self.lender.bureau_rows.answers = list(answers)
        return await self.work(attempts=attempts)

    async def events(self) -> list[Event]:
        return [row.fact.event for row in await self.rows.rows(self.payer.loan_id)]

    async def sending(self, number: int, bureau: str = "one") -> Sending:
        return await self.rows.sending(self.payer.loan_id, number, bureau)

    async def decides(self, kind: str, action: Action) -> None:
        case = await self.lender.open_case(kind)
        await self.lender.do("decide_case", case_id=case.id, action=action, by="О", by_id=OLGA)

    async def looks(self) -> None:
        """The job of each start and each morning."""
        await self.lender.wiring.works["watch_credit_rows"](Job("watch_credit_rows", "all", 1, 1))


@pytest.fixture
async def desk(lender: Lender) -> Desk:
    return Desk(await Payer.come(lender))


async def test_the_issue_is_told_to_every_bureau_in_the_same_transaction(desk: Desk) -> None:
    assert await desk.events() == [Event.ISSUED]
    due = add_working_days(desk.lender.clock.today(), 2)
    for bureau in ("one", "two"):
        sending = await desk.sending(1, bureau)
        assert (sending.state, sending.due_on) == (RowStatus.WAITING, due)
    assert "credit_rows" in await desk.lender.planned()


async def test_rows_go_in_order_and_each_names_the_one_before_it(desk: Desk) -> None:
    await desk.payer.pays(PaymentPurpose.FULL)
    await desk.payer.works()

    told = await desk.accepts()

    assert [(one.row.number, one.after, one.row.fact.event) for one in told] == [
        (1, None, Event.ISSUED),
        (2, 1, Event.PAID),
        (3, 2, Event.CLOSED),
    ]
    assert told[0].person.inn == "500100732259"
    assert told[2].row.fact.debt == ZERO
    sending = await desk.sending(3)
    assert (sending.state, sending.receipt) == (RowStatus.ACCEPTED, "R-2")
    assert sending.settled_at == desk.lender.clock.now()
    assert await desk.accepts() == []
    assert len(await desk.accepts("two")) == 3


async def test_no_answer_means_later_and_the_same_id(desk: Desk) -> None:
    again = await desk.answers(GatewayUnclear("rows: timeout", 60))
    first = desk.lender.bureau_rows.asked[-1][1]["told"]

    assert again == desk.lender.clock.now() + timedelta(seconds=60)
    (second,) = await desk.accepts()
    assert second.id == first.id == f"{desk.payer.loan_id}-1"


async def test_a_bureau_that_has_not_decided_yet_is_asked_again(desk: Desk) -> None:
    assert await desk.answers(None) == desk.lender.clock.now() + timedelta(seconds=5)
    assert (await desk.sending(1)).state is RowStatus.WAITING


async def test_a_silent_bureau_is_one_case_that_ends_with_its_answer(desk: Desk) -> None:
    await desk.answers(GatewayUnclear("rows: timeout"), attempts=8)
    assert not await desk.lender.case_facts("report_silent")
    for attempts in (9, 10):
        await desk.answers(GatewayUnclear("rows: timeout"), attempts=attempts)
    assert len(await desk.lender.case_facts("report_silent")) == 1

    await desk.accepts()

    assert not [one for one in await desk.lender.cases.open(9) if one.kind == "report_silent"]


async def test_a_wrong_key_is_told_at_once(desk: Desk) -> None:
    assert await desk.answers(GatewayRefused("401")) > desk.lender.clock.now()
    (facts,) = await desk.lender.case_facts("report_silent")
    assert facts["error"] == "one: 401"


async def test_a_row_that_the_bureau_cannot_read_is_a_rejected_row(desk: Desk) -> None:
    """Not the bureau's trouble: other loans' rows are taken, and only this one waits for staff."""
    assert await desk.answers(GatewayRefused("400")) is None

    assert (await desk.sending(1)).state is RowStatus.REJECTED
    (facts,) = await desk.lender.case_facts("row")
    assert facts["reason"] == "HTTP 400"
    assert not await desk.lender.case_facts("report_silent")


async def test_a_rejected_row_waits_for_staff_and_holds_up_its_own_loan_only(desk: Desk) -> None:
    await desk.payer.pays(PaymentPurpose.FULL)
    await desk.payer.works()
    ok = RowAnswer(receipt="R-1")
    assert await desk.answers(ok, RowAnswer(reason="malformed")) is None

    assert (await desk.sending(2)).state is RowStatus.REJECTED
    (facts,) = await desk.lender.case_facts("row")
    assert facts["reason"] == "malformed"
    assert facts["row"] == f"2,paid,{desk.lender.clock.today()}"
    assert await desk.accepts() == []
    assert len(await desk.accepts("two")) == 3

    await desk.decides("row", Action.RETRY)
    assert [one.row.number for one in await desk.accepts()] == [2, 3]


async def test_a_row_that_was_settled_by_hand_lets_the_next_ones_go(desk: Desk) -> None:
    await desk.payer.pays(PaymentPurpose.FULL)
    await desk.payer.works()
    await desk.answers(RowAnswer(receipt="R-1"), RowAnswer(reason="malformed"))
    await desk.decides("row", Action.DONE)

    (told,) = await desk.accepts()

    assert (told.row.number, told.after) == (3, 1)
    assert (await desk.sending(2)).state is RowStatus.BY_HAND


async def test_rows_that_are_nearly_late_are_one_case_a_bureau(desk: Desk) -> None:
    await desk.accepts("two")
    desk.lender.clock.move(days=1)
    await desk.looks()

    (facts,) = await desk.lender.case_facts("report_late")
    assert (facts["bureau"], facts["rows"]) == ("one", "1")
    await desk.accepts()
    desk.lender.clock.move(days=1)
    await desk.looks()
    assert not await desk.lender.cases.open(9)


async def test_a_dispute_that_nobody_answers_alarms_staff_in_time(desk: Desk) -> None:
    contract = (await desk.payer.loan()).contract
    await desk.lender.do(
        "ask_dispute", borrower_id=IVAN, contract=contract, number=1, text="Не так"
    )
    await desk.accepts()
    await desk.accepts("two")
    desk.lender.clock.move(days=10)
    await desk.looks()
    assert not await desk.lender.case_facts("dispute_late")
    desk.lender.clock.move(days=1)
    await desk.looks()

    (facts,) = await desk.lender.case_facts("dispute_late")
    assert facts["disputes"] == "1"
    await desk.decides("dispute", Action.CONFIRM)
    await desk.looks()
    assert not await desk.lender.cases.open(9)


async def test_each_night_of_a_delay_makes_no_row_of_its_own(desk: Desk) -> None:
    for _ in range(50):
        await desk.payer.wait(days=1)

    assert await desk.events() == [Event.ISSUED, Event.DELAY, Event.DELAY]


async def test_a_write_off_is_told(desk: Desk) -> None:
    await desk.payer.wait(days=414)
    await desk.decides("write_off", Action.WRITE_OFF)

    assert (await desk.events())[-1] is Event.WRITTEN_OFF


async def test_loans_that_were_open_before_are_told_from_their_issue_on(desk: Desk) -> None:
    """An upgrade, or a bureau that was set anew."""
    db = desk.lender.db
    await db.run("DELETE FROM history_sending")
    await db.run("DELETE FROM history_row")
    desk.lender.clock.move(days=3)
    await desk.looks()

    assert await desk.events() == [Event.ISSUED]
    due = add_working_days(desk.lender.clock.today(), 2)
    assert (await desk.sending(1, "two")).due_on == due
    assert await desk.rows.begun() == {"one", "two"}
    await db.run("DELETE FROM history_sending WHERE bureau = 'two'")
    await db.run("DELETE FROM history_bureau WHERE bureau = 'two'")
    await desk.looks()
    assert len(await desk.accepts("two")) == 1


async def test_a_bureau_that_was_taken_out_is_told_nothing(desk: Desk) -> None:
    assert await desk.work("three") is None
    assert not desk.lender.bureau_rows.asked


async def test_rows_of_a_bureau_that_was_taken_out_alarm_nobody_each_morning(desk: Desk) -> None:
    await desk.accepts("two")
    await desk.lender.db.run("UPDATE history_sending SET bureau = 'gone' WHERE bureau = 'one'")
    desk.lender.clock.move(days=1)
    await desk.looks()

    assert not await desk.lender.case_facts("report_late")


async def test_a_bureau_that_comes_back_learns_how_the_loans_ended_that_it_knows(
    desk: Desk,
) -> None:
    """Taken out of the settings while the loan was open, and set again when it was repaid."""
    await desk.accepts("two")
    await desk.payer.pays(PaymentPurpose.FULL)
    await desk.payer.works()
    db = desk.lender.db
    await db.run("DELETE FROM history_sending WHERE bureau = 'two' AND number > 1")
    await db.run("DELETE FROM job WHERE kind = 'credit_rows'")
    await db.run("UPDATE history_bureau SET bureau = 'gone'")
    await desk.looks()

    assert await desk.rows.begun() == {"one", "two"}
    assert "credit_rows" in await desk.lender.planned()
    assert [one.row.fact.event for one in await desk.accepts("two")] == [Event.PAID, Event.CLOSED]


async def test_what_the_work_asks_is_answered_by_indexes(desk: Desk) -> None:
    asked = Explaining(desk.lender.db)
    asked.one = one_of(asked)  # type: ignore[attr-defined]
    rows = CreditHistoryRows(cast(Any, asked), desk.lender.cipher)
    await rows.late(desk.lender.clock.today())
    await rows.next_for(LoanId("x"), "one")
    await rows.last_accepted(LoanId("x"), "one")
    await rows.rows(LoanId("x"))
    await rows.disputes_due(desk.lender.clock.today())

    assert "ix_history_sending_due_on" in asked.plans[0]
    assert "ix_dispute_answer_by" in asked.plans[-1]
    assert all(plan.startswith("SEARCH") for plan in asked.plans[1:] if "USE TEMP" not in plan)


def one_of(asked: Explaining) -> Any:
    async def one(sql: str, *values: object) -> None:
        await asked.all(sql, *values)

    return one


def test_a_sending_is_found_by_its_subject() -> None:
    sending = Sending(
        loan_id=LoanId("a1"),
        number=12,
        bureau="one",
        state=RowStatus.WAITING,
        due_on=date(2026, 12, 1),
    )
    assert sending_of(replace(sending, bureau="nbki").subject) == ("a1", 12, "nbki")

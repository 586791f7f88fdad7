"""FinCERT is asked before every payout, and told of fraud within one working day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.dates import MOSCOW
from domain.gateways import GatewayRefused, GatewayUnclear, Listing
from domain.ids import OperationId
from domain.model.application import ApplicationStatus
from domain.model.bank_operation import NextStep, OperationStatus
from domain.model.cases import Action
from domain.model.fincert import FRESH, report_until
from domain.model.jobs import JobKind
from domain.notifications import CaseOpened, CaseSolved, LoanIssued, MoneyChecked, PayoutUndone
from domain.refusals import NoPayoutOfContract, NothingToDo, NotYours
from tests.support.answers import payout
from tests.support.lender import ANNA, IVAN, OLGA, Lender


@pytest.fixture
async def signed(lender: Lender) -> Lender:
    """A signed contract: the payout is reserved, nothing is sent."""
    await lender.is_offered_terms()
    await lender.signs()
    await lender.told()
    return lender


def paid(lender: Lender) -> list[dict[str, Any]]:
    return [named for name, named in lender.bank.asked if name == "pay_out"]


def asked(lender: Lender) -> list[str]:
    return [named["request_id"] for name, named in lender.fincert.asked if name == "look_up"]


async def is_hit(lender: Lender) -> None:
    lender.fincert.answers.append(Listing.HIT)
    await lender.work("move")


async def decides(lender: Lender, action: Action, kind: str = "fincert") -> None:
    case = await lender.open_case(kind)
    await lender.do("decide_case", case_id=case.id, action=action, by="Ольга", by_id=1)


async def test_a_payout_is_sent_after_a_clean_answer_which_is_kept(signed: Lender) -> None:
    operation = await signed.payout()
    await signed.bank_says_of_payout(payout("succeeded"))

    (lookup,) = await signed.lookups.of(operation.id)
    assert (lookup.who, lookup.answer) == ("FinCERT", Listing.CLEAN)
    assert lookup.valid_until == lookup.answered_at + FRESH
    assert asked(signed) == [f"{operation.id}-0"]
    assert await signed.loans.open_in(IVAN) is not None


async def test_the_receiver_is_named_by_phone_passport_inn_and_card(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("succeeded"))

    ((_, named),) = signed.fincert.asked
    receiver = named["receiver"]
    assert (receiver.phone, receiver.passport, receiver.inn, receiver.card.last4) == (
        "+79161234567",
        "4510123456",
        "500100732259",
        "4477",
    )


async def test_a_hit_sends_nothing_and_staff_get_a_case(signed: Lender) -> None:
    await is_hit(signed)

    assert paid(signed) == []
    operation = await signed.payout()
    assert (operation.state, operation.reason) == (OperationStatus.FAILED, "fincert")
    opened, told = await signed.told()
    assert isinstance(opened, CaseOpened)
    assert (opened.kind, opened.facts) == ("fincert", {"amount": "10000.00", "card": "*4477"})
    assert told == MoneyChecked(amount=operation.amount)
    assert (await signed.application()).status is ApplicationStatus.SIGNED
    assert "payout_retry" not in await signed.planned()


async def test_going_on_asks_anew_and_sends_only_what_is_clean(signed: Lender) -> None:
    await is_hit(signed)
    first = await signed.payout()
    await decides(signed, Action.RECHECK)
    assert paid(signed) == []

    await signed.bank_says_of_payout(payout("succeeded"))

    second = await signed.payout()
    assert second.key != first.key
    assert asked(signed) == [f"{first.id}-0", f"{second.id}-0"]
    assert len(paid(signed)) == 1


async def test_going_on_with_a_hit_that_stands_sends_nothing(signed: Lender) -> None:
    await is_hit(signed)
    await decides(signed, Action.RECHECK)
    await is_hit(signed)

    assert paid(signed) == []
    assert (await signed.open_case("fincert")).closed_at is None


async def test_no_other_way_to_a_payout_passes_an_open_hit(signed: Lender) -> None:
    """Whatever reserves another payout while staff have not decided."""
    await is_hit(signed)
    async with signed.db.transaction():
        await signed.jobs.plan(JobKind.PAYOUT_RETRY, (await signed.application()).id)
    await signed.work("payout_retry")
    await signed.work("move")

    assert paid(signed) == []
    assert len(asked(signed)) == 1


@pytest.mark.parametrize("action", [Action.REFUSE, Action.FRAUD])
async def test_refused_by_staff_the_contract_is_undone_and_nothing_is_owed(
    signed: Lender, action: Action
) -> None:
    await is_hit(signed)
    await signed.told()
    await decides(signed, action)

    application = await signed.application()
    assert application.status is ApplicationStatus.CANCELLED
    assert await signed.told() == [PayoutUndone(amount=application.approved)]  # type: ignore[arg-type]
    assert ("fraud_report" in await signed.planned()) is (action is Action.FRAUD)
    assert await signed.state() is None


@pytest.mark.parametrize("action", [Action.REFUSE, Action.FRAUD])
async def test_who_refuses_the_loan_takes_no_hit_away_from_the_staff(
    signed: Lender, action: Action
) -> None:
    await is_hit(signed)
    assert await signed.do("withdraw", borrower_id=IVAN)
    await signed.told()

    with pytest.raises(NothingToDo):
        await decides(signed, Action.RECHECK)
    await decides(signed, action)

    assert (await signed.application()).status is ApplicationStatus.CANCELLED
    assert await signed.told() == []
    assert ("fraud_report" in await signed.planned()) is (action is Action.FRAUD)


async def test_a_kill_after_the_question_asks_the_same_question_again(signed: Lender) -> None:
    """The answer came and was not kept: the base sees one question, the bank one payout."""
    operation = await signed.payout()
    async with signed.db.transaction():
        assert (await starts(signed, operation.id))[1] is NextStep.CHECK
    await signed.fincert.look_up(request_id=f"{operation.id}-0")  # killed before it is recorded

    await signed.bank_says_of_payout(payout("succeeded"))

    assert asked(signed) == [f"{operation.id}-0"] * 2
    assert len(paid(signed)) == 1


async def test_a_kill_after_the_answer_sends_once_and_asks_no_more(signed: Lender) -> None:
    operation = await signed.payout()
    await looks_up(signed, operation.id)

    await signed.bank_says_of_payout(payout("succeeded"))
    async with signed.db.transaction():
        await signed.jobs.plan(JobKind.BANK_OPERATION, operation.id)
    await signed.work("move")

    assert len(asked(signed)) == 1
    assert len(paid(signed)) == 1


async def test_an_old_clean_answer_sends_nothing(signed: Lender) -> None:
    """The bot was down between the answer and the sending."""
    operation = await signed.payout()
    await looks_up(signed, operation.id)
    signed.clock.move(seconds=FRESH.total_seconds())
    await is_hit(signed)

    assert asked(signed) == [f"{operation.id}-0", f"{operation.id}-1"]
    assert paid(signed) == []


async def test_a_repeated_call_needs_a_fresh_answer_too(signed: Lender) -> None:
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    signed.clock.move(hours=1)
    await signed.bank_says_of_payout(payout("succeeded"))

    assert len(asked(signed)) == 2
    assert len({one["key"] for one in paid(signed)}) == 1
    assert len(paid(signed)) == 2


async def test_what_was_sent_once_and_is_a_hit_now_is_only_looked_for(signed: Lender) -> None:
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    signed.clock.move(hours=1)
    signed.fincert.answers.append(Listing.HIT)
    await signed.bank_says_of_payout([])
    assert (await signed.payout()).state is OperationStatus.SENT

    signed.clock.move(minutes=10)
    await signed.bank_says_of_payout([payout("succeeded")])

    assert len(paid(signed)) == 1
    assert await signed.loans.open_in(IVAN) is not None


async def test_without_an_answer_what_was_sent_is_looked_for_meanwhile(signed: Lender) -> None:
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    signed.clock.move(hours=1)
    signed.fincert.answers.append(GatewayUnclear("timeout"))
    await signed.bank_says_of_payout([payout("succeeded")])

    assert await signed.loans.open_in(IVAN) is not None


@pytest.mark.parametrize("answer", [Listing.UNCLEAR, GatewayUnclear("timeout")])
async def test_an_unclear_answer_waits_is_asked_again_and_alarms(
    signed: Lender, answer: object
) -> None:
    signed.fincert.answers.append(answer)
    await signed.work("move")
    assert await signed.told() == []
    signed.clock.move(minutes=10)
    for _ in range(2):
        signed.fincert.answers.append(answer)
        await signed.work("move")
        signed.clock.move(minutes=1)

    opened, told = await signed.told()
    assert isinstance(opened, CaseOpened)
    assert opened.kind == "fincert_silent"
    assert isinstance(told, MoneyChecked)
    assert paid(signed) == []

    await signed.bank_says_of_payout(payout("succeeded"))
    kinds = [type(one) for one in await signed.told()]
    assert kinds[:2] == [CaseSolved, LoanIssued]


async def test_a_key_that_the_base_refuses_is_the_lenders_trouble(signed: Lender) -> None:
    signed.fincert.answers.append(GatewayRefused("401"))
    with pytest.raises(GatewayRefused):
        await signed.work("move")

    assert (await signed.payout()).state is OperationStatus.RESERVED


async def test_a_payout_after_a_failed_one_is_asked_about_anew(signed: Lender) -> None:
    empty = payout("canceled", party="yoo_money", reason="insufficient_funds")
    await signed.bank_says_of_payout(empty)
    signed.clock.move(minutes=10)
    await signed.work("payout_retry")
    await signed.bank_says_of_payout(payout("succeeded", ident="2"))

    assert len(set(asked(signed))) == 2


async def test_holds_and_charges_ask_nothing(lender: Lender) -> None:
    await lender.is_approved()
    await lender.binds_card()

    assert lender.fincert.asked == []


@pytest.mark.parametrize(
    ("fact", "until"),
    [
        (datetime(2026, 2, 28, 12, tzinfo=MOSCOW), None),
        (datetime(2026, 3, 2, 12, tzinfo=MOSCOW), date(2026, 3, 4)),
        (datetime(2026, 11, 27, 23, 59, tzinfo=MOSCOW), date(2026, 12, 1)),  # a Friday
        (datetime(2026, 12, 30, 12, tzinfo=MOSCOW), date(2027, 1, 12)),  # the 31st is a day off
    ],
)
def test_a_report_has_one_working_day(fact: datetime, until: date | None) -> None:
    found = report_until(fact.astimezone(UTC))

    assert (found.astimezone(MOSCOW).date() if found else None) == until


async def test_a_report_is_told_until_the_base_has_it(signed: Lender) -> None:
    await is_hit(signed)
    await decides(signed, Action.FRAUD)
    signed.fincert.answers.append(GatewayUnclear("timeout"))
    with pytest.raises(GatewayUnclear):
        await signed.work("fraud_report")
    signed.fincert.answers.append("FC-000001")
    await signed.work("fraud_report")

    (first, second) = [named for name, named in signed.fincert.asked if name == "report"]
    assert first == second
    operation = await signed.payout()
    assert (first["operation"].kind, first["operation"].reference) == ("attempt", operation.id)
    report = await signed.fraud_reports.of_move(operation.id)
    assert report is not None
    assert (report.reference, report.acknowledged_at) == ("FC-000001", signed.clock.now())
    assert "fraud_report_due" not in await signed.planned()


async def test_staff_are_alarmed_before_the_deadline_and_after_it(signed: Lender) -> None:
    await is_hit(signed)
    await decides(signed, Action.FRAUD)
    await signed.told()
    operation = await signed.payout()
    report = await signed.fraud_reports.of_move(operation.id)
    assert report is not None
    signed.clock.at = report.deadline - timedelta(hours=6)
    await signed.work("fraud_report_due")
    await decides(signed, Action.DONE, "fraud_report")
    signed.clock.at = report.deadline
    await signed.work("fraud_report_due")

    opened = [one for one in await signed.told() if isinstance(one, CaseOpened)]
    assert [one.kind for one in opened] == ["fraud_report", "fraud_report"]
    assert opened[0].facts["deadline"] == report.deadline.isoformat()


async def test_money_that_is_there_can_not_be_refused_any_more(signed: Lender) -> None:
    await is_hit(signed)
    case = await signed.open_case("fincert")
    await signed.db.run("UPDATE application SET status = 'issued'")
    with pytest.raises(NothingToDo):
        await signed.do("decide_case", case_id=case.id, action=Action.REFUSE, by="Ольга", by_id=1)


async def starts(lender: Lender, operation_id: OperationId) -> Any:
    return await lender.wiring.works["move"].start_operation(operation_id=operation_id)  # type: ignore[attr-defined]


async def looks_up(lender: Lender, operation_id: OperationId) -> None:
    """As far as the job comes before it is killed."""
    job: Any = lender.wiring.works["move"]
    async with lender.db.transaction():
        operation, _ = await job.start_operation(operation_id=operation_id)
    assert await job.look_up(operation)


@pytest.mark.parametrize("action", [Action.RECHECK, Action.FRAUD])
async def test_a_hit_about_money_that_is_there_already_can_be_closed(
    signed: Lender, action: Action
) -> None:
    """The first call had reached the bank, and only then the base knew."""
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    signed.clock.move(hours=1)
    signed.fincert.answers.append(Listing.HIT)
    await signed.bank_says_of_payout([payout("succeeded")])
    assert await signed.loans.open_in(IVAN) is not None
    await decides(signed, action)

    report = await signed.fraud_reports.of_move((await signed.payout()).id)
    assert (report.fact if report else None) == ("transfer" if action is Action.FRAUD else None)
    assert len(paid(signed)) == 1


async def test_a_payout_that_nobody_wanted_is_reported_by_its_contract(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("succeeded"))
    contract = (await signed.application()).contract
    with pytest.raises(NotYours):
        await signed.do("report_payout", contract=contract, by_id=OLGA)
    with pytest.raises(NoPayoutOfContract):
        await signed.do("report_payout", contract="261123-99999", by_id=ANNA)
    first = await signed.do("report_payout", contract=contract, by_id=ANNA)
    again = await signed.do("report_payout", contract=contract, by_id=ANNA)

    assert (first.fact, first.operation_id) == ("transfer", (await signed.payout()).id)
    assert again == first
    assert "fraud_report" in await signed.planned()


async def test_money_that_has_not_arrived_is_no_transfer(signed: Lender) -> None:
    contract = (await signed.application()).contract
    with pytest.raises(NoPayoutOfContract):
        await signed.do("report_payout", contract=contract, by_id=ANNA)

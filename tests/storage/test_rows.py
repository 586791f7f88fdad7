"""Domain objects come back from the database as they went in, and no personal data lies there
in clear."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.application import Reason, Status
from domain.cards import CardRefusal
from domain.cards import State as CardState
from domain.cases import Action, Case, Kind
from domain.codes import Code, Purpose
from domain.ids import ApplicationId, BindingId, CaseId, ChatId, CodeId, DocumentId, LoanId, MoveId
from domain.loan import Loan
from domain.money import Money
from domain.payments import State as MoveState
from domain.ports import Paper
from storage.signing import CodeRows, PaperRows
from tests.support.answers import CARD, NOON, report
from tests.support.lender import ANSWERS, IVAN, PHONE, Lender


async def test_a_draft(lender: Lender) -> None:
    await lender.fills_in()
    draft = await lender.drafts.get(IVAN)
    assert draft is not None
    await lender.drafts.save(draft)

    assert await lender.drafts.get(IVAN) == draft
    assert draft.answers == ANSWERS
    await lender.drafts.drop(IVAN)
    assert await lender.drafts.get(IVAN) is None


async def test_an_application(lender: Lender) -> None:
    whole = replace(
        await lender.applies(),
        status=Status.REJECTED,
        approved=Money.rubles(5_000),
        reason=Reason.SCORE,
        retry_on=date(2026, 12, 23),
        terms=DocumentId("d"),
        contract="261123-00001",
    )
    await lender.applications.save(whole)

    assert await lender.applications.get(whole.id) == whole
    assert await lender.applications.last(IVAN) == whole
    assert await lender.applications.live_of_phone(PHONE) is None
    assert await lender.applications.count_contracts() == 1
    with pytest.raises(KeyError):
        await lender.applications.get(ApplicationId("another"))


async def test_a_binding(lender: Lender) -> None:
    await lender.is_approved()
    whole = replace(
        await lender.binding(),
        state=CardState.REFUSED,
        method_id="pm-1",
        page="https://bank.example/1",
        card=CARD,
        hold=MoveId("m"),
        tries_left=1,
        answer_by=NOON,
        refusal=CardRefusal.WRONG_SUM,
    )
    await lender.bindings.save(whole)

    assert await lender.bindings.get(whole.id) == whole
    assert await lender.bindings.id_of_method("pm-1") == whole.id
    assert await lender.bindings.id_of_method("pm-2") is None
    with pytest.raises(KeyError):
        await lender.bindings.get(BindingId("another"))


async def test_a_movement_of_money(lender: Lender) -> None:
    await lender.is_offered_terms()
    await lender.signs()
    whole = replace(
        await lender.payout(),
        state=MoveState.DONE,
        sent_at=NOON,
        bank_id="po-1",
        reason="general_decline",
        settled_at=NOON,
    )
    await lender.moves.save(whole)

    assert await lender.moves.get(whole.id) == whole
    assert await lender.moves.id_of_bank_object("po-1") == whole.id
    assert await lender.moves.live_payout(whole.application_id) == whole
    await lender.moves.save(replace(whole, state=MoveState.FAILED))
    assert await lender.moves.live_payout(whole.application_id) is None
    with pytest.raises(KeyError):
        await lender.moves.get(MoveId("another"))


async def test_a_loan(lender: Lender) -> None:
    await lender.has_loan()
    loan = await lender.loans.open_in(IVAN)

    assert isinstance(loan, Loan)
    assert await lender.loans.get(loan.id) == loan
    assert await lender.loans.open_of_phone(PHONE) == loan
    assert await lender.loans.open_of_phone("+79990000000") is None
    with pytest.raises(KeyError):
        await lender.loans.get(LoanId("another"))


async def test_reports_are_kept_as_they_were_first_given(lender: Lender) -> None:
    application = await lender.applies()
    await lender.bureau_answers("one", report(loans=("292.000",)))
    await lender.bureau_answers("one", report(score=1))

    reports = lender.wiring.works["bureau"].record_report.reports  # type: ignore[attr-defined]
    assert await reports.of(application.id) == {"one": report(loans=("292.000",))}


async def test_a_code(lender: Lender) -> None:
    rows = CodeRows(lender.db, lender.cipher)
    code = Code(
        id=CodeId("c"),
        purpose=Purpose.SIGN,
        chat_id=IVAN,
        phone=PHONE,
        subject="hash",
        digest="digest",
        sent_at=NOON,
    )
    await rows.save(code)
    used = replace(code, tries_left=1, used_at=NOON)
    await rows.save(used)

    assert await rows.last(IVAN, Purpose.SIGN) == used
    assert await rows.last(IVAN, Purpose.PHONE) is None
    assert await rows.last(ChatId(5), Purpose.SIGN) is None


async def test_a_paper(lender: Lender) -> None:
    application = await lender.applies()
    rows = PaperRows(lender.db, lender.cipher)
    paper = Paper(
        id=DocumentId("d"),
        application_id=application.id,
        kind="individual_terms",
        name="Условия.pdf",
        content=b"%PDF",
        sha256="hash",
        made_at=NOON,
    )
    await rows.add(paper)

    assert await rows.get(paper.id) == paper
    with pytest.raises(KeyError):
        await rows.get(DocumentId("another"))


async def test_a_case(lender: Lender) -> None:
    case = Case(
        id=CaseId("c"), kind=Kind.REVIEW, subject="a", opened_at=NOON, facts={"score": "399"}
    )
    await lender.cases.save(case)
    assert await lender.cases.open_about(Kind.REVIEW, "a") == case

    closed = replace(case, closed_at=NOON, action=Action.REJECT, closed_by="Ольга")
    await lender.cases.save(closed)
    assert await lender.cases.get(case.id) == closed
    assert await lender.cases.open_about(Kind.REVIEW, "a") is None
    assert await lender.cases.get(CaseId("another")) is None


@pytest.mark.parametrize("delivered", [False, True])
async def test_personal_data_is_nowhere_in_clear(
    lender: Lender, database_file: Path, delivered: bool
) -> None:
    """The bytes of every file of the database after a whole journey, said or not."""
    await lender.has_loan()
    if delivered:
        for lane in await lender.outbox.lanes():
            while letter := await lender.outbox.head(lane):
                await lender.outbox.sent(letter, 1)

    files = sorted(database_file.parent.glob(f"{database_file.name}*"))
    found = b"".join(file.read_bytes() for file in files)

    assert b"261123-00001" in found  # the number of the contract: we do look at the right bytes
    for personal in (PHONE[2:], *ANSWERS.values(), "Петров", CARD.issuer or ""):
        assert personal.encode() not in found, personal

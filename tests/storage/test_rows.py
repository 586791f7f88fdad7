"""Domain objects come back from the database as they went in, and no personal data lies there
in clear."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.ids import (
    ApplicationId,
    BindingId,
    BorrowerId,
    CaseId,
    CodeId,
    DocumentId,
    LoanId,
    OperationId,
    PersonId,
)
from domain.model.application import ApplicationStatus, Reason
from domain.model.bank_operation import OperationStatus
from domain.model.card_binding import BindingStatus, CardRefusal
from domain.model.cases import Action, Case, CaseKind
from domain.model.codes import Code, CodePurpose
from domain.model.loan import Loan
from domain.model.questionnaire import NEEDED
from domain.money import Money
from domain.ports import Document
from storage.rows.signing import CodeRows, DocumentRows
from tests.support.answers import CARD, NOON
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
        status=ApplicationStatus.REJECTED,
        approved=Money.rubles(5_000),
        reason=Reason.SCORE,
        retry_on=date(2026, 12, 23),
        pdn=55,
        terms=DocumentId("d"),
        contract="261123-00001",
        law="0123456789ab",
        proven=True,
    )
    await lender.applications.save(whole)

    assert await lender.applications.get(whole.id) == whole
    assert await lender.applications.last(IVAN) == whole
    assert whole.person_id is not None
    assert await lender.applications.of_person(whole.person_id) == [whole]
    assert await lender.applications.of_person(PersonId("another")) == []
    waits = lender.applications.rejected_of_phone
    assert await waits(PHONE, date(2026, 12, 22)) == [whole]
    assert await waits(PHONE, date(2026, 12, 23)) == []
    assert await waits("+79990000000", date(2026, 12, 22)) == []
    with pytest.raises(KeyError):
        await lender.applications.get(ApplicationId("another"))


async def test_an_application_without_what_may_be_skipped(lender: Lender) -> None:
    skipped = dict.fromkeys(ANSWERS.keys() - set(NEEDED), "")
    application = await lender.applies(**skipped)

    assert await lender.applications.get(application.id) == application
    assert application.form.home_phone is None


async def test_a_binding(lender: Lender) -> None:
    await lender.is_approved()
    whole = replace(
        await lender.binding(),
        state=BindingStatus.REFUSED,
        method_id="pm-1",
        page="https://bank.example/1",
        card=CARD,
        hold=OperationId("m"),
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
        state=OperationStatus.DONE,
        sent_at=NOON,
        bank_id="po-1",
        reason="general_decline",
        settled_at=NOON,
    )
    await lender.operations.save(whole)

    assert await lender.operations.get(whole.id) == whole
    assert await lender.operations.id_of_bank_object("po-1") == whole.id
    assert await lender.operations.live_payout(whole.application_id) == whole
    await lender.operations.save(replace(whole, state=OperationStatus.FAILED))
    assert await lender.operations.live_payout(whole.application_id) is None
    with pytest.raises(KeyError):
        await lender.operations.get(OperationId("another"))


async def test_a_loan(lender: Lender) -> None:
    await lender.has_loan()
    loan = await lender.loans.open_in(IVAN)

    assert isinstance(loan, Loan)
    assert await lender.loans.get(loan.id) == loan
    assert loan.person_id is not None
    assert loan.person_id == (await lender.application()).person_id
    assert await lender.loans.person_of(IVAN) == loan.person_id
    assert await lender.loans.person_of(BorrowerId(5)) is None
    assert await lender.loans.count_repaid(IVAN) == 0
    with pytest.raises(KeyError):
        await lender.loans.get(LoanId("another"))


async def test_loans_that_are_repaid_are_a_persons_history(lender: Lender) -> None:
    await lender.has_repaid()
    assert await lender.loans.open_in(IVAN) is None
    assert await lender.loans.count_repaid(IVAN) == 1

    (loan,) = await lender.loans.under(IVAN)
    assert loan.closed_on == lender.clock.today()
    assert loan.person_id is not None
    assert await lender.loans.of_person(loan.person_id) == [loan]
    assert await lender.loans.of_person(PersonId("another")) == []


async def test_a_code(lender: Lender) -> None:
    rows = CodeRows(lender.db, lender.cipher)
    code = Code(
        id=CodeId("c"),
        purpose=CodePurpose.SIGN,
        borrower_id=IVAN,
        phone=PHONE,
        subject="hash",
        digest="digest",
        sent_at=NOON,
    )
    await rows.save(code)
    used = replace(code, tries_left=1, used_at=NOON)
    await rows.save(used)

    assert await rows.last(IVAN, CodePurpose.SIGN) == used
    assert await rows.last(IVAN, CodePurpose.PHONE) is None
    assert await rows.last(BorrowerId(5), CodePurpose.SIGN) is None


async def test_a_paper(lender: Lender) -> None:
    application = await lender.applies()
    rows = DocumentRows(lender.db, lender.cipher)
    paper = Document(
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
        id=CaseId("c"), kind=CaseKind.REVIEW, subject="a", opened_at=NOON, facts={"score": "399"}
    )
    await lender.cases.save(case)
    assert await lender.cases.open_about(CaseKind.REVIEW, "a") == case
    (row,) = await lender.db.all("SELECT facts FROM staff_case")
    assert b"399" not in row["facts"]

    closed = replace(case, closed_at=NOON, action=Action.REJECT, closed_by="Ольга")
    await lender.cases.save(closed)
    assert await lender.cases.get(case.id) == closed
    assert await lender.cases.open_about(CaseKind.REVIEW, "a") is None
    assert await lender.cases.get(CaseId("another")) is None


@pytest.mark.parametrize("delivered", [False, True])
async def test_personal_data_is_nowhere_in_clear(
    lender: Lender, database_file: Path, delivered: bool
) -> None:
    """The bytes of every file of the database after a whole journey, said or not."""
    await lender.has_loan()
    if delivered:
        while queued_messages := await lender.outbox.heads():
            for queued in queued_messages:
                await lender.outbox.sent(queued, 1)

    files = sorted(database_file.parent.glob(f"{database_file.name}*"))
    found = b"".join(file.read_bytes() for file in files)

    assert b"261123-00001" in found  # the number of the contract: we do look at the right bytes
    long = [value for value in ANSWERS.values() if len(value) > 3]  # «30» stands in any time
    assert len(long) == len(ANSWERS) - 3
    for personal in (PHONE[2:], *long, "Петров", "Фабрика", CARD.issuer or ""):
        assert personal.encode() not in found, personal

"""Staff who are borrowers too decide nothing about themselves: the person, not only the chat."""

from dataclasses import replace

import pytest

from domain.ids import ApplicationId, BorrowerId, CaseId
from domain.model.application import ApplicationStatus
from domain.model.cases import Action, Case, CaseKind
from domain.refusals import OwnAffair
from storage.rows.staff import ConcernRows
from tests.support.lender import ANNA, IVAN, OLGA, PHONE, Lender


async def reviewed(lender: Lender) -> Case:
    """Ivan's application waits for somebody of the staff."""
    await lender.decides(score=399)
    return await lender.open_case(CaseKind.REVIEW)


async def test_a_case_about_the_chat_of_who_decides_stays_open(lender: Lender) -> None:
    case = await reviewed(lender)
    with pytest.raises(OwnAffair):
        await lender.do(
            "decide_case", case_id=case.id, action=Action.APPROVE, by="Иван", by_id=IVAN
        )
    assert (await lender.open_case(CaseKind.REVIEW)).closed_at is None
    await lender.do("decide_case", case_id=case.id, action=Action.APPROVE, by="Ольга", by_id=OLGA)


async def test_the_person_is_known_in_another_chat_by_the_passport(lender: Lender) -> None:
    case = await reviewed(lender)
    application = await lender.application()
    other = replace(
        application,
        id=ApplicationId("other"),
        borrower_id=BorrowerId(OLGA),
        status=ApplicationStatus.REJECTED,
        person_id=None,
    )
    await lender.applications.save(other)
    await lender.db.run("UPDATE application SET phone_index = 'other' WHERE id = 'other'")
    await lender.db.run("UPDATE application SET person_id = NULL")
    await _same_passport(lender)
    with pytest.raises(OwnAffair):
        await lender.do(
            "decide_case", case_id=case.id, action=Action.APPROVE, by="Ольга", by_id=OLGA
        )


async def _same_passport(lender: Lender) -> None:
    await lender.db.run("DELETE FROM application_mark")
    for ident in ("other", (await lender.application()).id):
        await lender.db.run(
            "INSERT INTO application_mark (application_id, kind, value_index) "
            "VALUES (?, 'passport', 'same')",
            ident,
        )


async def test_who_was_ever_signed_in_there_is_meant_too(lender: Lender) -> None:
    case = await reviewed(lender)
    await lender.db.run(
        "INSERT INTO session (chat_id, borrower_id, opened_at, seen_at, ended_at) "
        "VALUES (?, ?, '2026', '2026', '2026')",
        OLGA,
        IVAN,
    )
    with pytest.raises(OwnAffair):
        await lender.do(
            "decide_case", case_id=case.id, action=Action.REJECT, by="Ольга", by_id=OLGA
        )


async def test_nobody_blocks_or_unblocks_themselves(lender: Lender) -> None:
    await lender.has_loan()
    await lender.db.run(
        "INSERT INTO session (chat_id, borrower_id, opened_at, seen_at, ended_at) "
        "VALUES (?, ?, '2026', '2026', '2026')",
        ANNA,
        IVAN,
    )
    with pytest.raises(OwnAffair):
        await lender.do("block_account", phone=PHONE, reason="шутка", by="Анна", by_id=ANNA)
    await lender.db.run("DELETE FROM session WHERE chat_id = ?", ANNA)
    await lender.do("block_account", phone=PHONE, reason="шутка", by="Анна", by_id=ANNA)
    await lender.db.run(
        "INSERT INTO guest (chat_id, borrower_id) VALUES (?, ?) ON CONFLICT (chat_id) DO UPDATE "
        "SET borrower_id = excluded.borrower_id",
        ANNA,
        IVAN,
    )
    with pytest.raises(OwnAffair):
        await lender.do("unblock_account", phone=PHONE, by="Анна", by_id=ANNA)


@pytest.mark.parametrize("kind", list(CaseKind))
async def test_every_kind_of_case_tells_whose_it_is_or_is_nobodys(
    lender: Lender, kind: CaseKind
) -> None:
    """The statement of each kind can be carried out, and no subject is an error."""
    subject = {CaseKind.ROW: "loan-1:one", CaseKind.FROZEN: str(IVAN), CaseKind.SHARED: "a:b"}.get(
        kind, "1"
    )
    case = Case(id=CaseId("c"), kind=kind, subject=subject, opened_at=lender.clock.now())
    found = await ConcernRows(lender.db).of_case(case)
    known = {CaseKind.FROZEN: {BorrowerId(IVAN)}, CaseKind.UNREACHABLE: {BorrowerId(1)}}
    assert found == known.get(kind, set())

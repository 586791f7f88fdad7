"""What a borrower sets, as it lies in the database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.ids import BorrowerId, ChatId
from domain.model.application import Consent
from domain.model.profile import Change, Deletion, Export, NoticeChoice, Wanted
from storage.rows.decisions import ConsentRows
from storage.rows.privacy import DeletionRows, ExportRows, NotificationChoiceRows, ProfileChangeRows
from tests.support.answers import NOON
from tests.support.lender import IVAN, Lender

ANNA = BorrowerId(100_007)
CHANGE = Change(
    borrower_id=IVAN,
    field="email",
    before="old@example.org",
    after="new@example.org",
    chat_id=ChatId(7),
    at=NOON,
)
EXPORT = Export(id="e-1", borrower_id=IVAN, asked_at=NOON)
DELETION = Deletion(
    id="d-1",
    borrower_id=IVAN,
    asked_at=NOON,
    keep_until=date(2031, 11, 23),
    answer_by=date(2026, 12, 7),
    number="3F2A1B",
)


async def test_changes_come_back_in_their_order_and_are_their_own(lender: Lender) -> None:
    rows = ProfileChangeRows(lender.db, lender.cipher)
    later = replace(CHANGE, before=None, after="")
    for one in (CHANGE, later, replace(CHANGE, borrower_id=ANNA)):
        await rows.add(one)

    assert await rows.of(IVAN) == [CHANGE, later]
    await rows.forget(IVAN)
    assert await rows.of(IVAN) == []
    assert len(await rows.of(ANNA)) == 1


async def test_of_a_choice_the_last_one_holds(lender: Lender) -> None:
    rows = NotificationChoiceRows(lender.db)
    off = NoticeChoice(kind=Wanted.SERVICE, wanted=False, changed_at=NOON)
    on = replace(off, wanted=True, changed_at=NOON + timedelta(minutes=1))
    await rows.save(IVAN, off)
    await rows.save(IVAN, on)

    assert await rows.of(IVAN) == {Wanted.SERVICE: on}
    assert await rows.of(ANNA) == {}


async def test_requests_of_a_copy_since_a_moment(lender: Lender) -> None:
    rows = ExportRows(lender.db, lender.cipher)
    done = replace(EXPORT, done_at=NOON + timedelta(seconds=5))
    await rows.save(EXPORT)
    await rows.save(done)
    await rows.save(replace(EXPORT, id="e-2", borrower_id=ANNA))

    assert await rows.get("e-1") == done
    assert await rows.since(IVAN, NOON - timedelta(seconds=1)) == [done]
    assert await rows.since(IVAN, NOON) == []


async def test_the_last_wish_to_delete(lender: Lender) -> None:
    rows = DeletionRows(lender.db)
    answered = replace(DELETION, answered_at=NOON + timedelta(days=1))
    later = replace(DELETION, id="d-2", asked_at=NOON + timedelta(days=2))
    await rows.save(DELETION)
    await rows.save(answered)
    await rows.save(later)

    assert await rows.get("d-1") == answered
    assert await rows.last(IVAN) == later
    assert await rows.last(ANNA) is None


async def test_what_does_not_exist_is_a_key_error(lender: Lender) -> None:
    with pytest.raises(KeyError):
        await ExportRows(lender.db, lender.cipher).get("x")
    with pytest.raises(KeyError):
        await DeletionRows(lender.db).get("x")


async def test_a_revoked_consent_keeps_its_row(lender: Lender) -> None:
    rows = ConsentRows(lender.db)
    given = Consent(borrower_id=IVAN, kind="bureau", version="1", text_sha256="sha", given_at=NOON)
    again = replace(given, given_at=NOON + timedelta(days=1))
    gone = NOON + timedelta(days=2)
    await rows.add(given, "text")
    await rows.add(again, "text")
    await rows.add(replace(given, borrower_id=ANNA), "text")
    await rows.revoke(IVAN, "bureau", gone)
    await rows.revoke(IVAN, "bureau", gone + timedelta(days=1))  # it is gone already

    assert await rows.of(IVAN) == [given, replace(again, revoked_at=gone)]
    assert await rows.kinds(IVAN) == {}
    assert (await rows.kinds(ANNA)).keys() == {"bureau"}
    assert await rows.wording("sha") == "text"

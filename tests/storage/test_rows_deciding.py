"""What a decision stands on comes back from the database as it went in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256

import pytest

from domain.ids import ApplicationId
from domain.model.application import IdentityCheck, ProgressStep
from storage.rows.decisions import ConsentRows, ProgressStepRows, ReportRows
from tests.support.answers import NOON, report
from tests.support.lender import INN, IVAN, PHONE, Lender


async def test_a_bureaus_latest_answer_counts_with_its_time(
    lender: Lender,
) -> None:
    application = await lender.applies()
    rows = ReportRows(lender.db, lender.cipher)
    assert await rows.times(application.id) == {}

    minutes = [NOON + timedelta(minutes=n) for n in range(3)]
    await rows.add(application.id, "one", report(loans=("292.000",)), minutes[0])
    await rows.add(application.id, "two", report(), minutes[1])
    assert await rows.times(application.id) == {"one": minutes[0], "two": minutes[1]}
    await rows.add(application.id, "one", report(score=1), minutes[2])

    assert await rows.of(application.id) == {"one": report(score=1), "two": report()}
    assert await rows.times(application.id) == {"one": minutes[2], "two": minutes[1]}


async def test_consents_keep_their_very_wording_once(lender: Lender) -> None:
    for _ in range(2):
        for version in ("1", "2"):
            await lender.do(
                "give_consent", borrower_id=IVAN, kind="bureau", version=version, text="Согласен"
            )

    kinds = await ConsentRows(lender.db).kinds(IVAN)
    assert (kinds["bureau"].version, kinds["bureau"].given_at) == ("2", NOON)
    assert len(await lender.db.all("SELECT * FROM consent")) == 4
    (row,) = await lender.db.all("SELECT * FROM wording")
    assert sha256(row["text"].encode()).hexdigest() == kinds["bureau"].text_sha256


async def test_checks_of_identity_have_one_result_a_kind(lender: Lender) -> None:
    application = await lender.applies()
    check = IdentityCheck(
        application_id=application.id,
        kind="card_owner",
        who="owner check",
        at=NOON,
        passed=False,
        answer="mismatch",
    )
    passed = replace(check, at=NOON + timedelta(minutes=1), passed=True, answer="match")
    for one in (check, passed):
        await lender.checks.save(one)

    found = await lender.checks.of(application.id)
    assert [one for one in found if one.kind == "card_owner"] == [passed]
    assert await lender.checks.of(ApplicationId("another")) == []


async def test_a_stage_keeps_its_first_time(lender: Lender) -> None:
    application = await lender.applies()
    rows = ProgressStepRows(lender.db)
    for minutes in (1, 2):
        at = NOON + timedelta(minutes=minutes)
        await rows.reached(application.id, ProgressStep.DECIDED, at)

    assert await rows.of(application.id) == {
        ProgressStep.RECEIVED: NOON,
        ProgressStep.DECIDED: NOON + timedelta(minutes=1),
    }


async def test_a_decision_keeps_its_inputs(lender: Lender) -> None:
    await lender.applies()
    ident = (await lender.application()).id
    assert await lender.decisions.inputs_of(ident) is None
    for which in ("one", "two"):
        await lender.bureau_answers(which, report(loans=("120.5",)))

    inputs = await lender.decisions.inputs_of(ident)
    assert inputs is not None
    assert inputs.open_elsewhere[0].psk == Decimal("120.5")


async def test_stop_lists_are_kept_as_blind_indexes_and_loaded_anew(lender: Lender) -> None:
    rows, listed = lender.stop_lists, [("block", "phone", PHONE), ("115fz", "inn", INN)]
    await rows.replace_all([*listed, *listed])  # a line that comes twice does no harm

    assert await rows.list_with("phone", PHONE) == "block"
    assert await rows.list_with("inn", INN) == "115fz"
    assert await rows.list_with("passport", INN) is None
    stored = repr([dict(row) for row in await lender.db.all("SELECT * FROM stop_entry")])
    assert PHONE not in stored
    assert INN not in stored

    await rows.replace_all(listed[1:])
    assert await rows.list_with("phone", PHONE) is None


async def test_lists_that_cannot_be_loaded_whole_stay_as_they_were(lender: Lender) -> None:
    await lender.stop_lists.replace_all([("block", "phone", PHONE)])

    def broken() -> Iterator[tuple[str, str, str]]:
        yield "block", "inn", INN
        raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        async with lender.db.transaction():
            await lender.stop_lists.replace_all(broken())
    assert await lender.stop_lists.list_with("phone", PHONE) == "block"
    assert await lender.stop_lists.list_with("inn", INN) is None

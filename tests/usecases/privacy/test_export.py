"""«Скачать мои данные»: everything is in the file, and nothing secret."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from domain.dates import MOSCOW
from domain.ids import ChatId
from domain.model.jobs import JobKind
from domain.notifications import ExportReady
from domain.refusals import ExportsUsedUp, ExportUnderWay, NothingToDo
from tests.support.lender import ANSWERS, IVAN, PHONE, Lender

FORBIDDEN = ("hash", "digest", "password", "pin", "token", "method", "secret", "digits", "page")


async def asks(lender: Lender) -> None:
    await lender.do("ask_export", borrower_id=IVAN)


async def exported(lender: Lender) -> tuple[Any, str, str]:
    """The file, its text and its name."""
    await lender.told()
    await asks(lender)
    await lender.work("export")
    (notice,) = await lender.told()
    assert isinstance(notice, ExportReady)
    paper = await lender.wiring.ports.documents.get(notice.document)
    text = paper.content.decode()
    return json.loads(text), text, paper.name


@pytest.fixture
async def signer(lender: Lender) -> Lender:
    """A loan that was repaid, with a signature, a password, a card and a change."""
    await lender.has_loan()
    await lender.work("password")
    await lender.db.run("UPDATE loan SET closed_on = ?", lender.clock.today().isoformat())
    await lender.db.run("UPDATE account SET pin_hash = ?", "$argon2id$pin")
    lender.clock.move(hours=1)
    change = {"field": "position", "value": "Инженер"}
    await lender.do("change_profile", borrower_id=IVAN, chat_id=ChatId(IVAN), **change)
    await lender.do("revoke_consent", borrower_id=IVAN, kind="bureau")
    return lender


async def test_all_that_is_kept_stands_in_it(signer: Lender) -> None:
    found, text, name = await exported(signer)

    assert name == f"Мои данные {signer.clock.today().isoformat()}.json"
    (application,) = found["applications"]
    assert application["form"]["phone"] == PHONE
    assert application["form"]["income"] == "123456.00"
    assert application["amount"] == "10000.00"
    assert [one["verdict"] for one in application["decisions"]] == ["approve"]
    assert found["profile"]["position"] == "Инженер"
    assert found["profile_changes"][0]["before"] == ANSWERS["position"]
    assert [one["kind"] for one in found["consents"] if one["revoked_at"]] == ["bureau"]
    (loan,) = found["loans"]
    assert loan["principal"] == "10000.00"
    assert loan["contract"] == application["contract"]
    (card,) = found["cards"]
    assert card["mask"].startswith("•")
    assert [one["kind"] for one in found["documents"]] == ["individual_terms"]
    assert found["signatures"][0]["sha256"] == found["documents"][0]["sha256"]
    assert found["devices"][0]["chat_id"] == IVAN
    assert found["messages_sent"]
    assert found["account"]["phone"] == PHONE
    assert "\n  " in text
    assert "Фабрика" in text


async def test_no_secret_is_in_it(signer: Lender) -> None:
    found, text, _ = await exported(signer)

    for name in keys(found):
        assert not any(word in name for word in FORBIDDEN), name
    hidden = [
        *await values(signer, "SELECT password_hash, pin_hash FROM account"),
        *await values(signer, "SELECT method_id FROM card"),
        *await values(signer, "SELECT method_id, page FROM binding"),
        *await values(signer, "SELECT digest FROM code"),
        *await values(signer, "SELECT hash, previous FROM signature"),
        *await values(signer, "SELECT key, bank_id FROM move"),
    ]
    assert len(hidden) > 6
    assert [one for one in hidden if one in text] == []


def keys(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        for name, value in plain.items():
            yield name
            yield from keys(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from keys(value)


async def values(lender: Lender, query: str) -> list[str]:
    return [str(one) for row in await lender.db.all(query) for one in tuple(row) if one]


async def test_nothing_of_anybody_else_is_in_it(signer: Lender) -> None:
    await signer.db.run(
        "INSERT INTO session (chat_id, borrower_id, opened_at, seen_at) VALUES (7, 8, 'x', 'x')"
    )
    found, _, _ = await exported(signer)

    assert [one["chat_id"] for one in found["devices"]] == [IVAN]


async def test_one_at_a_time(signer: Lender) -> None:
    await asks(signer)
    with pytest.raises(ExportUnderWay):
        await asks(signer)
    signer.clock.move(hours=1, seconds=1)  # it has got stuck

    await asks(signer)


async def test_three_a_day(signer: Lender) -> None:
    first = signer.clock.now()
    for _ in range(3):
        await exported(signer)
        signer.clock.move(minutes=1)
    with pytest.raises(ExportsUsedUp) as error:
        await asks(signer)

    assert error.value.until == first + timedelta(days=1)
    signer.clock.move(seconds=(error.value.until - signer.clock.now()).total_seconds())
    assert signer.clock.now().astimezone(MOSCOW)
    await asks(signer)


async def test_done_twice_it_is_sent_once(signer: Lender) -> None:
    await exported(signer)
    (row,) = await signer.db.all("SELECT id FROM export_request")
    async with signer.db.transaction():
        await signer.jobs.plan(JobKind.EXPORT, row["id"])
    await signer.work("export")

    assert await signer.told() == []


async def test_who_never_applied_has_nothing_to_take(lender: Lender) -> None:
    with pytest.raises(NothingToDo):
        await asks(lender)

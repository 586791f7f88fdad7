"""Databases that an earlier version wrote are opened, understood, acted on and sealed anew."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.outbox.writer import open_notice, opened
from bot.process.registry import JOBS, TIMERS
from domain.model.cases import ACTIONS, CaseKind
from domain.notifications import Commands
from handlers.engine.screen import Delete, Edit, Say
from handlers.home import where
from handlers.notifications import screen_of
from handlers.sms import sms_of
from handlers.staff import screens as staff
from storage.engine.sqlite import Sqlite
from tests.stored import names
from tests.stored.columns import ENUMS, SEALED
from tests.stored.lives import CIPHER, LIVES, restored
from tests.support.answers import FixedClock
from tests.support.lender import Lender

STATES = names.states()
BESIDE = {("portfolio", "bucket"): "none"}  # what stands for no value
SAID: dict[str, Any] = {"say": Say, "edit": Edit, "delete": Delete}


@pytest.fixture(params=sorted(LIVES.glob("*.sql")), ids=lambda life: life.stem)
async def life(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Lender]:
    """A lender over a database of before, at the moment at which it was left."""
    db = await Sqlite.open(restored(request.param, tmp_path / "life.sqlite3"))
    lender = Lender(db)
    row = await db.one("SELECT max(created_at) AS at FROM outbox")
    if row and row["at"]:
        lender.clock.at = max(lender.clock.at, FixedClock().at.fromisoformat(row["at"]))
    yield lender
    await db.close()


async def test_every_sealed_body_is_read_and_sealed_as_it_was(life: Lender) -> None:
    for (table, column), sealed in SEALED.items():
        rows = await life.db.all(f'SELECT "{column}" AS body FROM "{table}"')
        for row in rows:
            if not row["body"]:
                continue
            was = CIPHER.open(row["body"], sealed.place)
            value = sealed.read(was)
            again = CIPHER.open(CIPHER.seal(sealed.write(value), sealed.place), sealed.place)
            assert sealed.read(again) == value
            if sealed.kind is None:
                assert again == was
            else:  # fields that came since have their defaults
                assert contains(json.loads(again), json.loads(was))


def contains(now: Any, was: Any) -> bool:
    if isinstance(was, dict) and isinstance(now, dict):
        return all(key in now and contains(now[key], value) for key, value in was.items())
    return bool(now == was)


async def test_every_value_of_an_enum_is_known(life: Lender) -> None:
    for (table, column), kind in ENUMS.items():
        rows = await life.db.all(f'SELECT DISTINCT "{column}" AS value FROM "{table}"')
        beside = {None, BESIDE.get((table, column))}
        assert {row["value"] for row in rows} - beside <= {one.value for one in kind}


async def test_what_waits_to_be_said_has_its_words(life: Lender) -> None:
    for row in await life.db.all("SELECT kind, body FROM outbox WHERE body <> x''"):
        body = json.loads(CIPHER.open(row["body"], "outbox.body"))
        if row["kind"] in SAID:
            assert opened(SAID[row["kind"]], body["said"])
            continue
        notice = open_notice(body)
        if row["kind"] == "sms":
            assert sms_of(notice)
        elif not isinstance(notice, Commands):
            assert screen_of(notice).text


async def test_what_is_to_be_done_and_looked_at_is_known(life: Lender) -> None:
    jobs = await life.db.all("SELECT kind FROM job")
    assert {row["kind"] for row in jobs} <= JOBS.keys() | TIMERS.keys()
    for row in await life.db.all("SELECT id FROM staff_case"):
        case = await life.cases.get(row["id"])
        assert case is not None
        assert case.kind in ACTIONS
        assert staff.opened(case.id, case.number, CaseKind(case.kind), case.facts, None).text


async def test_everybody_stands_where_a_step_is(life: Lender) -> None:
    rows = await life.db.all("SELECT state FROM conversation WHERE state IS NOT NULL")
    assert {row["state"] for row in rows} <= STATES


async def test_the_life_goes_on(life: Lender) -> None:
    """Everybody sees where they stand and the loan to the kopeck, and the application is kept
    again as it was."""
    rows = await life.db.all("SELECT DISTINCT borrower_id FROM application")
    for row in rows:
        overview = await life.do("look_around", borrower_id=row["borrower_id"])
        assert where.screen(overview).text
        application = await life.applications.last(row["borrower_id"])
        assert application is not None
        async with life.db.transaction():
            await life.applications.save(application)
        assert await life.applications.last(row["borrower_id"]) == application
    for row in await life.db.all("SELECT id, borrower_id FROM loan WHERE closed_on IS NULL"):
        seen = await life.do("look_at_loan", borrower_id=row["borrower_id"])
        assert seen is not None

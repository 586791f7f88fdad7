"""A table of the law that doesn't fit, and contracts of an edition that nobody knows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import Mock

import pytest

from bot.__main__ import main
from bot.doctor.examine import checks, look
from bot.process.secrecy import Hiding
from bot.process.settings import Settings, load
from bot.process.warnings import tell_of_unknown
from domain.model.cases import CaseKind
from domain.rules import editions, regulation
from tests.bot.process.test_settings import NEEDED
from tests.support.lender import Lender

BROKEN = "regulation_params.csv, overpay.cap from 2026-04-01: it overlaps the row from 2023-07-01"


@contextmanager
def broken_law() -> Iterator[None]:
    text = regulation.table().text.replace("2023-07-01,2026-03-31", "2023-07-01,2026-04-01", 1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(regulation, "table", lambda: regulation.Table.read(text))
        editions.newest.cache_clear()
        yield
    editions.newest.cache_clear()


@pytest.mark.parametrize(
    "words",
    [
        ["run"],
        ["quote", "--amount", "10000", "--rate", "0.8", "--issued", "2026-11-23", "--days", "14"],
    ],
)
def test_it_ends_the_start_in_one_sentence_that_names_the_row(
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in (NEEDED | {"DATABASE": str(tmp_path / "bot.sqlite3")}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["bot", *words])
    monkeypatch.setattr(
        "bot.process.logs.set_up", Mock()
    )  # it would bind the log to this test's stderr
    with broken_law(), pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == 2
    assert capsys.readouterr().err == f"{BROKEN}\n"
    assert not (tmp_path / "bot.sqlite3").exists()


async def test_the_doctor_names_the_row_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with broken_law():
        assert not await looks_at_law(settings(tmp_path))

    assert capsys.readouterr().out == f"✗ law: {BROKEN}\n"


async def test_the_doctor_names_an_edition_that_nobody_knows(
    capsys: pytest.CaptureFixture[str], lender: Lender, database_file: Path
) -> None:
    await lender.has_loan()
    for law, known in (("0ld", False), ("55138b219ae1", True)):
        await lender.db.run("UPDATE loan SET law = ?", law)
        assert await looks_at_law(settings(database_file.parent)) is known

    ill, well = capsys.readouterr().out.splitlines()
    assert "nobody knows 0ld (1 contracts): put their text into domain/rules/law/former" in ill
    assert well.endswith("every contract finds its own")


async def test_staff_are_told_of_contracts_whose_edition_nobody_knows(lender: Lender) -> None:
    for _ in range(2):  # at every start; it is one case
        async with lender.db.transaction():
            await tell_of_unknown({"0ld": 3}, lender.wiring.open_case)

    (case,) = await lender.cases.open(10)
    assert (case.kind, case.facts) == (CaseKind.LAW, {"edition": "0ld", "how_many": "3"})


async def looks_at_law(given: Settings) -> bool:
    named = dict(checks(given, Mock(), Mock()))
    return await look("law", named["law"], Hiding.of(given))


def settings(folder: Path) -> Settings:
    given = NEEDED | {"DATABASE": str(folder / "bot.sqlite3")}
    return load(**{name.lower(): value for name, value in given.items()})

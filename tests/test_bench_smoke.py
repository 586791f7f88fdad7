"""The bench runs to its end with small numbers. What it measures is no matter of a test."""

import asyncio
from pathlib import Path

import pytest

from bench import arithmetic, in_process, over_http, scanning, starting
from bench.table import Figures, lines


@pytest.mark.e2e
async def test_the_bench_has_its_table(tmp_path: Path) -> None:
    for name in ("together", "alone", "http", "start", "scan"):
        (tmp_path / name).mkdir()
    http, starts = await asyncio.gather(
        over_http.measure(tmp_path / "http", updates=4, rounds=2),
        starting.measure(tmp_path / "start", times=1),
    )
    figures = Figures(
        together=await in_process.measure(tmp_path / "together", updates=4, rounds=2, at_once=2),
        alone=await in_process.measure(tmp_path / "alone", updates=4, rounds=2, at_once=1),
        http=http,
        starts=starts,
        calls=arithmetic.measure(calls=5),
        paper=await arithmetic.terms(times=2),
        scans=await scanning.measure(tmp_path / "scan", loans=20, due=(0, 5)),
    )

    table = "\n".join(lines(figures))

    assert "(a) in process" in table
    assert "(b) HTTP" in table
    assert "import aiogram" in table
    assert "5 of 20 fall due" in table

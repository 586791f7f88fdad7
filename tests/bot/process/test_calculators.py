"""quote, psk and debt on the command line, as somebody at a terminal uses them."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from bot.__main__ import main

ROOT = Path(__file__).parents[3]
VECTORS = list(csv.DictReader((ROOT / "tests/data/law/psk_vectors.csv").open(encoding="utf-8")))
QUOTE = "quote --amount 10000 --rate 0.8 --issued 2026-11-23"
DEBT = "debt --amount 10000 --rate 0.8 --issued 2026-11-23 --days 30"


def command(words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words.split()],
        cwd=folder or ROOT,
        env=kept | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def answer(words: str) -> dict[str, Any]:
    done = command(words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_no_settings_are_needed(tmp_path: Path) -> None:
    done = command(f"{QUOTE} --days 30", tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


class TestQuote:
    def test_a_single_payment(self) -> None:
        assert answer(f"{QUOTE} --days 30") == {
            "psk": "292.000",
            "psk_money": "2400.00",
            "total": "12400.00",
            "cap_percent": "100",
            "schedule": [
                {
                    "date": "2026-12-23",
                    "amount": "12400.00",
                    "interest": "2400.00",
                    "principal": "10000.00",
                    "balance": "0.00",
                }
            ],
        }

    def test_instalments(self) -> None:
        """I06-12x14, but for the last payment: the vectors round interest half up."""
        told = answer(
            "quote --amount 30000 --rate 0.6 --issued 2026-11-23 --payments 12 --every 14"
        )

        row = next(row for row in VECTORS if row["id"] == "I06-12x14")
        *others, _ = (one.partition("=")[2] for one in row["schedule"].split(";"))
        lines = told["schedule"]
        assert (told["psk"], told["cap_percent"]) == ("219.000", "100")
        assert [line["amount"] for line in lines[:-1]] == others
        assert (lines[0]["date"], lines[-1]["date"]) == ("2026-12-07", "2027-05-10")
        assert (len(lines), lines[-1]["balance"]) == (12, "0.00")
        assert told["total"] == kopecks(sum(cents(line["amount"]) for line in lines))
        assert told["psk_money"] == kopecks(sum(cents(line["interest"]) for line in lines))

    def test_is_by_the_law_of_the_contracts_date(self) -> None:
        assert answer(f"{QUOTE} --days 30")["cap_percent"] == "100"
        old = QUOTE.replace("2026-11-23", "2026-03-31")
        assert answer(f"{old} --days 30")["cap_percent"] == "130"

    def test_above_a_year_there_is_no_cap(self) -> None:
        low = QUOTE.replace("0.8", "0.1")

        assert answer(f"{low} --days 365")["cap_percent"] == "100"
        assert answer(f"{low} --days 366")["cap_percent"] is None


class TestPsk:
    def test_of_any_flow(self) -> None:
        """The example of the issue: MIX-10-15."""
        told = answer(
            "psk --issued 2026-11-23 --given 10000 --pay 2026-12-03=3000.00 "
            "--pay 2026-12-13=3000.00 --pay 2026-12-28=3000.00 --pay 2027-01-12=4100.00"
        )

        assert told == {"psk": "350.628"}

    @pytest.mark.parametrize(
        "row", [row for row in VECTORS if row["kind"] == "computed"], ids=lambda row: row["id"]
    )
    def test_of_every_vector(self, row: dict[str, str]) -> None:
        pays = " ".join(f"--pay {one}" for one in row["schedule"].split(";"))
        net = row["net_flow_day0"].removeprefix("-")

        told = answer(f"psk --issued {row['issue_date']} --given {net} {pays}")
        assert told == {"psk": row["psk_3dp"]}

    def test_the_order_of_payments_means_nothing(self) -> None:
        pays = ("--pay 2026-12-03=3000", "--pay 2026-12-23=9000")
        begin = "psk --issued 2026-11-23 --given 10000"

        assert answer(" ".join((begin, *pays))) == answer(" ".join((begin, *reversed(pays))))


class TestDebt:
    def test_after_two_weeks_of_delay(self) -> None:
        """INT-1 and PEN-1 of the servicing vectors go on here: 37 days, 7 of them overdue."""
        assert answer(f"{DEBT} --on 2026-12-30") == {
            "principal": "10000.00",
            "interest": "2960.00",
            "penalty": "38.35",
            "total": "12998.35",
            "cap_room": "7001.65",
            "days_overdue": 7,
        }

    def test_on_the_day_that_reaches_the_cap(self) -> None:
        """CAP-1, day 119: interest first, and all is cut at the sum lent."""
        assert answer(f"{DEBT} --on 2027-03-22") == {
            "principal": "10000.00",
            "interest": "9517.81",
            "penalty": "482.19",
            "total": "20000.00",
            "cap_room": "0.00",
            "days_overdue": 89,
        }

    def test_with_payments(self) -> None:
        """INT-3: 4 000 on day ten, 800 of them interest."""
        told = answer(f"{DEBT} --on 2026-12-23 --paid 2026-12-03=4000.00")
        assert (told["principal"], told["interest"], told["total"]) == (
            "6800.00",
            "1088.00",
            "7888.00",
        )

        paid = answer(f"{DEBT} --on 2026-12-23 --paid 2026-12-03=4000 --paid 2026-12-23=7888")
        assert (paid["total"], paid["days_overdue"]) == ("0.00", 0)

    def test_a_due_day_off_moves_for_delay_only(self) -> None:
        """DAT-2: Sunday, 2026-12-06; interest of the moved day is counted all the same."""
        sunday = "debt --amount 10000 --rate 0.8 --issued 2026-11-22 --days 14"
        days = {day: answer(f"{sunday} --on 2026-12-{day}") for day in ("06", "07", "08")}

        assert [one["days_overdue"] for one in days.values()] == [0, 0, 1]
        assert [one["penalty"] for one in days.values()] == ["0.00", "0.00", "5.47"]
        assert days["07"]["interest"] == "1200.00"


class TestErrors:
    """One line on stderr, exit code 2, nothing on stdout."""

    @pytest.mark.parametrize(
        ("words", "line"),
        [
            ("quote", "the following arguments are required: --amount, --rate, --issued"),
            (QUOTE, "give either --days, or --payments together with --every"),
            (f"{QUOTE} --days 30 --every 14", "give either --days, or --payments together"),
            (f"{QUOTE} --payments 12", "give either --days, or --payments together with --every"),
            (f"{QUOTE} --days 0", "--days: «0» is not a whole number from 1 to 3660"),
            (f"{QUOTE} --days 2.5", "--days: «2.5» is not a whole number"),
            (f"{QUOTE} --days ٣٠", "--days: «٣٠» is not a whole number"),
            (f"{QUOTE} --days 14 --rate 0.9", "the daily rate of 0.9 % is above the cap of 0.8 %"),
            (f"{QUOTE} --days 14 --rate x", "--rate: «x» is not per cent a day like 0.8"),
            (f"{QUOTE} --days 14 --rate NaN", "--rate: «NaN» is not a sensible rate a day"),
            (f"{QUOTE} --days 14 --rate=-1", "--rate: «-1» is not a sensible rate a day"),
            (f"{QUOTE} --days 14 --amount x", "--amount: «x» is not a sum like 10000 or 10000.50"),
            (f"{QUOTE} --days 14 --amount 0", "--amount: «0» is not a sensible sum"),
            (f"{QUOTE} --days 14 --amount 1.234", "--amount: «1.234» is not a sum"),
            (f"{QUOTE} --days 14 --amount 1e99", "--amount: «1e99» is not a sensible sum"),
            (f"{QUOTE} --days 14 --issued 23.11.2026", "is not a date like 2026-11-23"),
            (f"{QUOTE} --days 14 --issued 2026-02-30", "is not a date like 2026-11-23"),
            (f"{QUOTE} --days 14 --issued 2010-01-01", "the table of the law has no row for"),
            ("psk --issued 2026-11-23 --given 1", "the following arguments are required: --pay"),
            ("psk --issued 2026-11-23 --given 1 --pay 5", "--pay: «5» is not like 2026-12-03="),
            (
                "psk --issued 2026-11-23 --given 100 --pay 2026-12-03=99.99",
                "the payments return less than was given",
            ),
            (
                "psk --issued 2026-11-23 --given 100 --pay 2026-11-23=100",
                "payments must follow the issue one after another",
            ),
            (f"{DEBT} --on 2026-11-22", "the loan has not been given by that day"),
            (f"{DEBT} --on 2026-12-01 --paid 2026-11-22=1", "nothing can happen to a loan"),
            (f"{DEBT} --on 2026-12-01 --paid 2026-11-25=-1", "--paid: «-1» is not a sensible sum"),
            (f"{QUOTE} --days 14 --on 2026-12-01", "unrecognized arguments: --on 2026-12-01"),
            ("fly", "invalid choice: 'fly'"),
            ("", "CLI subcommand is required"),
        ],
    )
    def test_are_told_in_one_line(self, words: str, line: str) -> None:
        done = command(words)

        assert (done.returncode, done.stdout) == (2, "")
        assert line in done.stderr
        assert done.stderr.count("\n") == 1

    @settings(max_examples=60, deadline=None, database=None)
    @example("amount", "\n")
    @given(
        some.sampled_from(["amount", "rate", "issued", "days", "on", "paid"]),
        some.text(some.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
    )
    def test_any_text_for_any_argument_is_answered_or_told_in_one_line(
        self, name: str, text: str
    ) -> None:
        given_ = dict(zip(*(iter(f"{DEBT} --on 2026-12-30".split()[1:]),) * 2, strict=True))
        words = [f"{key}={value}" for key, value in (given_ | {f"--{name}": text}).items()]
        out, err, code = run(["debt", *words])

        assert (code, err) == (0, "") if out else (code == 2 and err.count("\n") == 1)
        if out:
            json.loads(out)


def run(words: list[str]) -> tuple[str, str, int]:
    """The command line inside this process: what it prints, and its exit code."""
    out: list[str] = []
    err: list[str] = []
    code = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["bot", *words])
        patch.setattr(sys.stdout, "write", out.append)
        patch.setattr(sys.stderr, "write", err.append)
        try:
            main()
        except SystemExit as done:
            code = int(done.code or 0)
    return "".join(out), "".join(err), code


@pytest.mark.parametrize("words", [f"{QUOTE} --days 30", f"{DEBT} --on 2026-12-30"])
def test_aiogram_is_not_imported(words: str) -> None:
    """Its import alone takes six seconds on a small machine."""
    code = (
        f"import sys; sys.argv = ['bot', *{words.split()!r}]\n"
        "from bot.__main__ import main; main()\n"
        "sys.exit([m for m in ('aiogram', 'aiohttp', 'aiosqlite') if m in sys.modules] or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def kopecks(total: int) -> str:
    return f"{total // 100}.{total % 100:02}"

"""The tables that a lender keeps as CSV files; a wrong one is a clear line at start."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.process.settings import SettingsError
from bot.process.tables import read_incomes, read_market, read_stop_lists
from domain.money import Money
from domain.rules.cost import quarter
from domain.rules.decision.regions import names
from domain.rules.product import PRODUCTS
from tests.bot.process.test_command_line import command
from tests.bot.process.test_settings import NEEDED, given

SANDBOX = Path(__file__).parents[3] / "sandbox"
MARKET = "quarter,category,average,source\n2026Q4,2.3.1.1,219.5,Банк России\n"
INCOMES = "region,mean,valid_from,source\nТверская область,59000,2026-01-01,Росстат\n"
LISTS = "list,kind,value\nblock,phone,+79000000001\n115fz,inn,500100000115\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


class TestMarketAverages:
    def test_are_by_quarter_and_category(self, file: Path) -> None:
        file.write_text(MARKET, encoding="utf-8")
        market = read_market(file, must_be_known=True)

        assert market.averages == {("2026Q4", "2.3.1.1"): Decimal("219.5")}
        assert (market.must_be_known, market.test_data) == (True, False)

    def test_of_the_demo_are_marked_as_test_data_and_know_every_product(self) -> None:
        market = read_market(SANDBOX / "market_averages.csv", must_be_known=True)

        assert market.test_data
        for product in PRODUCTS.values():
            for day in (date(2026, 11, 22), date(2027, 4, 1), date(2031, 12, 31)):
                assert market.cap(product.category, day), quarter(day)

    @pytest.mark.parametrize(("word", "must"), [("block", True), ("warn", False)])
    def test_that_are_missing_block_or_warn_as_it_is_set(self, word: str, must: bool) -> None:
        market = given(MARKET_AVERAGES_MISSING=word).market()

        assert market.must_be_known is must

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "quarter,category\n2026Q4,2.3.1.1\n",
            MARKET + "2027Q1,2.3.1.1,двести,Банк России\n",
            MARKET + "2027Q1\n",
            "quarter;category;average;source\n2026Q4;2.3.1.1;219.5;Банк России\n",
            MARKET + "2027Q1,2.3.1.1,NaN,Банк России\n",
            MARKET + "2027Q1,2.3.1.1,-5,Банк России\n",
            MARKET + "2027-1,2.3.1.1,219,Банк России\n",
        ],
    )
    def test_that_cannot_be_read_are_one_clear_line(self, file: Path, text: str) -> None:
        file.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError) as error:
            given(MARKET_AVERAGES=str(file)).market()

        assert re.fullmatch(
            r"MARKET_AVERAGES: (the first line must be|line \d: \w+).+", str(error.value)
        )


class TestMeanIncomes:
    def test_are_by_region_and_day(self, file: Path) -> None:
        file.write_text(INCOMES, encoding="utf-8")
        incomes = read_incomes(file)

        assert incomes.on(date(2026, 1, 1)) == {"Тверская область": Money.rubles(59_000)}
        assert not incomes.test_data

    def test_of_the_demo_are_marked_as_test_data_and_know_every_region(self) -> None:
        incomes = read_incomes(SANDBOX / "mean_incomes.csv")

        assert incomes.test_data
        assert incomes.on(date(2026, 11, 30)).keys() == names()

    @pytest.mark.parametrize(
        "line",
        [
            "Тверская,59000,2026-01-01,Росстат",
            "Тверская область,много,2026-01-01,Росстат",
            "Тверская область,59,2026-01-01,Росстат",  # thousands
            "Тверская область,61000,2026-13-01,Росстат",
            "Тверская область,61000,2026-01-01,Росстат",  # twice
            "Тверская область,61000",
        ],
    )
    def test_that_cannot_be_read_stop_the_start_and_name_the_line(
        self, file: Path, line: str
    ) -> None:
        file.write_text(f"{INCOMES}{line}\n", encoding="utf-8")

        with pytest.raises(SettingsError, match=r"MEAN_INCOMES: line 3: "):
            given(MEAN_INCOMES=str(file)).incomes()


class TestStopLists:
    def test_are_lines_of_list_kind_and_value(self, file: Path) -> None:
        file.write_text(LISTS, encoding="utf-8")

        assert read_stop_lists(file) == [
            ("block", "phone", "+79000000001"),
            ("115fz", "inn", "500100000115"),
        ]

    def test_of_the_demo_can_be_read(self) -> None:
        assert {name for name, _, _ in read_stop_lists(SANDBOX / "stop_lists.csv")} == {
            "block",
            "115fz",
        }

    @pytest.mark.parametrize(
        ("line", "complaint"),
        [
            ("black,phone,+79000000001", "line 4: list is block or 115fz"),
            ("block,snils,11223344595", "line 4: list is block or 115fz, kind phone, passport"),
            ("block,phone,8 900 000-00-01", "line 4: "),
            ("block,passport,4510 123456", "line 4: "),
            ("block,inn,", "line 4: "),
            ("block", "line 4: "),
        ],
    )
    def test_with_a_wrong_line_name_it(self, file: Path, line: str, complaint: str) -> None:
        """A value in another form than the questionnaire's would stop nobody."""
        file.write_text(f"{LISTS}{line}\n", encoding="utf-8")
        with pytest.raises(SettingsError) as error:
            given(STOP_LISTS=str(file)).stop_entries()

        assert str(error.value).startswith(f"STOP_LISTS: {complaint}")
        assert "\n" not in str(error.value)

    def test_of_a_spreadsheet_with_its_mark_and_line_ends_can_be_read(self, file: Path) -> None:
        file.write_text(LISTS.replace("\n", "\r\n"), encoding="utf-8-sig", newline="")

        assert len(read_stop_lists(file)) == 2

    def test_with_nobody_on_them_are_empty(self, file: Path) -> None:
        file.write_text("list,kind,value\n", encoding="utf-8")

        assert read_stop_lists(file) == []

    @pytest.mark.parametrize("text", ["", "name,kind,value\nblock,phone,1\n", "\xff\xfe"])
    def test_that_are_no_such_table_are_one_clear_line(self, file: Path, text: str) -> None:
        file.write_text(text, encoding="latin-1")
        with pytest.raises(SettingsError, match=r"^STOP_LISTS: .+$"):
            given(STOP_LISTS=str(file)).stop_entries()

    def test_that_are_not_there_are_one_clear_line(self, file: Path) -> None:
        with pytest.raises(SettingsError, match=r"^STOP_LISTS: .*No such file"):
            given(STOP_LISTS=str(file)).stop_entries()


def test_a_bot_with_a_wrong_table_does_not_start(tmp_path: Path, database_file: Path) -> None:
    done = command(tmp_path, "run", DATABASE=str(database_file), STOP_LISTS="nowhere.csv", **NEEDED)

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("STOP_LISTS: ")
    assert "Traceback" not in done.stderr

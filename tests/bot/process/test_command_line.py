"""The commands, as somebody at a terminal meets them."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot import VERSION
from bot.doctor.examine import examine
from bot.doctor.finding import Ill
from bot.doctor.lender import without_biometrics
from bot.process.run import only_process
from bot.process.settings import SettingsError, load
from domain.rules.cost import next_quarter, quarter
from sandbox.clock.advance import MOSCOW
from sandbox.people.people import STAFF_GROUP
from sandbox.telegram import about
from sandbox.telegram.state import State
from sandbox.world import World
from storage.engine.sqlite import Sqlite
from storage.migrate import current, newest
from storage.queues.desk import DeskRows
from tests.bot.process.test_settings import ALL_MISSING, NEEDED
from tests.support.lender import ANNA

ROOT = Path(__file__).parents[3]


def without_right(member: Callable[..., Any], right: str) -> Callable[..., Any]:
    """Telegram's word about a member of a group, with one right less."""

    def told(*given: Any) -> Any:
        said = member(*given)
        return said | ({right: False} if right in said else {})

    return told


def command(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bot …` in an empty folder with nothing but these settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT)} | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_version_is_told(tmp_path: Path) -> None:
    done = command(tmp_path, "--version")

    assert (done.returncode, done.stdout, done.stderr) == (0, f"smartcash-bot {VERSION}\n", "")


@pytest.mark.parametrize("word", ["run", "migrate", "doctor"])
def test_without_settings_each_missing_one_is_a_line(tmp_path: Path, word: str) -> None:
    done = command(tmp_path, word)

    assert done.returncode == 2
    assert done.stdout == ""
    assert sorted(done.stderr.splitlines()) == ALL_MISSING


def test_migrate_makes_the_database(tmp_path: Path) -> None:
    done = command(tmp_path, "migrate", DATABASE="data/new.sqlite3", **NEEDED)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"data/new.sqlite3 is at revision {newest()}\n"
    assert current(tmp_path / "data" / "new.sqlite3") == newest()


def test_a_second_bot_on_the_same_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bot.sqlite3"
    with only_process(path):
        second = command(tmp_path, "run", DATABASE=str(path), **NEEDED)

    assert second.returncode == 2
    assert second.stderr.splitlines()[-1] == f"DATABASE: another bot is running on {path}"


class TestDoctor:
    @pytest.fixture
    async def world(self, tmp_path: Path) -> AsyncIterator[World]:
        made = World(tmp_path / "world", limits=False)
        async with TestServer(made.application()) as server:
            made.base_url = str(server.make_url("")).rstrip("/")
            yield made

    async def findings(
        self, world: World, capsys: pytest.CaptureFixture[str], **changed: object
    ) -> tuple[int, dict[str, str]]:
        """Exit code, and what is said of each thing, by its name."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        given = world.settings_for_bot(world.base_url, world.directory, port)
        values = {name.lower(): value for name, value in given.items()}
        code = await examine(load(**(values | changed), _env_file=None))
        lines = capsys.readouterr().out.splitlines()
        return code, dict(line.split(": ", 1) for line in lines)

    async def test_all_is_well(
        self, world: World, capsys: pytest.CaptureFixture[str], database_file: Path
    ) -> None:
        code, found = await self.findings(world, capsys, database=database_file)

        assert [line for line in found.items() if line[0].startswith("✗")] == []
        assert code == 0
        assert len(found) == 28
        assert found["✓ mean incomes"] == "warning: TEST DATA, 89 regions"
        assert found["✓ SMS and calls"].startswith("strangers wait from 1000 SMS an hour")
        assert found["✓ Telegram"].startswith("@")

    async def test_each_trouble_says_how_to_mend_it(
        self, world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        code, found = await self.findings(
            world,
            capsys,
            database=tmp_path / "not yet" / "there.sqlite3",
            staff_chat=-100,
            yookassa_shop_key="wrong",
            yookassa_gateway_key="wrong",
            sms_api="http://127.0.0.1:1",
        )

        assert code == 1
        ill = {name: line for name, line in found.items() if name.startswith("✗")}
        assert ill["✗ database"].endswith("run «python -m bot migrate»")
        assert "add the bot to the group of STAFF_CHAT" in ill["✗ staff group"]
        assert "YOOKASSA_SHOP_ID" in ill["✗ YooKassa payments"]
        assert "YOOKASSA_GATEWAY_ID" in ill["✗ YooKassa payouts"]
        assert "check SMS_API" in ill["✗ SMS_API"]
        assert len(ill) == 5

    async def test_a_group_that_has_moved_is_named(
        self, world: World, capsys: pytest.CaptureFixture[str], database_file: Path
    ) -> None:
        new = world.telegram.upgrade_group(ANNA)
        code, found = await self.findings(world, capsys, database=database_file)
        assert code == 1
        assert found["✗ staff group"] == f"it has another id: set STAFF_CHAT={new}"

        db = await Sqlite.open(database_file)
        await DeskRows(db, STAFF_GROUP).moved(STAFF_GROUP, new)
        await db.close()
        code, found = await self.findings(world, capsys, database=database_file)
        assert code == 0
        assert found["✓ staff group"].endswith(f"has another id: set STAFF_CHAT={new}")

    @pytest.mark.parametrize(
        ("setting", "line"),
        [
            ("phone_change_approvers", "✗ changes of phone"),
            ("block_rights", "✗ blocks"),
        ],
    )
    async def test_who_has_a_right_and_is_no_member_of_the_group_is_named(
        self,
        world: World,
        capsys: pytest.CaptureFixture[str],
        database_file: Path,
        setting: str,
        line: str,
    ) -> None:
        nobody, igor, olga = 5, 900002, 900001
        world.telegram.member_becomes(ANNA, igor, "kicked")
        world.telegram.member_becomes(ANNA, olga, "silenced")  # in it all the same
        people = {setting: frozenset({ANNA, olga, igor, nobody})}
        code, found = await self.findings(world, capsys, database=database_file, **people)
        assert code == 1
        assert [one for one in found if one.startswith("✗")] == [line]
        assert found[line].startswith(f"{nobody}, {igor} can't")
        assert setting.upper() in found[line]

        world.telegram.member_becomes(ANNA, igor, "member")
        people = {setting: frozenset({ANNA, olga, igor})}
        code, _ = await self.findings(world, capsys, database=database_file, **people)
        assert code == 0

    async def test_a_staff_group_that_anybody_can_look_into_is_found(
        self, world: World, capsys: pytest.CaptureFixture[str], database_file: Path
    ) -> None:
        world.telegram.open_group(open_=True)
        code, found = await self.findings(world, capsys, database=database_file)
        assert code == 1
        assert found["✗ staff group"].endswith("which is public: make it private")

    async def test_an_owner_who_never_pressed_start_is_named(
        self, world: World, capsys: pytest.CaptureFixture[str], database_file: Path
    ) -> None:
        owners = frozenset({ANNA, 5})
        code, found = await self.findings(world, capsys, database=database_file, owners=owners)
        assert code == 1
        assert found["✗ owners"].startswith("5 can't be written to")
        _, found = await self.findings(world, capsys, database=database_file, owners=frozenset())
        assert found["✓ owners"].startswith("warning: nobody hears")

    @pytest.mark.parametrize(
        "address",
        [
            "ht!tp://nowhere",
            "http://",
            "http://[::1",
            "telegram",
            "http://127.0.0.1:1/{x}",
            "//a b",
        ],
    )
    async def test_a_malformed_address_never_shows_the_token(
        self, world: World, capsys: pytest.CaptureFixture[str], address: str
    ) -> None:
        token = "123456:" + "Secret" * 6
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        given = world.settings_for_bot(world.base_url, world.directory, port)
        values = {name.lower(): value for name, value in given.items()}
        changed = {"telegram_api": address, "bot_token": token, "clock_file": ""}
        try:
            await examine(load(**(values | changed), _env_file=None))
        except SettingsError as error:
            told = str(error)
            assert told.startswith("TELEGRAM_API: is no address")
        else:
            told = "".join(capsys.readouterr())
            assert "✗ Telegram: " in told
        assert "Secret" not in told

    @pytest.mark.parametrize(
        ("setting", "line"),
        [
            ("sms_password", "✗ SMS_API"),
            ("sms_login", "✗ SMS_API"),
            ("owner_check_key", "✗ OWNER_CHECK_API"),
            ("fincert_key", "✗ FINCERT_API"),
            ("biometrics_key", "✗ biometrics"),
            ("bureaus__three__key", "✗ BUREAUS__THREE__API"),
        ],
    )
    async def test_a_wrong_key_is_found_by_asking_and_named(
        self, world: World, capsys: pytest.CaptureFixture[str], setting: str, line: str
    ) -> None:
        _, found = await self.findings(world, capsys, **{setting: "wrong-secret"})

        assert [one for one in found if one.startswith("✗")] == ["✗ database", line]
        assert setting.upper() in found[line]
        assert "wrong-secret" not in found[line]

    async def test_asking_for_the_keys_sends_nobody_anything_and_asks_about_nobody(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        await self.findings(world, capsys)

        asked = {(one["of"], one["method"]) for one in world.calls.list(since=0, of=None)}
        assert asked >= {("sms", "balance"), ("bureau", "access"), ("owner", "access")}
        told = {one for one in asked if one[0] not in ("telegram", "bank")}
        assert {method for _, method in told} == {"balance", "access"}
        assert world.sms.messages() == []

    async def test_an_operator_without_money_and_a_desk_that_is_none_are_found(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        world.sms.balance = "0.00"
        elsewhere = f"{world.base_url}/nowhere"
        _, found = await self.findings(world, capsys, owner_check_api=elsewhere)

        assert "top up the account" in found["✗ SMS_API"]
        assert "HTTP 404): check OWNER_CHECK_API" in found["✗ OWNER_CHECK_API"]

    async def test_without_the_quarter_s_averages_nothing_is_well(
        self, world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        today = world.clock.now().astimezone(MOSCOW).date()
        head, this, then = "quarter,category,average,source", quarter(today), next_quarter(today)
        table = tmp_path / "averages.csv"

        async def told(*rows: str, missing: str = "block") -> str:
            table.write_text("\n".join([head, *rows]), encoding="utf-8")
            _, found = await self.findings(
                world, capsys, market_averages=str(table), market_averages_missing=missing
            )
            (line,) = (one for one in found if one.endswith("market averages"))
            return f"{line[0]} {found[line]}"

        one = f"{this},2.3.1.1,285.0,here"
        assert (await told()).startswith(f"✗ none of {this} for payday, instalments, so such")
        assert (await told(one)).startswith(f"✗ none of {this} for instalments, so such")
        assert (await told(one, missing="warn")).startswith("✓ warning: none of")
        both = (one, f"{this},2.3.2.2,240.0,here")
        late = (then - today).days <= 14
        assert (await told(*both)) == (
            f"✓ warning: {this} is known, {quarter(then)} from {then} isn't: add it in time"
            if late
            else f"✓ {this} is known"
        )
        assert "MARKET_AVERAGES: line 2" in await told("nonsense,a,b,c")

        _, found = await self.findings(world, capsys, market_averages="")
        assert "the file of MARKET_AVERAGES" in found["✗ market averages"]

    @pytest.mark.parametrize(
        ("setting", "value"),
        [
            ("lender_inn", "7700000000"),
            ("lender_inn", "500100732259"),
            ("lender_inn", "0000000000"),
            ("lender_ogrn", "1157700000000"),
            ("lender_ogrn", "115770000000"),
            ("lender_phone", "позвоните"),
            ("lender_email", "help at example.org"),
        ],
    )
    async def test_details_of_the_lender_that_can_t_be_are_named(
        self, world: World, capsys: pytest.CaptureFixture[str], setting: str, value: str
    ) -> None:
        _, found = await self.findings(world, capsys, **{setting: value})

        assert found["✗ lender"].startswith(setting.upper())

    async def test_a_group_without_topics_or_rights_is_named_with_what_is_missing(
        self, world: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(about, "_member", without_right(about._member, "can_delete_messages"))
        _, found = await self.findings(world, capsys)
        assert found["✗ staff group"].endswith("to delete messages")

        told = State.chat
        monkeypatch.setattr(State, "chat", lambda *given: {**told(*given)} | {"is_forum": False})
        _, found = await self.findings(world, capsys)
        assert found["✗ staff group"].startswith("turn on topics in the settings of «")

    async def test_a_misspelt_setting_is_named_with_the_right_one(
        self,
        world: World,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        _, found = await self.findings(world, capsys)
        assert found["✓ settings"] == "each name is a setting's"

        (tmp_path / ".env").write_text("COMPOSE_PROJECT_NAME=x\n")
        _, found = await self.findings(world, capsys)
        assert found["✓ settings"].startswith("warning: .env sets COMPOSE_PROJECT_NAME, which")

        (tmp_path / ".env").write_text("MARKET_AVERAGE=averages.csv\n")
        monkeypatch.setenv("BUREAU__ONE__KEY", "k")
        _, found = await self.findings(world, capsys)
        assert "MARKET_AVERAGE is no setting: is MARKET_AVERAGES meant?" in found["✗ settings"]
        assert "is BUREAUS__ONE__KEY meant?" in found["✗ settings"]

    async def test_notifications_that_cannot_arrive_are_told(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        published = "185.71.76.0/27"
        _, found = await self.findings(world, capsys, bank_addresses=published)
        assert "set TRUSTED_PROXIES=127.0.0.1" in found["✓ YooKassa notifications"]

        for change in ({"trusted_proxies": "127.0.0.1"}, {"web_host": "0.0.0.0"}):
            _, found = await self.findings(world, capsys, bank_addresses=published, **change)
            assert found["✓ YooKassa notifications"] == "accepted from BANK_ADDRESSES"

    @pytest.mark.parametrize(
        ("day", "word"),
        [
            (date(2026, 11, 30), "not needed before 2027-03-01"),
            (date(2026, 12, 1), "warning: needed from 2027-03-01 for every contract"),
            (date(2027, 2, 28), "warning: needed from 2027-03-01 for every contract"),
        ],
    )
    def test_biometrics_are_asked_for_ninety_days_ahead(self, day: date, word: str) -> None:
        assert without_biometrics(day).startswith(word)

    def test_without_biometrics_nothing_is_well_from_the_day_on(self) -> None:
        with pytest.raises(Ill, match="needed since 2027-03-01, no contract can be signed"):
            without_biometrics(date(2027, 3, 1))

    async def test_biometrics_are_looked_at_like_the_others(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        _, found = await self.findings(world, capsys)
        assert found["✓ biometrics"].endswith("/biometrics takes the key")
        _, found = await self.findings(world, capsys, biometrics_api="http://127.0.0.1:1")
        assert "check BIOMETRICS_API" in found["✗ biometrics"]

    async def test_too_few_bureaus_are_told(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        _, found = await self.findings(world, capsys)
        assert found["✓ bureaus"] == "4 are asked: one, two, three, four"
        assert found["✓ BUREAUS__FOUR__API"].endswith("/bureau/four takes the key")

        one = {"api": f"{world.base_url}/bureau/one", "key": "k"}
        _, found = await self.findings(world, capsys, bureaus={"one": one})
        assert found["✓ bureaus"].startswith("warning: one only; the law wants every qualified")

    async def test_rights_that_nobody_has_are_told(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        _, found = await self.findings(world, capsys, phone_change_approvers="", block_rights="")
        assert "set PHONE_CHANGE_APPROVERS" in found["✓ changes of phone"]
        assert "set BLOCK_RIGHTS" in found["✓ blocks"]

    async def test_prices_that_nobody_has_set_are_told(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        _, found = await self.findings(world, capsys, sms_price="")
        assert found["✓ SMS and calls"].endswith("set SMS_PRICE and CALL_PRICE")

    async def test_a_wrong_token_and_a_wrong_address_are_found(
        self, world: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        token = "700:" + "x" * 30
        _, found = await self.findings(world, capsys, bot_token=token)
        assert "check BOT_TOKEN" in found["✗ Telegram"]

        _, found = await self.findings(world, capsys, telegram_api=f"{world.base_url}/nothing")
        assert "TELEGRAM_API" in found["✗ Telegram"]


async def test_a_wrong_token_stops_the_bot_with_one_line(
    tmp_path: Path, database_file: Path
) -> None:
    world = World(tmp_path / "world", limits=False)
    async with TestServer(world.application()) as server:
        world.base_url = str(server.make_url("")).rstrip("/")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        given = world.settings_for_bot(world.base_url, world.directory, port)
        wrong = given | {"BOT_TOKEN": "700:" + "x" * 30, "DATABASE": str(database_file)}
        done = await asyncio.to_thread(command, tmp_path, "run", **wrong)

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "BOT_TOKEN: Telegram does not know this token"
    assert "Traceback" not in done.stderr

"""Settings: what is missing or wrong is named in a line each, and no secret is shown."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest

from bot.intake.addresses import YOOKASSA, Senders, read_networks
from bot.process.settings import Settings, SettingsError, load
from domain.rules.cost import MarketAverages
from domain.rules.rights import Rights

EXAMPLE = Path(__file__).parents[3] / ".env.example"
SECRET = "very-secret-value-0123456789"
LONE = {
    "BOT_TOKEN": f"700:{SECRET}",
    "STAFF_CHAT": "-1001",
    "DATA_KEY": "1:" + base64.b64encode(b"k" * 32).decode(),
    "CODE_PEPPER": SECRET,
    "YOOKASSA_SHOP_ID": "100500",
    "YOOKASSA_SHOP_KEY": SECRET,
    "YOOKASSA_GATEWAY_ID": "200500",
    "YOOKASSA_GATEWAY_KEY": SECRET,
    "RETURN_URL": "https://t.me/bot",
    "SMS_LOGIN": "lender",
    "SMS_PASSWORD": SECRET,
    "OWNER_CHECK_API": "http://127.0.0.1:1/owner",
    "OWNER_CHECK_KEY": SECRET,
    "FINCERT_API": "http://127.0.0.1:1/fincert",
    "FINCERT_KEY": SECRET,
    "LENDER_INN": "7700000009",
    "LENDER_OGRN": "1157700000006",
    "LENDER_REGISTER_NUMBER": "001603045000000",
    "LENDER_ADDRESS": "101000, Москва, ул. Учебная, д. 1",
    "LENDER_PHONE": "8 800 000-00-00",
    "LENDER_EMAIL": "help@example.org",
}
BUREAUS = {
    "BUREAUS__ONE__API": "http://127.0.0.1:1/bureau/one",
    "BUREAUS__ONE__KEY": SECRET,
    "BUREAUS__TWO__API": "http://127.0.0.1:1/bureau/two",
    "BUREAUS__TWO__KEY": SECRET,
}
NEEDED = LONE | BUREAUS
ALL_MISSING = sorted(
    [
        *(f"{name} is not set: see .env.example" for name in LONE),
        "BUREAUS: no bureau is set: give BUREAUS__ONE__API and BUREAUS__ONE__KEY, and so for "
        "each bureau that is to be asked: see .env.example",
    ]
)
ON_LOOPBACK = {
    "TELEGRAM_API": "http://127.0.0.1:1/telegram",
    "YOOKASSA_API": "http://localhost:1/bank/v3",
    "SMS_API": "http://[::1]:1/sms",
}


@pytest.fixture(autouse=True)
def no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [*Settings.model_fields, *NEEDED]:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def given(**changed: str) -> Settings:
    return load(**{name.lower(): value for name, value in (NEEDED | changed).items()})


def complaint(**changed: str) -> str:
    with pytest.raises(SettingsError) as error:
        given(**changed)
    return str(error.value)


def test_what_is_needed_is_enough() -> None:
    settings = given()

    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.clock_file is None
    assert settings.stop_entries() == []
    assert settings.market() == MarketAverages({}, must_be_known=True)


def test_they_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WEB_PORT", "9090")

    assert load().web_port == 9090


def test_they_come_from_the_file_env_too(tmp_path: Path) -> None:
    text = "\n".join(f"{name}={value}" for name, value in NEEDED.items())
    (tmp_path / ".env").write_text(text)

    assert load().staff_chat == -1001


def test_each_missing_one_is_a_line_of_its_own() -> None:
    with pytest.raises(SettingsError) as error:
        load()

    lines = str(error.value).splitlines()
    assert sorted(lines) == ALL_MISSING


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BOT_TOKEN", SECRET, "@BotFather"),
        ("STAFF_CHAT", "group", "integer"),
        ("LENDER_PHONE", "", "at least 1"),
        ("MARKET_AVERAGES_MISSING", "shrug", "'block' or 'warn'"),
        ("DATA_KEY", f"1:{SECRET}", "base64 of 32 bytes"),
        ("DATA_KEY", SECRET, "base64 of 32 bytes"),
        ("CODE_PEPPER", "short-secret", "16"),
        ("YOOKASSA_SHOP_KEY", "", "at least 1"),
        ("WEB_PORT", "eighty", "integer"),
        ("BANK_ADDRESSES", "185.71.76.0/27, 300.1.1.1", "«300.1.1.1» is not an address"),
        ("BANK_ADDRESSES", "185.71.76.1/27", "«185.71.76.1/27» is not an address or a network"),
        ("BANK_ADDRESSES", " , ", "at least one address"),
        ("TRUSTED_PROXIES", "nginx", "«nginx» is not an address"),
        ("TRUSTED_PROXIES", "10.0.0.1, ::/0", "everybody"),
    ],
)
def test_a_wrong_one_is_one_line_that_names_it_and_no_secret(
    name: str, value: str, words: str
) -> None:
    (line,) = complaint(**{name: value}).splitlines()

    assert line.startswith(f"{name}: ")
    assert words in line
    assert "secret" not in line


def test_the_bank_s_addresses_are_those_that_it_publishes() -> None:
    senders = given().bank_senders()
    assert senders == Senders(allowed=YOOKASSA, proxies=())
    assert given(TRUSTED_PROXIES="").bank_senders() == senders
    documented = re.search(r"BANK_ADDRESSES=(.+)", EXAMPLE.read_text(encoding="utf-8"))
    assert documented is not None
    assert given(BANK_ADDRESSES=documented[1]).bank_senders() == senders


class TestTheBureaus:
    """Any number of them, each by its name."""

    def alone(self, **changed: str) -> Settings:
        return load(**{name.lower(): value for name, value in (LONE | changed).items()})

    @pytest.mark.parametrize("names", [("one",), ("nbki", "okb", "skoring_2", "four", "five")])
    def test_are_as_many_as_the_operator_writes(
        self, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
    ) -> None:
        for name in names:
            monkeypatch.setenv(f"BUREAUS__{name.upper()}__API", f"https://{name}.example.org")
            monkeypatch.setenv(f"BUREAUS__{name.upper()}__KEY", f"{SECRET}-{name}")
        settings = self.alone()

        assert set(settings.bureaus) == set(names)
        for name, access in settings.bureaus.items():
            assert access.api == f"https://{name}.example.org"
            assert access.key.get_secret_value() == f"{SECRET}-{name}"
        assert SECRET not in repr(settings)

    def test_are_read_by_borrowers_under_their_titles(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("one", "two"):
            monkeypatch.setenv(f"BUREAUS__{name.upper()}__API", f"https://{name}.example.org")
            monkeypatch.setenv(f"BUREAUS__{name.upper()}__KEY", SECRET)
        monkeypatch.setenv("BUREAUS__ONE__TITLE", "НБКИ")

        assert self.alone().bureau_titles() == {"one": "НБКИ", "two": "two"}

    def test_come_from_the_file_too(self, tmp_path: Path) -> None:
        lines = [f"{name}={value}" for name, value in NEEDED.items()]
        (tmp_path / ".env").write_text("\n".join(lines))

        assert list(load().bureaus) == ["one", "two"]

    def test_of_which_there_is_none_are_told_in_a_sentence(self) -> None:
        with pytest.raises(SettingsError, match=r"^BUREAUS: no bureau is set: give BUREAUS__ONE"):
            self.alone()

    def test_of_an_earlier_version_are_told_by_their_new_names(self) -> None:
        with pytest.raises(SettingsError, match=r"^BUREAUS: BUREAU_ONE_API has become BUREAUS__"):
            self.alone(BUREAU_ONE_API="http://127.0.0.1:1/bureau/one")

    def test_may_stand_beside_the_settings_of_an_earlier_version(self) -> None:
        assert list(given(BUREAU_ONE_API="http://127.0.0.1:1").bureaus) == ["one", "two"]

    @pytest.mark.parametrize("part", ["API", "KEY"])
    def test_lack_a_part_that_is_named(self, part: str) -> None:
        name = f"BUREAUS__ONE__{part}"
        some = {one: value for one, value in BUREAUS.items() if one != name}
        with pytest.raises(SettingsError, match=f"^{name} is not set"):
            self.alone(**some)

    @pytest.mark.parametrize("name", ["o:e", "первое", "o e", "x" * 40, ""])
    def test_have_names_that_can_be_kept(self, name: str) -> None:
        """They stand in the subjects of jobs, after a colon."""
        with pytest.raises(SettingsError, match="is no name of a bureau"):
            given(**{f"BUREAUS__{name}__API": "http://h", f"BUREAUS__{name}__KEY": SECRET})


def test_addresses_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = {"BANK_ADDRESSES": "127.0.0.1, ::1", "TRUSTED_PROXIES": "10.0.0.0/8"}
    for name, value in (NEEDED | changed).items():
        monkeypatch.setenv(name, value)

    assert load().bank_senders() == Senders(
        allowed=read_networks("127.0.0.1,::1"), proxies=read_networks("10.0.0.0/8")
    )


def test_secrets_are_not_shown_by_the_settings_themselves() -> None:
    assert SECRET not in repr(given()) + str(given())


def test_papers_print_the_lenders_details() -> None:
    """They stand on the contract, so nobody signs with a lender that has none."""
    names = {"name", "inn", "ogrn", "register_number", "address", "phone", "email"}

    assert given().lender().keys() == names
    assert all(given().lender().values())


class TestASimulatedClock:
    """Only for a simulated world: every outer system must be on this machine."""

    def test_is_taken_when_all_are_on_loopback(self) -> None:
        assert given(CLOCK_FILE="clock", **ON_LOOPBACK).clock_file == Path("clock")

    @pytest.mark.parametrize("name", [*ON_LOOPBACK, "BUREAUS__TWO__API", "OWNER_CHECK_API"])
    @pytest.mark.parametrize(
        "address",
        ["https://api.example.org", "http://127.0.0.1.example.org", "http://127.0.0.1@example.org"],
    )
    def test_is_refused_when_one_is_not(self, name: str, address: str) -> None:
        everything: dict[str, Any] = {"CLOCK_FILE": "clock", **ON_LOOPBACK, name: address}

        assert name in complaint(**everything)

    @pytest.mark.parametrize("name", ["CLOCK_FILE", "STOP_LISTS", "MARKET_AVERAGES"])
    def test_an_empty_file_is_none(self, name: str) -> None:
        assert getattr(given(**{name: ""}), name.lower()) is None


def test_a_webhook_needs_its_secret() -> None:
    """Without one there would be nobody to take the updates in."""
    url = "https://bot.example.org/telegram"
    assert "WEBHOOK_SECRET" in complaint(WEBHOOK_URL=url)
    assert "WEBHOOK_SECRET" in complaint(WEBHOOK_URL=url, WEBHOOK_SECRET="не латиница")
    assert given(WEBHOOK_URL=url, WEBHOOK_SECRET="a-secret_1").webhook_url == url


def test_every_setting_is_documented() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    # Only a simulated world has the one; the other is of earlier versions.
    hidden = {"clock_file", "bureau_one_api"}
    for name in Settings.model_fields:
        assert bool(re.search(rf"^#?{name.upper()}(__.+)?=", text, re.M)) is (name not in hidden)


def test_some_of_the_staff_have_rights_and_without_a_word_nobody_has() -> None:
    some = given(PHONE_CHANGE_APPROVERS="900003, 900004", BLOCK_RIGHTS="900003")

    assert some.rights() == Rights(
        change_phone=frozenset({900003, 900004}), block=frozenset({900003})
    )
    assert given().rights() == Rights()


def test_a_name_is_no_id_of_an_account() -> None:
    assert complaint(BLOCK_RIGHTS="@anna").startswith("BLOCK_RIGHTS: expected ids of Telegram")


def test_photos_are_kept_for_thirty_days_or_as_said() -> None:
    assert given().photo_keep_days == 30
    assert given(PHOTO_KEEP_DAYS="7").photo_keep_days == 7
    assert "PHOTO_KEEP_DAYS" in complaint(PHOTO_KEEP_DAYS="0")

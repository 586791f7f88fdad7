"""Every setting with values that it can't have: one sentence that names it, and no traceback."""

from pathlib import Path

import pytest

from bot.process.settings import Settings, SettingsError, load
from tests.bot.process.test_settings import (
    NEEDED,
    SECRET,
    complaint,
    given,
    no_settings_of_the_developer,
)

__all__ = ["no_settings_of_the_developer"]

ADDRESSES = (
    "telegram_api",
    "yookassa_api",
    "return_url",
    "sms_api",
    "owner_check_api",
    "fincert_api",
    "biometrics_api",
    "fiscal_api",
    "webhook_url",
    "bureaus__one__api",
)
NO_ADDRESS = (
    "smsc.ru",
    "https://",
    "http:///report",
    "ftp://smsc.ru",
    "https://sms c.ru",
    "https://smsc.ru:99999",
    "https://-",
    "нет",
)
NUMBERS = {
    "staff_chat": ("0", "900001", "-1e5", "-99999999999999999999"),
    "web_port": ("0", "99999", "-1", "8081.5"),
    "idle_minutes": ("-1", "nan", "inf", "1e300"),
    "gateway_timeout": ("0", "nan", "inf", "1e300", "ten"),
    "telegram_timeout": ("0", "-5", "nan", "inf"),
    "photo_keep_days": ("0", "1e9", "99999999999", "week"),
    "bureau_report_workdays": ("0", "99999999999"),
    "dispute_answer_workdays": ("-1", "99999999999"),
    "write_off_after_days": ("0", "99999999999"),
    "sms_price": ("-1", "4.155", "NaN", "пять"),
    "call_price": ("-0.01", "99999", "inf"),
    "sms_most_an_hour": ("0", "1e9", "много"),
    "sms_most_a_day": ("0", "-5"),
    "calls_most_an_hour": ("0", "1.5"),
    "calls_most_a_day": ("0", "99999999999"),
    "mpl_50_80": ("-1", "101", "NaN", "много"),
    "mpl_over_80": ("-1", "101", "Infinity"),
}
WORDS = {
    "log_level": ("blah", "", "10"),
    "fiscal_receipts": ("yes", ""),
    "market_averages_missing": ("no", ""),
    "phone_change_approvers": ("@anna", "1,two"),
    "block_rights": ("анна", "-5"),
    "owners": ("@anna", "-5"),
    "bank_addresses": ("nowhere", "1.2.3"),
    "trusted_proxies": ("0.0.0.0/0", "nginx"),
    "bot_token": ("", "token", ":"),
    "data_key": ("", "key", "1:short"),
    "code_pepper": ("", "short"),
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, value) for name in ADDRESSES for value in NO_ADDRESS),
        *((name, one) for name, wrong in (NUMBERS | WORDS).items() for one in wrong),
        *((name.lower(), "") for name in NEEDED if name != "CODE_PEPPER"),
    ],
)
def test_a_value_that_can_t_be_is_one_sentence(name: str, value: str) -> None:
    (line,) = complaint(**{name.upper(): value}).splitlines()

    assert line.startswith(f"{name.upper()}: ")
    assert SECRET not in line


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize(
    "address",
    ["https://api.example.org/v3", "http://127.0.0.1:8090/x", "http://[::1]:1/x", "http://sms_1/x"],
)
def test_an_address_is_taken_as_it_is(name: str, address: str) -> None:
    secret = {"WEBHOOK_SECRET": "secret", "BIOMETRICS_KEY": "secret"}
    settings = given(**{name.upper(): address}, **secret)
    found = settings.bureaus["one"].api if "__" in name else getattr(settings, name)
    assert found == address


def test_log_levels_are_read_in_small_letters_too() -> None:
    assert given(LOG_LEVEL="debug").log_level == "DEBUG"


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert complaint(DATABASE=str(tmp_path)).startswith("DATABASE: is a folder: name the file")
    assert complaint(DATABASE="").startswith("DATABASE: is a folder")
    (tmp_path / "file").write_text("")
    assert "is a file and no folder" in complaint(DATABASE=str(tmp_path / "file" / "a" / "db"))
    assert given(DATABASE=str(tmp_path / "new" / "db")).database == tmp_path / "new" / "db"


def test_bureaus_as_one_word_are_told_how_to_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NEEDED.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("BUREAUS", "one,two")
    with pytest.raises(SettingsError, match=r"^BUREAUS: write it as BUREAUS__ONE__API"):
        load()


def test_a_file_env_of_another_kind_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("LENDER_NAME=ООО".encode("cp1251"))
    with pytest.raises(SettingsError, match=r"^\.env can't be read: it isn't UTF-8$"):
        load()


def test_no_setting_was_left_out_of_this_walk() -> None:
    """Texts that may be anything, and files, which tests/bot/process/test_tables.py breaks."""
    free = {
        "webhook_secret",  # test_a_webhook_needs_its_secret
        "sms_sender",
        "bureau_one_api",
        "bureaus",
        "biometrics_key",
        "fiscal_key",
        "stop_lists",
        "market_averages",
        "mean_incomes",
        "web_host",
        "clock_file",
        "database",
        "lender_name",
    }
    walked = {*ADDRESSES, *NUMBERS, *WORDS, *(name.lower() for name in NEEDED)}
    assert set(Settings.model_fields) - walked == free

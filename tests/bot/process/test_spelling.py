"""Names of settings that are nearly right."""

import pytest

from bot.process.settings import Settings, SettingsError, load
from bot.process.spelling import misspelt
from tests.bot.process.test_settings import NEEDED, no_settings_of_the_developer

__all__ = ["no_settings_of_the_developer"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("YOOKASA_SHOP_ID", "YOOKASSA_SHOP_ID"),
        ("yookassa_shopid", "YOOKASSA_SHOP_ID"),
        ("MARKET_AVERAGE", "MARKET_AVERAGES"),
        ("LOGLEVEL", "LOG_LEVEL"),
        ("BUREAUS__NBKI__KYE", "BUREAUS__NBKI__KEY"),
        ("BUREAUS_NBKI_API", "BUREAUS__NBKI__API"),
        ("BUREAU_TWO_API", "BUREAUS__TWO__API"),
    ],
)
def test_a_misspelt_name_has_its_nearest(wrong: str, right: str) -> None:
    assert misspelt([wrong], Settings.model_fields) == {wrong.upper(): right}


@pytest.mark.parametrize(
    "name",
    [
        *(one.upper() for one in Settings.model_fields),
        *NEEDED,
        "BUREAUS__ANY_NAME__TITLE",
        "PATH",
        "HOME",
        "DATABASE_URL",
        "SANDBOX_PORT",
        "COMPOSE_PROJECT_NAME",
    ],
)
def test_what_is_right_or_somebody_else_s_is_left_alone(name: str) -> None:
    assert misspelt([name], Settings.model_fields) == {}


def test_a_missing_setting_is_told_with_the_name_that_stands_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = {name: value for name, value in NEEDED.items() if name != "YOOKASSA_SHOP_ID"}
    for name, value in (given | {"YOOKASA_SHOP_ID": "100500"}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load()
    assert str(error.value).splitlines() == [
        "YOOKASSA_SHOP_ID is not set: see .env.example",
        "YOOKASA_SHOP_ID is no setting: is YOOKASSA_SHOP_ID meant?",
    ]

"""A secret never gets into what is printed or logged, whatever carries it there."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from pydantic import SecretStr

from bot.__main__ import _no_secrets
from bot.process.logs import set_up
from bot.process.secrecy import Hiding
from bot.process.settings import Settings, load
from tests.bot.process.test_settings import NEEDED

TOKEN = "123456:" + "Secret" * 6
PASSWORD = 'пар"оль/для бюро'


@pytest.fixture
def settings() -> Settings:
    changed = {
        "BOT_TOKEN": TOKEN,
        "BUREAUS__ONE__KEY": PASSWORD,
        "SMS_API": "https://me:hidden-word@sms.example.org",
    }
    values = {name.lower(): value for name, value in (NEEDED | changed).items()}
    return load(**values, _env_file=None)


@pytest.fixture
def log(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stderr", told)
    kept, root = structlog.get_config(), logging.getLogger()
    handlers, root.handlers = root.handlers, []
    set_up("INFO", Hiding.of(settings))
    yield told
    structlog.configure(**kept)
    root.handlers = handlers


def test_every_secret_of_the_settings_is_known(settings: Settings) -> None:
    hide = Hiding.of(settings)
    secrets = [
        one.get_secret_value()
        for one in vars(settings).values()
        if isinstance(one, SecretStr) and one.get_secret_value()
    ]

    assert len(secrets) >= 7
    for secret in (*secrets, PASSWORD, "hidden-word", TOKEN.partition(":")[2]):
        assert secret not in hide(f"before {secret} after")
        assert json.dumps(secret)[1:-1] not in hide(json.dumps({"of": secret}))


def test_what_is_no_secret_stays(settings: Settings) -> None:
    told = "bot 123456 at https://sms.example.org: ClientConnectorError"

    assert Hiding.of(settings)(told) == told


def test_a_traceback_in_the_log_has_none(log: io.StringIO) -> None:
    try:
        raise ValueError(f"http://x/bot{TOKEN}/getMe")
    except ValueError:
        structlog.get_logger().exception("update failed", why=PASSWORD)

    assert "update failed" in log.getvalue()
    assert "http://x/bot***/getMe" in log.getvalue()
    assert "Secret" not in log.getvalue()
    assert json.dumps(PASSWORD)[1:-1] not in log.getvalue()


def test_what_a_library_logs_has_none(log: io.StringIO) -> None:
    try:
        raise ValueError(f"psw={PASSWORD}")
    except ValueError:
        logging.getLogger("aiohttp.server").exception("lost %s", TOKEN)

    assert "lost ***" in log.getvalue()
    assert "psw=***" in log.getvalue()


@pytest.mark.parametrize("kind", [ValueError, OSError])
def test_what_ends_a_command_has_none(
    settings: Settings, kind: type[Exception], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit), _no_secrets(settings):
        raise kind(f"http://x/bot{TOKEN}/getMe")

    assert "http://x/bot***/getMe" in capsys.readouterr().err

"""The command line: python -m bot run | demo | migrate | doctor | quote | psk | debt | --version.

Each command imports what it needs when it runs: aiogram alone takes seconds.
"""

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from pydantic import BaseModel, ValidationError
from pydantic_settings import CliApp, CliSubCommand
from pydantic_settings import SettingsError as CliError

from bot import VERSION
from domain.rules.regulation import BadTable

if TYPE_CHECKING:
    from bot.process.secrecy import Hiding
    from bot.process.settings import Settings


class Run(BaseModel):
    """Run the bot with the settings of the environment and .env."""

    def cli_cmd(self) -> None:
        import asyncio

        settings = _settings()
        from bot.process.logs import set_up
        from bot.process.run import run
        from domain.rules.editions import newest

        with _no_secrets(settings) as hide:
            set_up(settings.log_level, hide)
            newest()  # a table of the law that can't be read ends the start
            asyncio.run(run(settings))


class Demo(BaseModel):
    """Run the bot inside a simulated world: http://127.0.0.1:8080 (or SANDBOX_PORT)."""

    def cli_cmd(self) -> None:
        from sandbox.main import main

        raise SystemExit(main())


class Migrate(BaseModel):
    """Bring the database to the newest schema."""

    def cli_cmd(self) -> None:
        from bot.process.run import one_sentence
        from storage.migrate import current, migrate

        settings = _settings()
        with _no_secrets(settings), one_sentence(settings.database):
            migrate(settings.database)
            print(f"{settings.database} is at revision {current(settings.database)}")


class Doctor(BaseModel):
    """Check settings, database, Telegram and every gateway, and say how to mend what is wrong."""

    def cli_cmd(self) -> None:
        import asyncio

        settings = _settings()
        from bot.doctor.examine import examine

        with _no_secrets(settings):
            raise SystemExit(asyncio.run(examine(settings)))


class Quote(BaseModel):
    """The cost of a loan as JSON: --days, or --payments with --every."""

    amount: str
    rate: str
    issued: str
    days: str | None = None
    payments: str | None = None
    every: str | None = None

    def cli_cmd(self) -> None:
        from bot.process.calculators import quote

        _calculate(lambda: quote(**self.model_dump()))


class Psk(BaseModel):
    """The full cost (PSK) of given payments as JSON: --pay 2026-12-03=3000.00, repeated."""

    issued: str
    given: str
    pay: list[str]

    def cli_cmd(self) -> None:
        from bot.process.calculators import psk_of

        _calculate(lambda: psk_of(**self.model_dump()))


class Debt(BaseModel):
    """The debt of a single-payment loan on a day as JSON; --paid 2026-12-03=4000.00, repeated."""

    amount: str
    rate: str
    issued: str
    days: str
    on: str
    paid: list[str] = []

    def cli_cmd(self) -> None:
        from bot.process.calculators import debt

        _calculate(lambda: debt(**self.model_dump()))


class Cli(BaseModel):
    """smartcash-bot: the Telegram assistant of a microfinance lender."""

    run: CliSubCommand[Run]
    demo: CliSubCommand[Demo]
    migrate: CliSubCommand[Migrate]
    doctor: CliSubCommand[Doctor]
    quote: CliSubCommand[Quote]
    psk: CliSubCommand[Psk]
    debt: CliSubCommand[Debt]

    def cli_cmd(self) -> None:
        CliApp.run_subcommand(self)


def _settings() -> "Settings":
    from bot.process.settings import SettingsError, load

    try:
        return load()
    except SettingsError as error:
        _fail(str(error))


@contextmanager
def _no_secrets(settings: "Settings") -> Iterator["Hiding"]:
    """Whatever ends the command is told on stderr, without a secret in it."""
    from bot.process.secrecy import Hiding
    from bot.process.settings import SettingsError

    hide = Hiding.of(settings)
    try:
        yield hide
    except BadTable:
        raise
    except SettingsError as error:
        _fail(hide(str(error)))
    except OSError as error:
        _fail(hide(f"can't run: {error}"))
    except Exception:
        _fail(hide(traceback.format_exc()), code=1)


def _calculate(calculate: Callable[[], dict[str, object]]) -> None:
    from bot.process.calculators import BadInput, show

    try:
        print(show(calculate()))
    except BadInput as error:
        _fail(" ".join(str(error).split()))  # what was typed may have line breaks


def _fail(what: str, code: int = 2) -> NoReturn:
    print(what, file=sys.stderr)
    raise SystemExit(code)


def main() -> None:
    """Any mistake on the command line is one line on stderr, and exit code 2."""
    if sys.argv[1:] == ["--version"]:
        print(f"smartcash-bot {VERSION}")
        return
    try:
        CliApp.run(Cli, cli_exit_on_error=False)
    except BadTable as error:
        _fail(str(error))
    except (CliError, ValidationError) as error:
        _fail(" ".join(str(error).split()).removeprefix("error parsing CLI: "))


if __name__ == "__main__":
    main()

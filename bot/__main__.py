"""The command line: python -m bot run | demo | migrate | doctor.

Each command imports what it needs when it runs: aiogram alone takes seconds.
"""

import sys
from typing import TYPE_CHECKING, NoReturn

from pydantic import BaseModel
from pydantic_settings import CliApp, CliSubCommand

if TYPE_CHECKING:
    from bot.settings import Settings


class Run(BaseModel):
    """Run the bot with the settings of the environment and .env."""

    def cli_cmd(self) -> None:
        import asyncio

        settings = _settings()
        from bot.app import run
        from bot.logs import set_up
        from bot.settings import SettingsError
        from storage.migrate import migrate

        set_up(settings.log_level)
        try:
            migrate(settings.database)
            asyncio.run(run(settings))
        except SettingsError as error:
            _fail(str(error))
        except OSError as error:
            _fail(f"can't run: {error}")


class Demo(BaseModel):
    """Run the bot inside a simulated world: http://127.0.0.1:8080 (or SANDBOX_PORT)."""

    def cli_cmd(self) -> None:
        from bot.sandbox.main import main

        raise SystemExit(main())


class Migrate(BaseModel):
    """Bring the database to the newest schema."""

    def cli_cmd(self) -> None:
        from storage.migrate import current, migrate

        settings = _settings()
        migrate(settings.database)
        print(f"{settings.database} is at revision {current(settings.database)}")


class Doctor(BaseModel):
    """Check settings, database, Telegram and every gateway, and say how to mend what is wrong."""

    def cli_cmd(self) -> None:
        import asyncio

        settings = _settings()
        from bot.doctor import examine

        raise SystemExit(asyncio.run(examine(settings)))


class Cli(BaseModel):
    """smartcash-bot: the Telegram assistant of a microfinance lender."""

    run: CliSubCommand[Run]
    demo: CliSubCommand[Demo]
    migrate: CliSubCommand[Migrate]
    doctor: CliSubCommand[Doctor]

    def cli_cmd(self) -> None:
        CliApp.run_subcommand(self)


def _settings() -> "Settings":
    from bot.settings import SettingsError, load

    try:
        return load()
    except SettingsError as error:
        _fail(str(error))


def _fail(what: str) -> NoReturn:
    print(what, file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    CliApp.run(Cli)

"""All settings, frozen, read from the environment and .env. Documented in .env.example."""

import re
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from pydantic_settings import SettingsError as SourceError

from bot.intake.addresses import YOOKASSA, Networks, Senders, read_networks
from bot.process.setting_values import (
    Address,
    Count,
    DatabaseFile,
    Days,
    GroupId,
    LogLevel,
    NeededAddress,
    Port,
    Price,
    Seconds,
    WebhookAddress,
    WorkDays,
)
from bot.process.spelling import corrections
from bot.process.tables import StopListError, read_incomes, read_market, read_stop_lists
from domain.model.messaging.texting import Channel, Prices, TextLimits, Window
from domain.money import Money
from domain.rules.cost import MarketAverages
from domain.rules.decision.incomes import MeanIncomes
from domain.rules.decision.shares import ShareLimits
from domain.rules.rights import Rights
from storage.engine.crypto import Cipher

Needed = Annotated[str, Field(min_length=1)]
NeededSecret = Annotated[SecretStr, Field(min_length=1)]
People = frozenset[int]  # ids of Telegram accounts
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class SettingsError(Exception):
    """What is wrong with the settings, a line each, without any secret value."""


class BureauAccess(BaseModel):
    """Where a credit bureau answers, with which key, and how borrowers know it."""

    model_config = ConfigDict(frozen=True)

    api: NeededAddress
    key: NeededSecret
    title: str = ""


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
    )

    bot_token: SecretStr
    telegram_api: NeededAddress = "https://api.telegram.org"
    webhook_url: WebhookAddress = ""
    webhook_secret: SecretStr = SecretStr("")
    staff_chat: GroupId

    database: DatabaseFile = Path("data/smartcash.sqlite3")
    data_key: SecretStr
    code_pepper: SecretStr = Field(min_length=16)

    yookassa_api: NeededAddress = "https://api.yookassa.ru/v3"
    yookassa_shop_id: Needed
    yookassa_shop_key: NeededSecret
    yookassa_gateway_id: Needed
    yookassa_gateway_key: NeededSecret
    return_url: NeededAddress
    bank_addresses: Annotated[Networks, NoDecode] = YOOKASSA
    trusted_proxies: Annotated[Networks, NoDecode] = ()

    sms_api: NeededAddress = "https://smsc.ru"
    sms_login: Needed
    sms_password: NeededSecret
    sms_sender: str = ""

    bureau_one_api: str = ""  # of earlier versions: told apart, so that it can be mended
    # Every qualified bureau by a name of the lender's own; all of them are asked.
    bureaus: dict[str, BureauAccess] = Field(default_factory=dict, validate_default=True)
    owner_check_api: NeededAddress
    owner_check_key: NeededSecret
    fincert_api: NeededAddress
    fincert_key: NeededSecret
    # Recognition by face, without which no contract is signed from 2027-03-01; empty: none.
    biometrics_api: Address = ""
    biometrics_key: SecretStr = SecretStr("")
    # Fiscal receipts for the interest of each repayment (54-FZ, disputed), by a cash register.
    fiscal_receipts: Literal["off", "interest"] = "off"
    fiscal_api: Address = ""
    fiscal_key: SecretStr = SecretStr("")

    # Who may not be served: a CSV file (list,kind,value), read at every start.
    stop_lists: Path | None = None
    # Market averages of PSK: a CSV file, and whether a quarter without a figure blocks or warns.
    market_averages: Path | None = None
    market_averages_missing: Literal["block", "warn"] = "block"

    # Mean incomes of regions by Rosstat: a CSV file (region,mean,valid_from,source).
    mean_incomes: Path | None = None
    # Per cent of a quarter's loans that may go to a debt burden of 50 to 80 %, and above 80 %.
    mpl_50_80: Decimal | None = Field(default=None, ge=0, le=100)
    mpl_over_80: Decimal | None = Field(default=None, ge=0, le=100)

    # Minutes without a word after which the password or the PIN is asked; 0: never.
    idle_minutes: float = Field(default=15, ge=0, le=525_600, allow_inf_nan=False)

    # Who of the staff may change a borrower's lost phone, and who may close accounts.
    phone_change_approvers: Annotated[People, NoDecode] = frozenset()
    block_rights: Annotated[People, NoDecode] = frozenset()
    # Who is told in private when the staff's group can't be: it is lost, or has moved.
    owners: Annotated[People, NoDecode] = frozenset()
    # Days for which the photo of a change of phone is kept after the decision.
    photo_keep_days: Days = 30

    # Roubles for one part of an SMS and for one call, by the operator's contract; and from how many
    # an hour and a day, to whomever, codes for strangers wait.
    sms_price: Price | None = None
    call_price: Price | None = None
    sms_most_an_hour: Count = 1_000
    sms_most_a_day: Count = 5_000
    calls_most_an_hour: Count = 100
    calls_most_a_day: Count = 500

    # Working days within which bureaus learn what has become of a loan (218-FZ art. 5), and within
    # which a borrower who disputes it is answered (art. 8).
    bureau_report_workdays: WorkDays = 2
    dispute_answer_workdays: WorkDays = 10
    # Days of delay after which staff are asked whether a debt is to be written off.
    write_off_after_days: Days = 400

    gateway_timeout: Seconds = 10
    telegram_timeout: Seconds = 30
    web_host: str = "127.0.0.1"
    web_port: Port = 8081
    clock_file: Path | None = None
    log_level: LogLevel = "INFO"

    lender_name: str = "ООО МКК «Умные наличные»"
    lender_inn: Needed
    lender_ogrn: Needed
    lender_register_number: Needed
    lender_address: Needed
    lender_phone: Needed
    lender_email: Needed

    @field_validator(
        "clock_file",
        "market_averages",
        "mean_incomes",
        "mpl_50_80",
        "mpl_over_80",
        "sms_price",
        "call_price",
        "stop_lists",
        mode="before",
    )
    @classmethod
    def _none_when_empty(cls, value: Any) -> Any:
        return value or None

    @field_validator("bank_addresses", "trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> Any:
        return read_networks(value) if isinstance(value, str) else value

    @field_validator("phone_change_approvers", "block_rights", "owners", mode="before")
    @classmethod
    def _people(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        found = [one.strip() for one in value.split(",") if one.strip()]
        if not all(one.isdecimal() for one in found):
            raise ValueError("expected ids of Telegram accounts, like 123456789,987654321")
        return frozenset(int(one) for one in found)

    @field_validator("bureaus")
    @classmethod
    def _some_bureau(
        cls, value: dict[str, BureauAccess], info: ValidationInfo
    ) -> dict[str, BureauAccess]:
        """Names stand in stored answers and in the subjects of jobs."""
        if not value and info.data.get("bureau_one_api"):
            raise ValueError(
                "BUREAU_ONE_API has become BUREAUS__ONE__API, and its key BUREAUS__ONE__KEY; "
                "rename those of TWO likewise and add the others: see .env.example"
            )
        if not value:
            raise ValueError(
                "no bureau is set: give BUREAUS__ONE__API and BUREAUS__ONE__KEY, and so for each "
                "bureau that is to be asked: see .env.example"
            )
        for name in value:
            if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,30}", name):
                raise ValueError(f"«{name}» is no name of a bureau: use letters, digits, _ and -")
        return value

    @field_validator("bank_addresses")
    @classmethod
    def _somebody(cls, value: Networks) -> Networks:
        if not value:
            raise ValueError("give at least one address, or leave it out for YooKassa's")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _not_everybody(cls, value: Networks) -> Networks:
        if any(network.prefixlen == 0 for network in value):
            raise ValueError("a network of everybody is no proxy: anyone could name any address")
        return value

    @field_validator("data_key")
    @classmethod
    def _data_key(cls, value: SecretStr) -> SecretStr:
        Cipher.parse(value.get_secret_value())
        return value

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        number, _, rest = value.get_secret_value().partition(":")
        if not number.isdigit() or len(rest) < 20:
            raise ValueError("expected the token that @BotFather gave, like 123456:ABC…")
        return value

    @model_validator(mode="after")
    def _webhook_is_secret(self) -> "Settings":
        secret = self.webhook_secret.get_secret_value()
        if self.webhook_url and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise ValueError("WEBHOOK_SECRET: with WEBHOOK_URL, 1-256 letters, digits, _ and -")
        return self

    @model_validator(mode="after")
    def _biometrics_have_a_key(self) -> "Settings":
        if self.biometrics_api and not self.biometrics_key.get_secret_value():
            raise ValueError("BIOMETRICS_KEY: needed with BIOMETRICS_API")
        return self

    @model_validator(mode="after")
    def _receipts_have_a_register(self) -> "Settings":
        there = self.fiscal_api and self.fiscal_key.get_secret_value()
        if self.fiscal_receipts != "off" and not there:
            raise ValueError("FISCAL_API, FISCAL_KEY: needed with FISCAL_RECEIPTS=interest")
        return self

    @model_validator(mode="after")
    def _sandbox_only_on_loopback(self) -> "Settings":
        if self.clock_file is None:
            return self
        for name, address in self.addresses().items():
            if urlsplit(address).hostname not in LOOPBACK:
                raise ValueError(
                    f"CLOCK_FILE is for a simulated world only, but {name} is not on loopback"
                )
        return self

    def addresses(self) -> dict[str, str]:
        """Every outer system's address by the name of its setting."""
        names = ("telegram_api", "yookassa_api", "sms_api", "owner_check_api", "fincert_api")
        found = {
            name.upper(): getattr(self, name) for name in (*names, "biometrics_api", "fiscal_api")
        }
        return {name: one for name, one in found.items() if one} | self.bureau_addresses()

    def bureau_addresses(self) -> dict[str, str]:
        return {f"BUREAUS__{name.upper()}__API": one.api for name, one in self.bureaus.items()}

    def bureau_titles(self) -> dict[str, str]:
        """How borrowers read the bureaus, by name; one without a title by its name."""
        return {name: one.title or name for name, one in self.bureaus.items()}

    def bank_senders(self) -> Senders:
        """Who may send the bank's notifications."""
        return Senders(allowed=self.bank_addresses, proxies=self.trusted_proxies)

    def idle(self) -> timedelta | None:
        return timedelta(minutes=self.idle_minutes) if self.idle_minutes else None

    def rights(self) -> Rights:
        return Rights(change_phone=self.phone_change_approvers, block=self.block_rights)

    def market(self) -> MarketAverages:
        """The market averages of `market_averages`; SettingsError when the file is wrong."""
        must = self.market_averages_missing == "block"
        if self.market_averages is None:
            return MarketAverages({}, must_be_known=must)
        try:
            return read_market(self.market_averages, must_be_known=must)
        except (OSError, ValueError) as error:
            raise SettingsError(f"MARKET_AVERAGES: {error}") from None

    def read_stop_list_file(self) -> list[tuple[str, str, str]]:
        """OSError or ValueError, StopListError among them."""
        return read_stop_lists(self.stop_lists) if self.stop_lists is not None else []

    def share_limits(self) -> ShareLimits:
        return ShareLimits(self.mpl_50_80, self.mpl_over_80)

    def text_limits(self) -> TextLimits:
        return TextLimits(
            {
                (Channel.SMS, Window.HOUR): self.sms_most_an_hour,
                (Channel.SMS, Window.DAY): self.sms_most_a_day,
                (Channel.CALL, Window.HOUR): self.calls_most_an_hour,
                (Channel.CALL, Window.DAY): self.calls_most_a_day,
            }
        )

    def text_prices(self) -> Prices:
        sms, call = self.sms_price, self.call_price
        return Prices(
            part=None if sms is None else Money.rubles(sms),
            call=None if call is None else Money.rubles(call),
        )

    def incomes(self) -> MeanIncomes:
        """The figures of `mean_incomes`; SettingsError when the file is wrong."""
        if self.mean_incomes is None:
            return MeanIncomes({})
        try:
            return read_incomes(self.mean_incomes)
        except (OSError, ValueError) as error:
            raise SettingsError(f"MEAN_INCOMES: {error}") from None

    def stop_entries(self) -> list[tuple[str, str, str]]:
        """(list, kind, value) of every line of `stop_lists`; SettingsError when it is wrong."""
        try:
            return self.read_stop_list_file()
        except StopListError as error:
            lines = (f"STOP_LISTS: {line}" for line in error.lines)
            raise SettingsError("\n".join(lines)) from None
        except (OSError, ValueError) as error:
            raise SettingsError(f"STOP_LISTS: {error}") from None

    def lender(self) -> dict[str, str]:
        """The lender's details as papers print them."""
        names = ("name", "inn", "ogrn", "register_number", "address", "phone", "email")
        return {name: getattr(self, f"lender_{name}") for name in names}


def load(**overrides: Any) -> Settings:
    """The settings, or SettingsError that names each missing or wrong one. `overrides`: by the
    names of the environment in small letters, `bureaus__one__api` too."""
    try:
        return Settings(**_nested(overrides))
    except ValidationError as error:
        lines = [_line(one) for one in error.errors()]
        raise SettingsError("\n".join([*lines, *misspelt_lines()])) from None
    except SourceError:  # its text has no name and no reason
        raise SettingsError(
            "BUREAUS: write it as BUREAUS__ONE__API and BUREAUS__ONE__KEY"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f".env can't be read: {_reason(error)}") from None


def misspelt_lines() -> list[str]:
    """A line for each name in the environment or .env that is nearly a setting's."""
    return [
        f"{wrong} is no setting: is {right} meant?"
        for wrong, right in corrections(Settings.model_fields).items()
    ]


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "it isn't UTF-8" if isinstance(error, UnicodeDecodeError) else str(error.strerror)


def _nested(flat: Mapping[str, Any]) -> dict[str, Any]:
    """What the environment does with a name in which __ stands."""
    whole: dict[str, Any] = {}
    for name, value in flat.items():
        outer, *inner = [name] if name.startswith("_") else name.split("__")
        place = whole
        for part in inner:
            place, outer = place.setdefault(outer, {}), part
        place[outer] = value
    return whole


def _line(error: Any) -> str:
    name = "__".join(str(part) for part in error["loc"]).upper()
    if error["type"] == "missing":
        return f"{name} is not set: see .env.example"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{name}: {message}" if name else message

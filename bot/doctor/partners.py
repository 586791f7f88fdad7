"""The bank, the SMS operator and every other outer system: there, and our keys are taken."""

from collections.abc import Awaitable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from aiohttp import ClientSession
from pydantic import SecretStr

from bot.doctor.finding import Check, Ill
from bot.doctor.lender import without_biometrics
from bot.gateways.access import ask_access
from bot.gateways.sms import Smsc
from bot.gateways.yookassa import YooKassa
from bot.process.settings import LOOPBACK, Settings
from domain.dates import Clock
from domain.gateways import GatewayRefused, GatewayUnclear


@dataclass(frozen=True)
class Partners:
    settings: Settings
    http: ClientSession
    clock: Clock

    async def payments(self) -> str:
        asked = self._bank().find_payments(reference="doctor", since=self._just_now())
        return await _bank_answers(asked, "YOOKASSA_SHOP_ID and YOOKASSA_SHOP_KEY")

    async def payouts(self) -> str:
        asked = self._bank().find_payouts(reference="doctor", since=self._just_now())
        return await _bank_answers(asked, "YOOKASSA_GATEWAY_ID and YOOKASSA_GATEWAY_KEY")

    async def notifications(self) -> str:
        settings = self.settings
        if settings.web_host not in LOOPBACK or settings.bank_senders().here:
            return "accepted from BANK_ADDRESSES"
        return (
            "none can arrive, so the bot asks the bank by itself; behind a reverse proxy on this "
            "machine set TRUSTED_PROXIES=127.0.0.1"
        )

    async def receipts(self) -> str:
        settings = self.settings
        if settings.fiscal_receipts == "off":
            return "off: none are made"
        return await self._key_fits("FISCAL_", settings.fiscal_api, settings.fiscal_key)

    async def biometrics(self) -> str:
        settings = self.settings
        if not settings.biometrics_api:
            return without_biometrics(self.clock.today())
        return await self._key_fits("BIOMETRICS_", settings.biometrics_api, settings.biometrics_key)

    async def sms(self) -> str:
        settings = self.settings
        operator = Smsc(
            self.http,
            settings.sms_api,
            login=settings.sms_login,
            password=settings.sms_password.get_secret_value(),
            sender=settings.sms_sender,
        )
        try:
            if not await operator.has_money():
                raise Ill("no money is left, no code can be sent: top up the account of SMS_LOGIN")
        except GatewayRefused as error:
            raise Ill(f"error {error.code}: check SMS_LOGIN and SMS_PASSWORD") from error
        except GatewayUnclear as error:
            raise Ill(f"{error}: check SMS_API and the network") from error
        return f"{settings.sms_api} takes the password"

    def desks(self) -> Iterator[tuple[str, Check]]:
        """Every bureau, the owner check and FinCERT, by the name of the setting."""
        settings = self.settings
        desks = {
            f"BUREAUS__{name.upper()}__": (one.api, one.key)
            for name, one in settings.bureaus.items()
        } | {
            "OWNER_CHECK_": (settings.owner_check_api, settings.owner_check_key),
            "FINCERT_": (settings.fincert_api, settings.fincert_key),
        }
        for name, (address, key) in desks.items():
            yield f"{name}API", partial(self._key_fits, name, address, key)

    async def _key_fits(self, name: str, address: str, key: SecretStr) -> str:
        """`name`: what stands before API and KEY in the names of the two settings."""
        try:
            await ask_access(self.http, address, what=name.rstrip("_"), key=key.get_secret_value())
        except GatewayRefused as error:
            if error.code in ("401", "403"):
                raise Ill(f"the key isn't accepted: check {name}KEY") from error
            raise Ill(f"no such desk there (HTTP {error.code}): check {name}API") from error
        except GatewayUnclear as error:
            raise Ill(f"{error}: check {name}API and the network") from error
        return f"{address} takes the key"

    def _bank(self) -> YooKassa:
        settings = self.settings
        return YooKassa(
            self.http,
            settings.yookassa_api,
            shop=(settings.yookassa_shop_id, settings.yookassa_shop_key.get_secret_value()),
            gateway=(
                settings.yookassa_gateway_id,
                settings.yookassa_gateway_key.get_secret_value(),
            ),
        )

    def _just_now(self) -> datetime:
        return self.clock.now() - timedelta(minutes=1)


async def _bank_answers(call: Awaitable[object], names: str) -> str:
    try:
        await call
    except GatewayRefused as error:
        raise Ill(f"{error.code}: check {names}") from error
    except GatewayUnclear as error:
        raise Ill(f"{error}: check YOOKASSA_API and the network") from error
    return "credentials accepted"

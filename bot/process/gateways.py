"""The real adapters, each speaking its system's public protocol, as the settings name them."""

from datetime import timedelta

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession

from bot.channels.telegram.api import Session
from bot.channels.telegram.group import TelegramGroup
from bot.channels.telegram.photos import TelegramPhotos
from bot.gateways.biometrics import BiometricSystem
from bot.gateways.bureau import CreditBureau
from bot.gateways.bureau_reporting import BureauRows
from bot.gateways.documents import TypstRenderer
from bot.gateways.fincert import FincertBase
from bot.gateways.fiscal import OnlineRegister
from bot.gateways.owner import CardOwnerCheck
from bot.gateways.yookassa import YooKassa
from bot.process.ports import Gateways
from bot.process.randomness import SystemSecrets
from bot.process.settings import Settings
from storage.queues.desk import DeskRows


def telegram_session(api: str, timeout: float) -> Session:
    return Session(api=TelegramAPIServer.from_base(api), timeout=timeout)


def real_gateways(settings: Settings, http: ClientSession, bot: Bot, desk: DeskRows) -> Gateways:
    """The bank, bureaus, owner check, documents and photos of a running bot."""
    return Gateways(
        bank=YooKassa(
            http,
            settings.yookassa_api,
            shop=(settings.yookassa_shop_id, settings.yookassa_shop_key.get_secret_value()),
            gateway=(
                settings.yookassa_gateway_id,
                settings.yookassa_gateway_key.get_secret_value(),
            ),
            timeout=settings.gateway_timeout,
        ),
        bureaus={
            name: CreditBureau(
                http,
                access.api,
                name=name,
                key=access.key.get_secret_value(),
                timeout=settings.gateway_timeout,
            )
            for name, access in settings.bureaus.items()
        },
        bureau_titles=settings.bureau_titles(),
        owner_check=CardOwnerCheck(
            http,
            settings.owner_check_api,
            key=settings.owner_check_key.get_secret_value(),
            timeout=settings.gateway_timeout,
        ),
        fincert=FincertBase(
            http,
            settings.fincert_api,
            key=settings.fincert_key.get_secret_value(),
            timeout=settings.gateway_timeout,
        ),
        biometrics=BiometricSystem(
            http,
            settings.biometrics_api,
            key=settings.biometrics_key.get_secret_value(),
            timeout=settings.gateway_timeout,
        )
        if settings.biometrics_api
        else None,
        fiscal=OnlineRegister(
            http,
            settings.fiscal_api,
            key=settings.fiscal_key.get_secret_value(),
            timeout=settings.gateway_timeout,
        )
        if settings.fiscal_receipts == "interest"
        else None,
        stop_list_file=settings.read_stop_list_file,
        document_renderer=TypstRenderer(),
        secrets=SystemSecrets(settings.code_pepper.get_secret_value().encode()),
        photo_source=TelegramPhotos(bot),
        staff_group=TelegramGroup(bot, desk),
        return_url=settings.return_url,
        lender=settings.lender(),
        market=settings.market(),
        incomes=settings.incomes(),
        share_limits=settings.share_limits(),
        rights=settings.rights(),
        owners=settings.owners,
        text_limits=settings.text_limits(),
        text_prices=settings.text_prices(),
        photo_kept=timedelta(days=settings.photo_keep_days),
        write_off_after=settings.write_off_after_days,
        bureau_rows={
            name: BureauRows(
                http,
                access.api,
                name=name,
                key=access.key.get_secret_value(),
                timeout=settings.gateway_timeout,
            )
            for name, access in settings.bureaus.items()
        },
        report_workdays=settings.bureau_report_workdays,
        dispute_workdays=settings.dispute_answer_workdays,
    )

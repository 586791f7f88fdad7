"""What an operator, and the staff, should know from the start."""

from collections.abc import Mapping

import structlog

from bot.process.settings import Settings, misspelt_lines
from domain.dates import Clock
from domain.model.biometrics import WARN_DAYS, required_from
from domain.model.cases import CaseKind
from domain.rules.cost import quarter
from domain.rules.decision.shares import Bucket
from domain.rules.product import PRODUCTS
from domain.usecases.cases.opening import OpenCase

log = structlog.get_logger()


def warn(settings: Settings, clock: Clock) -> None:
    """Say in the log what an operator should know from the start."""
    for line in misspelt_lines():
        log.warning("misspelt setting", what=line)
    if not settings.phone_change_approvers:
        log.warning("nobody may decide on a lost phone", setting="PHONE_CHANGE_APPROVERS")
    market, today = settings.market(), clock.today()
    begins = required_from()
    if not settings.biometrics_api and (begins - today).days <= WARN_DAYS:
        log.warning("biometrics are not set up", needed_from=begins, setting="BIOMETRICS_API")
    if market.test_data:
        log.warning("market averages are test data")
    incomes = settings.incomes()
    if incomes.test_data:
        log.warning("mean incomes are test data")
    if not incomes.on(today):
        log.warning("mean incomes unknown: staff decide", setting="MEAN_INCOMES")
    for bucket in Bucket:
        if settings.share_limits().limit(bucket, today) is None:
            log.warning("limit of the share unknown", pdn=bucket, quarter=quarter(today))
    for product in PRODUCTS.values():
        if market.cap(product.category, today) is None:
            log.warning(
                "market average unknown",
                quarter=quarter(today),
                category=product.category,
                blocks=market.must_be_known,
            )


async def tell_of_unknown(contracts: Mapping[str, int], open_case: OpenCase) -> None:
    """Contracts, counted, of editions of the law that nobody knows: to log and staff."""
    for law, count in contracts.items():
        log.error(
            "contracts name an unknown edition of the law: the newest is read instead",
            edition=law,
            contracts=count,
        )
        facts = {"edition": law, "how_many": str(count)}
        await open_case(kind=CaseKind.LAW, subject=law, facts=facts)

"""What the lender has to know and to say: details, figures of the market, limits, prices."""

from dataclasses import dataclass
from datetime import date

from bot.doctor.finding import Ill
from bot.doctor.lender_details import wrong
from bot.process.settings import Settings, SettingsError
from domain.model.biometrics import WARN_DAYS, required_from
from domain.rules.cost import next_quarter, quarter
from domain.rules.decision.shares import Bucket
from domain.rules.product import PRODUCTS

QUALIFIED_BUREAUS = 4  # known on 2026-11-30; 31-FZ and 545-FZ want all of them asked
QUARTER_WARN_DAYS = 14


@dataclass(frozen=True)
class Lender:
    settings: Settings
    today: date

    async def details(self) -> str:
        if found := wrong(self.settings.lender()):
            raise Ill("; ".join(found))
        return f"{self.settings.lender_name}, ИНН {self.settings.lender_inn}"

    async def market(self) -> str:
        """Without a figure of the day's quarter no contract of that kind can be made."""
        try:
            averages = self.settings.market()
        except SettingsError as error:
            raise Ill(str(error)) from error
        products = PRODUCTS.values()
        now, then = quarter(self.today), next_quarter(self.today)
        missing = [one.code for one in products if not averages.average(one.category, self.today)]
        if missing:
            what = f"none of {now} for {', '.join(missing)}"
            mend = "add the Bank of Russia's figures to the file of MARKET_AVERAGES"
            if averages.must_be_known:
                raise Ill(f"{what}, so such loans can't be given: {mend}")
            return f"warning: {what}, so the market's cap isn't tested: {mend}"
        test = "warning: TEST DATA, " if averages.test_data else ""
        later = [one.code for one in products if not averages.average(one.category, then)]
        if later and (then - self.today).days <= QUARTER_WARN_DAYS:
            return f"warning: {now} is known, {quarter(then)} from {then} isn't: add it in time"
        return f"{test}{now} is known"

    async def mean_incomes(self) -> str:
        incomes = self.settings.incomes()
        known = incomes.on(self.today)
        if not known:
            return "warning: none for today, so staff decide: set MEAN_INCOMES"
        test = "warning: TEST DATA, " if incomes.test_data else ""
        return f"{test}{len(known)} regions"

    async def burdens(self) -> str:
        known = {one: self.settings.share_limits().limit(one, self.today) for one in Bucket}
        if None in known.values():
            now = quarter(self.today)
            return f"warning: none is known for {now}: set MPL_50_80 and MPL_OVER_80"
        return ", ".join(f"{one}: {limit} %" for one, limit in known.items())

    async def bureaus(self) -> str:
        names = ", ".join(self.settings.bureaus)
        if len(self.settings.bureaus) < QUALIFIED_BUREAUS:
            return (
                f"warning: {names} only; the law wants every qualified bureau to be asked, "
                f"{QUALIFIED_BUREAUS} when this was written: add them as BUREAUS__…"
            )
        return f"{len(self.settings.bureaus)} are asked: {names}"

    async def texts(self) -> str:
        settings = self.settings
        if settings.sms_price is None or settings.call_price is None:
            return "warning: staff are told no cost: set SMS_PRICE and CALL_PRICE"
        return (
            f"strangers wait from {settings.sms_most_an_hour} SMS an hour, "
            f"{settings.sms_most_a_day} a day on"
        )


def without_biometrics(today: date) -> str:
    """What it means that they aren't set up."""
    begins = required_from()
    if today >= begins:
        raise Ill(f"needed since {begins}, no contract can be signed: set BIOMETRICS_API")
    if (begins - today).days <= WARN_DAYS:
        return f"warning: needed from {begins} for every contract: set BIOMETRICS_API"
    return f"not needed before {begins}"

"""Totals of SMS and calls: counted as they are queued; one that is reached makes strangers wait,
and the staff hear of it once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.dates import Clock
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.model.messaging.texting import Channel, Prices, Texted, TextLimits, Window
from domain.ports import Jobs, Texts
from domain.usecases.cases.opening import OpenCase, SolveCase

ALL = "all"  # the one subject: an alarm tells every total


@dataclass(frozen=True, kw_only=True)
class Total:
    """`most`: from so many on strangers wait. `priced`: the cost is known."""

    channel: Channel
    window: Window
    texted: Texted
    most: int
    priced: bool
    until: datetime  # the end of the hour or day

    @property
    def reached(self) -> bool:
        return self.texted.count >= self.most


@dataclass(frozen=True, kw_only=True)
class LookAtTexts:
    """All totals of now: SMS before calls, the hour before the day."""

    texts: Texts
    text_limits: TextLimits
    text_prices: Prices
    clock: Clock

    async def __call__(self) -> Sequence[Total]:
        return [await self.one(channel, window) for channel in Channel for window in Window]

    async def one(self, channel: Channel, window: Window) -> Total:
        now = self.clock.now()
        return Total(
            channel=channel,
            window=window,
            texted=await self.texts.since(channel, window.begin(now)),
            most=self.text_limits.most[channel, window],
            priced=self.text_prices.known(channel),
            until=window.end(now),
        )

    async def stopped(self, channel: Channel) -> datetime | None:
        """Until when strangers get none; None: they do."""
        found = [await self.one(channel, window) for window in Window]
        return max((total.until for total in found if total.reached), default=None)


@dataclass(frozen=True, kw_only=True)
class CountText:
    """One more is queued, to whomever."""

    texts: Texts
    text_prices: Prices
    look_at_texts: LookAtTexts
    jobs: Jobs
    clock: Clock

    async def __call__(self, channel: Channel, parts: int) -> None:
        """`parts` of an SMS. The one that reaches a total brings the alarm; those after don't."""
        now, cost = self.clock.now(), self.text_prices.of(channel, parts)
        await self.texts.add(channel, Window.HOUR.begin(now), cost)
        for window in Window:
            total = await self.look_at_texts.one(channel, window)
            if total.texted.count == total.most:
                await self.jobs.plan(JobKind.TEXTS_REACHED, ALL)


@dataclass(frozen=True, kw_only=True)
class AlarmTexts:
    """A total was reached a moment ago."""

    look_at_texts: LookAtTexts
    open_case: OpenCase
    jobs: Jobs

    async def __call__(self, *, subject: str) -> None:
        totals = await self.look_at_texts()
        ends = [total.until for total in totals if total.reached]
        if not ends:  # the hour ended in between
            return
        facts = {f"{one.channel}_{one.window}": fact(one) for one in totals}
        await self.open_case(kind=CaseKind.TEXTS, subject=subject, facts=facts)
        await self.jobs.plan(JobKind.TEXTS_OVER, subject, min(ends))


@dataclass(frozen=True, kw_only=True)
class EndTexts:
    """An hour or a day is over: the alarm ends when nothing makes strangers wait any more."""

    look_at_texts: LookAtTexts
    solve_case: SolveCase
    jobs: Jobs

    async def __call__(self, *, subject: str) -> None:
        ends = [total.until for total in await self.look_at_texts() if total.reached]
        if ends:
            await self.jobs.plan(JobKind.TEXTS_OVER, subject, min(ends))
        else:
            await self.solve_case(kind=CaseKind.TEXTS, subject=subject)


def fact(total: Total) -> str:
    """«1000,1000,5200.00»: how many, of how many, for how much; without a price no sum."""
    cost = str(total.texted.cost) if total.priced else ""
    return f"{total.texted.count},{total.most},{cost}"

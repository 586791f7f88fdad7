"""(d) The law's arithmetic per call; the individual terms, and what they do to the event loop."""

import asyncio
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from bench.papers import facts
from bot.gateways.documents import TypstDocuments
from domain.accrual import Terms, debt_on
from domain.cost import cost_of
from domain.money import Money
from domain.psk import Flow, psk
from domain.schedule import payment_days

ISSUED = date(2026, 11, 23)
DUE = date(2026, 12, 23)
RATE = Decimal("0.8")
AMOUNT = Money.rubles(10_000)
PARTS = 5  # the best of them: nothing else was running then


@dataclass(frozen=True)
class Paper:
    cpu: float  # ms, of all threads: Typst has its own
    wall: float  # ms
    longest_hold: float  # ms in which the event loop didn't turn


def measure(*, calls: int) -> dict[str, float]:
    """Microseconds of CPU per call."""
    single = [Flow(DUE, Money.rubles(12_400))]
    days = payment_days(ISSUED, count=12, every=14)
    instalments = cost_of(AMOUNT, RATE, ISSUED, days).schedule
    many = [Flow(line.day, line.amount) for line in instalments]
    terms = Terms(principal=AMOUNT, daily_rate=RATE, issued=ISSUED, due=DUE)
    paid = [(date(2026, 12, 10), Money.rubles(4_000)), (date(2027, 1, 5), Money.rubles(3_000))]
    return {
        "PSK, one payment": _per_call(lambda: psk(AMOUNT, ISSUED, single), calls),
        "PSK, twelve payments": _per_call(lambda: psk(AMOUNT, ISSUED, many), calls // 5),
        "quote, one payment": _per_call(lambda: cost_of(AMOUNT, RATE, ISSUED, [DUE]), calls),
        "quote, twelve payments": _per_call(
            lambda: cost_of(AMOUNT, RATE, ISSUED, days), calls // 5
        ),
        "debt, 30 days late, two repayments": _per_call(
            lambda: debt_on(terms, paid, date(2027, 1, 22)), calls
        ),
    }


async def terms(*, times: int) -> Paper:
    """Individual terms set in a thread, as the bot does; the median of some."""
    documents = TypstDocuments()
    loans = iter([facts(number) for number in range(2 * times + PARTS)])

    def make() -> None:
        documents.individual_terms(next(loans))

    make()  # fonts are read once
    gc.collect()  # else it may fall into a measurement
    cpu = _per_call(make, times)
    waits = [await _in_thread(make) for _ in range(times)]
    return Paper(cpu / 1e3, median(wall for wall, _ in waits), max(hold for _, hold in waits))


async def _in_thread(work: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds until it was done, and the longest pause of the event loop meanwhile."""
    gaps = [0.0]

    async def tick() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    ticking = asyncio.create_task(tick())
    begun = time.perf_counter()
    await asyncio.to_thread(work)
    wall = time.perf_counter() - begun
    ticking.cancel()
    return wall * 1e3, max(gaps) * 1e3


def _per_call(call: Callable[[], object], calls: int) -> float:
    count = max(1, calls // PARTS)
    parts = []
    for _ in range(PARTS):
        begun = time.process_time()
        for _ in range(count):
            call()
        parts.append((time.process_time() - begun) / count)
    return min(parts) * 1e6

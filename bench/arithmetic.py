"""(d) The law's arithmetic per call; the individual terms, and what they do to the event loop."""

import asyncio
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from decimal import Decimal
from statistics import median

from bench.papers import facts
from bot.gateways.documents import TypstRenderer
from domain.dates import add_days
from domain.ledger.debt import debt_on
from domain.ledger.loan_events import Paid, PaymentPurpose
from domain.ledger.replay import Replayed, replay
from domain.money import Money
from domain.rules.accrual import Terms, single_payment
from domain.rules.cost import cost_of
from domain.rules.psk import Flow, psk
from domain.rules.schedule import payment_days

ISSUED = date(2026, 11, 23)
DUE = date(2026, 12, 23)
RATE = Decimal("0.8")
AMOUNT = Money.rubles(10_000)
PARTS = 5  # the best of them: nothing else was running then


@dataclass(frozen=True)
class Document:
    cpu: float  # ms, of all threads: Typst has its own
    wall: float  # ms
    longest_hold: float  # ms in which the event loop didn't turn


def measure(*, calls: int) -> dict[str, float]:
    """Microseconds of CPU per call."""
    single = [Flow(DUE, Money.rubles(12_400))]
    days = payment_days(ISSUED, count=12, every=14)
    instalments = cost_of(AMOUNT, RATE, ISSUED, days).schedule
    many = [Flow(line.day, line.amount) for line in instalments]
    late = repaid_by(single_payment(AMOUNT, RATE, ISSUED, DUE), 2, every=17)
    long = repaid_by(single_payment(AMOUNT, Decimal("0.3"), ISSUED, date(2027, 11, 1)), 67, every=1)
    return {
        "PSK, one payment": _per_call(lambda: psk(AMOUNT, ISSUED, single), calls),
        "PSK, twelve payments": _per_call(lambda: psk(AMOUNT, ISSUED, many), calls // 5),
        "quote, one payment": _per_call(lambda: cost_of(AMOUNT, RATE, ISSUED, [DUE]), calls),
        "quote, twelve payments": _per_call(
            lambda: cost_of(AMOUNT, RATE, ISSUED, days), calls // 5
        ),
        f"debt, 30 days late, {len(late.postings)} postings": _per_call(
            lambda: debt_on(late.terms, late.postings, date(2027, 1, 22)), calls
        ),
        f"debt, a loan with {len(long.postings)} postings": _per_call(
            lambda: debt_on(long.terms, long.postings, date(2027, 9, 1)), calls // 5
        ),
    }


def repaid_by(terms: Terms, times: int, *, every: int) -> Replayed:
    """A loan of which so many small parts were paid, one each `every` days."""
    days = [add_days(terms.issued, every * n) for n in range(1, times + 1)]
    parts = [
        Paid(
            cause=str(day),
            day=day,
            at=datetime.combine(day, time_of_day(), UTC),
            amount=Money.rubles(100),
            purpose=PaymentPurpose.PART,
        )
        for day in days
    ]
    made = replay(terms, parts, days[-1])
    numbered = tuple(replace(one, seq=n) for n, one in enumerate(made.postings, start=1))
    return replace(made, postings=numbered)


async def terms(*, times: int) -> Document:
    """Individual terms set in a thread, as the bot does; the median of some."""
    document_renderer = TypstRenderer()
    loans = iter([facts(number) for number in range(2 * times + PARTS)])

    def make() -> None:
        document_renderer.individual_terms(next(loans))

    make()  # fonts are read once
    gc.collect()  # else it may fall into a measurement
    cpu = _per_call(make, times)
    waits = [await _in_thread(make) for _ in range(times)]
    return Document(cpu / 1e3, median(wall for wall, _ in waits), max(hold for _, hold in waits))


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

"""Whatever a borrower, the bank and the clock do: the bank's total is the ledger's."""

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.ledger.debt import debt_on
from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.postings import Part, PostingKind, balance, standing
from domain.money import ZERO, Money
from domain.refusals import Refusal
from storage.engine.sqlite import Sqlite
from tests.support.lender import Lender
from tests.support.prolonging import Prolonger

FAULTS = some.sampled_from(["", "", "", "lost", "timeout", "declined"])


class Borrower(RuleBasedStateMachine):
    """Pays, prolongs, waits, is refused, pays twice, and hears the same news again."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.directory = TemporaryDirectory()
        self.pages: list[str] = []

    def run(self, doing: Any) -> Any:
        return self.loop.run_until_complete(doing)

    @initialize()
    def takes_a_loan(self) -> None:
        self.run(self._takes_a_loan())

    async def _takes_a_loan(self) -> None:
        file = shutil.copy(self.template, Path(self.directory.name) / "bot.sqlite3")
        self.db = await Sqlite.open(Path(file))
        self.payer = await Prolonger.come(Lender(self.db))

    @rule(part=some.integers(1, 100), fault=FAULTS)
    def pays_by_card(self, part: int, fault: str) -> None:
        self.run(self._pays(part, fault, page=False))

    @rule(part=some.integers(1, 100), fault=FAULTS)
    def opens_a_page(self, part: int, fault: str) -> None:
        self.run(self._pays(part, fault, page=True))

    async def _pays(self, part: int, fault: str, *, page: bool) -> None:
        payer = self.payer
        await payer.wait(hours=3)  # codes are at most ten a day
        payer.till.faults = [fault]
        try:
            owed = (await payer.view()).loan_state.debt.total
            amount = Money(max(10_00, owed.kopecks * part // 100))
            if page:
                await payer.opens_page(PaymentPurpose.PART, amount)
            else:
                await payer.pays(PaymentPurpose.PART, amount)
        except Refusal:
            return
        await payer.works()
        payer.till.faults = []

    @rule(days=some.integers(3, 30), fault=FAULTS)
    def prolongs(self, days: int, fault: str) -> None:
        self.run(self._prolongs(days, fault))

    async def _prolongs(self, days: int, fault: str) -> None:
        payer = self.payer
        await payer.wait(hours=3)
        with suppress(Refusal):
            agreement = await payer.agrees(days)
            digits = await payer.asks_code(agreement)
            payer.till.faults = [fault]
            await payer.types(agreement, digits)
        await payer.works()
        payer.till.faults = []

    @precondition(lambda self: any(one.page for one in self.payer.till.payments.values()))
    @rule(last=some.booleans())
    def pays_on_a_page(self, last: bool) -> None:
        open_ = [key for key, one in self.payer.till.payments.items() if one.page]
        self.payer.till.pay_page(open_[-1 if last else 0])

    @rule(hours=some.integers(1, 24 * 20))
    def waits(self, hours: int) -> None:
        self.run(self.payer.wait(hours=hours))

    @rule(fault=FAULTS)
    def the_bot_asks_the_bank(self, fault: str) -> None:
        self.payer.till.faults = [fault if fault != "declined" else ""]
        self.run(self.payer.works())
        self.payer.till.faults = []

    @precondition(lambda self: self.run(self.payer.repayments()))
    @rule(number=some.integers(0, 5))
    def a_notification_comes_again(self, number: int) -> None:
        repayments = self.run(self.payer.repayments())
        before = self.run(self.payer.postings())
        one = repayments[number % len(repayments)]
        settled = one.booked_on is not None
        self.run(self.payer.hears_of(one))
        if settled and not self._refund_is_open():
            assert self.run(self.payer.postings()) == before

    def _refund_is_open(self) -> bool:
        rows = self.run(
            self.db.all("SELECT 1 FROM move WHERE state NOT IN ('done', 'failed', 'lost')")
        )
        return bool(rows)

    @invariant()
    def the_ledger_is_whole(self) -> None:
        postings = self.run(self.payer.postings())
        loan = self.run(self.payer.loan())
        today = self.payer.lender.clock.today()
        debt = debt_on(loan.terms, postings, today)
        assert all(sum_ >= ZERO for sum_ in (*debt.parts.values(), debt.overpaid))
        assert debt.cap_room is not None
        assert debt.cap_room >= ZERO
        assert debt.principal == balance(postings, Part.PRINCIPAL)
        if loan.closed_on is not None:
            assert debt.total == ZERO

    def teardown(self) -> None:
        """At last the bank answers, and the books are compared."""
        self.run(self._settle())
        self.loop.close()
        self.directory.cleanup()

    async def _settle(self) -> None:
        if not hasattr(self, "payer"):
            return
        payer = self.payer
        for _ in range(4):
            payer.lender.clock.move(minutes=10)
            await payer.works()
        moved = [
            one.amount
            for one in standing(await payer.postings())
            if one.entry in (PostingKind.PAYMENT, PostingKind.REFUND)
        ]
        unknown = await self.db.all("SELECT 1 FROM move WHERE state IN ('sent', 'lost')")
        if not unknown:
            assert ZERO - sum(moved, ZERO) == payer.till.received
        await self.db.close()


@pytest.fixture(autouse=True)
def _template(template: Path) -> None:
    Borrower.template = template


Borrower.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestWhateverHappens = Borrower.TestCase

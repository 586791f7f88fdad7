"""Two hundred borrowers repay at random, with the bank at its worst: not a kopeck goes astray."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from domain.ids import LoanId
from domain.ledger.debt import debt_on
from domain.ledger.postings import Part, PostingKind, balance
from domain.money import ZERO, Money
from storage.engine.crypto import Cipher
from storage.rows.ledger import LedgerRows
from storage.rows.loans import LoanRows
from tests.support.playing.crowd import Debtor, crowd, for_each
from tests.support.playing.stage import Stage, stage

PEOPLE, ROUNDS = 200, 3
FAULTS = (
    ("charge", "lost"),
    ("charge", "500"),
    ("payment_page", "lost"),
    ("payments.get", "500"),
    ("refund", "lost"),
    ("refund", "500"),
)


@pytest.mark.parametrize("seed", [20261123])
async def test_the_banks_total_is_the_ledgers(seed: int, tmp_path: Path, template: Path) -> None:
    chance = Random(seed)
    async with stage(tmp_path, template) as opened:
        people = await crowd(opened, PEOPLE, chance)
        for _ in range(ROUNDS):
            await trouble(opened, chance)
            await everybody_pays(opened, people, chance)
            await opened.wait(timedelta(days=chance.randint(0, 9), hours=chance.randint(1, 20)))
        await calm(opened)
        booked = await booked_in(opened)
        bank = opened.world.bank.state()
        received = Money.rubles(bank["received"]) - Money.rubles(bank["refunded"])
        assert booked == received
        assert received > Money.rubles(100_000)
        assert bank["refunds"], "nobody has paid too much: the test is too tame"
        await the_books_are_whole(opened)
        await every_bureau_knows_what_the_ledger_says(opened)
        assert not opened.errors


async def trouble(opened: Stage, chance: Random) -> None:
    world = opened.world
    for method, fault in FAULTS:
        world.faults.order(of="bank", method=method, fault=fault, times=chance.randint(5, 25))
    for bureau in ("one.rows", "two.rows"):
        fault = chance.choice(["lost", "500"])
        world.faults.order(of="bureau", method=bureau, fault=fault, times=chance.randint(1, 9))
    world.bank.notifications = chance.choice(["off", "late:900", "twice", "swapped", "on"])


async def everybody_pays(opened: Stage, people: list[Debtor], chance: Random) -> None:
    """Step by step, all at once: the sum, the way, and then the code or the bank's page."""
    begins = {one.id: chance.random() for one in people}
    payers = [one for one in people if begins[one.id] < 0.8]
    by_page = {one.id for one in payers if chance.random() < 0.4}
    both = {ident for ident in sorted(by_page) if chance.random() < 0.5}

    await for_each(opened, payers, lambda one: one.says("/loan"))
    await for_each(opened, payers, lambda one: one.taps("Погасить займ"))
    await for_each(opened, payers, lambda one: _sum(one, chance))
    paged = [one for one in payers if one.id in by_page]
    await for_each(opened, paged, lambda one: one.taps("Другой картой"))
    again = [one for one in paged if one.id in both]  # and by card, before the page is paid
    await for_each(opened, again, lambda one: one.says("/loan"))
    await for_each(opened, again, lambda one: one.taps("Погасить займ"))
    await for_each(opened, again, lambda one: one.taps("Весь долг"))
    carded = [one for one in payers if one.id not in by_page or one.id in both]
    await for_each(opened, carded, lambda one: one.taps("Оплатить картой"))
    await for_each(opened, carded, lambda one: _code(one, twice=chance.random() < 0.3))
    await for_each(opened, paged, lambda one: _pays_on_page(one, chance))


async def _sum(one: Debtor, chance: Random) -> None:
    if chance.random() < 0.5:
        await one.taps("Весь долг")
    else:
        one.says(str(chance.randint(10, 3_000)))


def _code(one: Debtor, *, twice: bool) -> None:
    code = one.code()
    if code is not None:
        for _ in range(2 if twice else 1):
            one.says(code)


async def _pays_on_page(one: Debtor, chance: Random) -> None:
    page = one.page()
    if page is not None and chance.random() < 0.8:
        card = chance.choice(["good", "sbp", "late", "no_money"])
        with suppress(ValueError):  # a page of an earlier day
            await one.stage.world.bank.confirm(page, card, None)


async def calm(opened: Stage) -> None:
    """The trouble is over; in two days everything has an end."""
    opened.world.faults.reset()
    opened.world.bank.notifications = "on"
    await opened.wait(timedelta(days=2))


async def booked_in(opened: Stage) -> Money:
    """What the ledger says that it has received and not given back."""
    row = await opened.app.db.one(
        "SELECT sum(one.amount) AS total FROM posting AS one "
        "LEFT JOIN posting AS first ON first.seq = one.reverses "
        "WHERE coalesce(first.entry, one.entry) IN (?, ?)",
        PostingKind.PAYMENT,
        PostingKind.REFUND,
    )
    assert row is not None
    return ZERO - Money(row["total"])


async def every_bureau_knows_what_the_ledger_says(opened: Stage) -> None:
    """The balance that each was told last is the ledger's of that day, for every loan; closings are
    told of every loan that is closed, and of no other."""
    db, cipher = opened.app.db, Cipher.parse(opened.app.settings.data_key.get_secret_value())
    loans, ledger = LoanRows(db, cipher), LedgerRows(db)
    told = opened.world.bureaus.told()
    assert len(told) == 4
    rows = await db.all("SELECT id FROM loan")
    for bureau in told.values():
        known = {one["contract"]: one for one in bureau}
        assert len(known) == len(rows)
        for row in rows:
            loan = await loans.get(LoanId(row["id"]))
            one, postings = known[loan.contract], await ledger.postings(loan.id)
            on = date.fromisoformat(one["as_of"])
            debt = debt_on(loan.terms, postings, on)
            assert Money.rubles(one["balance"]) == debt.total, one
            assert Money.rubles(one["principal"]) == balance(postings, Part.PRINCIPAL)
            assert one["closed_on"] == (loan.closed_on.isoformat() if loan.closed_on else None)


async def the_books_are_whole(opened: Stage) -> None:
    db = opened.app.db
    ledger = LedgerRows(db)
    closed: Counter[bool] = Counter()
    for row in await db.all("SELECT id, closed_on FROM loan"):
        postings = await ledger.postings(LoanId(row["id"]))
        parts = {part: balance(postings, part) for part in Part}
        assert parts.pop(Part.OVERPAID) == ZERO
        assert min(parts.values()) >= ZERO
        assert (sum(parts.values(), ZERO) == ZERO) == (row["closed_on"] is not None)
        closed[row["closed_on"] is not None] += 1
    assert min(closed[True], closed[False]) > 10
    moving = await db.all("SELECT 1 FROM repayment WHERE state = 'moving'")
    assert not moving

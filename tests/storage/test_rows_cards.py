"""Bound cards: one default a chat, and a token that is really erased."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.ids import BindingId, BorrowerId, CardId
from domain.model.cards import Card
from domain.model.loan import Loan
from storage.rows.cards import CardRows
from tests.storage.conftest import whole
from tests.support.answers import CARD, NOON
from tests.support.lender import IVAN, Lender

ANNA = BorrowerId(100_007)


@pytest.fixture
def cards(lender: Lender) -> CardRows:
    return CardRows(lender.db, lender.cipher)


def card(ident: str, *, minutes: int = 0, default: bool = False) -> Card:
    return Card(
        id=CardId(ident),
        borrower_id=ANNA,
        facts=CARD,
        bound_at=NOON + timedelta(minutes=minutes),
        method_id=f"pm-{ident}",
        default=default,
    )


async def listed(cards: CardRows) -> str:
    """«b* a»: the cards of a chat in their order, a star for a default one."""
    return " ".join(one.id + "*" * one.default for one in await cards.of(ANNA))


async def test_a_card(cards: CardRows) -> None:
    bare = card("a")
    await cards.save(bare)
    assert await cards.get(bare.id) == bare

    full = whole(replace(card("a", default=True), name="Зарплатная", unbound_at=NOON))
    await cards.save(full)
    assert await cards.get(full.id) == full
    with pytest.raises(KeyError):
        await cards.get(CardId("another"))


async def test_what_the_bank_tells_of_a_card_and_its_name_are_sealed(
    lender: Lender, cards: CardRows
) -> None:
    await cards.save(replace(card("a"), name="Карта Ивана"))

    (row,) = await lender.db.all("SELECT * FROM card")
    assert CARD.last4 not in repr(dict(row))
    assert "Ивана".encode() not in row["name"]


async def test_the_default_comes_first_and_then_the_oldest(cards: CardRows) -> None:
    await cards.save(card("b", minutes=1))
    await cards.save(card("c", minutes=2, default=True))
    await cards.save(card("a"))

    assert await listed(cards) == "c* a b"
    assert await cards.of(BorrowerId(5)) == []


async def test_a_default_card_takes_that_from_the_others_of_its_chat(cards: CardRows) -> None:
    others = replace(card("other", default=True), borrower_id=BorrowerId(5))
    for one in (others, card("a", default=True), card("b", minutes=1, default=True)):
        await cards.save(one)

    assert await listed(cards) == "b* a"
    assert await cards.of(BorrowerId(5)) == [others]
    await cards.save(card("a", default=True))
    assert await listed(cards) == "a* b"


async def test_of_many_cards_made_the_default_at_once_one_is(
    lender: Lender, cards: CardRows
) -> None:
    async def make_default(ident: str) -> None:
        async with lender.db.transaction():
            await cards.of(ANNA)
            await asyncio.sleep(0)
            await cards.save(card(ident, default=True))

    await asyncio.gather(*(make_default(ident) for ident in "abcde"))

    assert sorted(one.default for one in await cards.of(ANNA)) == [False] * 4 + [True]


async def test_no_chat_can_have_two_defaults(lender: Lender, cards: CardRows) -> None:
    for ident in "ab":
        await cards.save(card(ident))

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        await lender.db.run("UPDATE card SET is_default = 1")


async def test_an_unbound_card_is_no_longer_listed(cards: CardRows) -> None:
    await cards.save(card("a"))
    await cards.save(card("b", minutes=1))
    await cards.save(replace(card("a"), method_id=None, unbound_at=NOON))

    assert await listed(cards) == "b"
    assert (await cards.get(CardId("a"))).method_id is None


async def test_a_card_is_found_by_its_token_until_it_is_unbound(cards: CardRows) -> None:
    await cards.save(card("a"))
    assert await cards.with_method("pm-a") == card("a")
    assert await cards.with_method("pm-b") is None

    await cards.save(replace(card("a"), method_id=None, unbound_at=NOON))
    assert await cards.with_method("pm-a") is None


async def test_unbinding_erases_the_token_from_every_row(
    lender: Lender, cards: CardRows, loan: Loan
) -> None:
    """The binding of the loan had the same token; another one keeps its own."""
    bound = await lender.bindings.get(loan.binding_id)
    other = replace(bound, id=BindingId("b-2"), method_id="pm-2")
    await lender.bindings.save(other)
    mine = replace(card("1"), borrower_id=IVAN)
    await cards.save(mine)
    assert await lender.bindings.get(bound.id) == bound

    await cards.save(replace(mine, method_id=None, unbound_at=NOON))

    assert await lender.bindings.get(bound.id) == replace(bound, method_id=None)
    assert await lender.bindings.get(other.id) == other
    assert await lender.bindings.id_of_method("pm-1") is None
    stored = [
        repr(dict(row))
        for table in ("binding", "card")
        for row in await lender.db.all(f"SELECT method_id FROM {table}")
    ]
    assert not any("pm-1" in one for one in stored)


async def test_a_card_that_never_had_a_token_erases_nobodys(
    lender: Lender, cards: CardRows, loan: Loan
) -> None:
    await cards.save(replace(card("a"), method_id=None))
    await cards.save(replace(card("a"), method_id=None, unbound_at=NOON))

    assert (await lender.bindings.get(loan.binding_id)).method_id == "pm-1"

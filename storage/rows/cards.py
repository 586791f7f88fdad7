"""Bound cards."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.gateways import CardFacts
from domain.ids import BorrowerId, CardId
from domain.model.cards import Card
from storage.engine.codec import dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso

PLACE = "binding.card"  # sealed for the same place as a binding's, from which they were taken over


@dataclass(frozen=True)
class CardRows:
    db: Database
    cipher: Cipher

    async def get(self, card_id: CardId) -> Card:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM card WHERE id = ?", card_id)
        if row is None:
            raise KeyError(card_id)
        return self._card(row)

    async def of(self, borrower_id: BorrowerId) -> Sequence[Card]:
        """Bound ones, the default first."""
        rows = await self.db.all(
            "SELECT * FROM card WHERE borrower_id = ? AND unbound_at IS NULL "
            "ORDER BY is_default DESC, bound_at, rowid",
            borrower_id,
        )
        return [self._card(row) for row in rows]

    async def with_method(self, method_id: str) -> Card | None:
        row = await self.db.one("SELECT * FROM card WHERE method_id = ?", method_id)
        return self._card(row) if row else None

    async def save(self, card: Card) -> None:
        """A default card takes that from the others of its chat; a token that is given up is
        erased wherever it stands."""
        if card.default:
            await self.db.run(
                "UPDATE card SET is_default = 0 WHERE borrower_id = ? AND id <> ?",
                card.borrower_id,
                card.id,
            )
        await self.db.run(
            "UPDATE binding SET method_id = NULL "
            "WHERE method_id = (SELECT method_id FROM card WHERE id = ?) AND method_id IS NOT ?",
            card.id,
            card.method_id,
        )
        await self.db.run(
            "INSERT INTO card (id, borrower_id, facts, bound_at, method_id, name, is_default, "
            "unbound_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET method_id = excluded.method_id, "
            "name = excluded.name, is_default = excluded.is_default, "
            "unbound_at = excluded.unbound_at",
            card.id,
            card.borrower_id,
            self.cipher.seal(dump(card.facts), PLACE),
            iso(card.bound_at),
            card.method_id,
            None if card.name is None else self.cipher.seal(card.name, "card.name"),
            int(card.default),
            maybe_iso(card.unbound_at),
        )

    def _card(self, row: Row) -> Card:
        name = row["name"]
        return Card(
            id=CardId(row["id"]),
            borrower_id=BorrowerId(row["borrower_id"]),
            facts=load(CardFacts, self.cipher.open(row["facts"], PLACE)),
            bound_at=instant(row["bound_at"]),
            method_id=row["method_id"],
            name=None if name is None else self.cipher.open(name, "card.name").decode(),
            default=bool(row["is_default"]),
            unbound_at=maybe_instant(row["unbound_at"]),
        )

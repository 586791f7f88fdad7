"""The online cash register (54-FZ)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.money import Money


@dataclass(frozen=True, kw_only=True)
class FiscalReceipt:
    """What the tax service has of a receipt (54-FZ)."""

    number: str
    url: str  # where the payer sees it


class FiscalRegister(Protocol):
    """An online cash register. `request_id` makes asking again the same receipt. None: not
    registered yet. Raises as above."""

    async def register(
        self, *, request_id: str, at: datetime, amount: Money, item: str, email: str
    ) -> FiscalReceipt | None: ...
